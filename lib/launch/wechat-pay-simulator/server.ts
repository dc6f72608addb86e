import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { answerSerial, openAccount, type KeyMode } from "./account";
import { replyInstead, sendReply } from "./answer";
import { type Books, findCall } from "./api";
import { billFile, noChanges } from "./bill";
import { findByCode, payByBridge, payByCode } from "./cashier";
import { handleControl, type ControlRoom } from "./control";
import { createFaultPlan, type Operation } from "./faults";
import { openLedger } from "./ledger";
import { createNotifier } from "./notifier";
import { createOauth } from "./oauth";
import { ordersPage, payPage, strangerPage } from "./pages";
import { endRefund } from "./refund";
import { refusal } from "./reply";
import { refuseUnsigned } from "./request-signature";

type Settings = {
  /** 0 takes any free one. */
  port: number;
  /** Account, keys and orders live here and survive a restart. */
  dir: string;
  host?: string;
  /** Opens /control/*, which lets whoever sits at this machine break things: tests only. */
  control?: boolean;
  mode?: KeyMode;
  /** Milliseconds before each repeated notification. */
  retryDelays?: readonly number[];
  /** How long a refund takes; "by_hand": until control ends it. */
  refundsEnd?: "at_once" | "by_hand";
};

const MAX_BODY_BYTES = 1_000_000;
const REFUND_TAKES_MS = 1500;
const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** A stand-in for WeChat's servers that speaks APIv3 over HTTP as they do. */
export async function startSimulator({
  port,
  dir,
  host = "127.0.0.1",
  control = false,
  mode = "public-key",
  retryDelays,
  refundsEnd = "at_once",
}: Settings) {
  const account = openAccount(dir, mode);
  const ledger = openLedger(dir);
  const faults = createFaultPlan();
  const notifier = createNotifier(account, ledger, faults, retryDelays);
  const oauth = createOauth(account);
  const usedNonces = new Set<string>();
  const requests: Record<string, number> = {};
  let clockOffset = 0;
  const now = () => Date.now() + clockOffset;
  const settings = { identityPermitted: true, publicUrl: "", refundsEnd };
  const bills = { changes: noChanges(), files: new Map() };
  const timers = new Set<NodeJS.Timeout>();
  const books: Books = { account, ledger, settings, balance: { fen: null }, bills, now, onRefund };
  const room: ControlRoom = {
    ...books,
    settings,
    faults,
    notifier,
    requests,
    moveClock: (seconds) => (clockOffset = seconds * 1000),
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("wechat-pay-simulator:", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  /** The money is with the payer a moment after the refund was accepted, and the merchant is told. */
  function onRefund(outRefundNo: string): void {
    if (settings.refundsEnd === "by_hand") return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (endRefund(ledger, outRefundNo, "SUCCESS", now())) notifier.schedule(outRefundNo);
    }, REFUND_TAKES_MS);
    timers.add(timer);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://simulator");
    const { pathname } = url;
    const body = await readBody(request);
    if (pathname === "/v3/billdownload/file") return download(request, response, url, body);
    if (pathname.startsWith("/v3/")) return answerCall(request, response, url, body);
    if (pathname === "/health") return sendJson(response, 200, { status: "ok" });
    if (pathname === "/") return sendPage(response, ordersPage(ledger));
    if (pathname === "/pay") return payAtCashier(request, response, url);
    if (pathname === "/cgi-bin/mmpayweb-bin/checkmweb") return payInBrowser(request, response, url, body);
    if (pathname === "/jsapi-pay" && request.method === "POST") return payInWeChat(response, body);
    if (pathname === "/connect/oauth2/authorize") return authorize(request, response, url);
    if (pathname === "/sns/oauth2/access_token") return sendJson(response, 200, oauth.accessToken(url, now()));
    if (control && pathname.startsWith("/control/") && loopback.has(request.socket.remoteAddress ?? "")) {
      const reply = await handleControl(room, `${request.method} ${pathname.slice("/control/".length)}`, body.toString("utf8"));
      return sendJson(response, reply.status, reply.body);
    }
    sendJson(response, 404, { code: "NOT_FOUND", message: "没有这个地址" });
  }

  /** One APIv3 call: signature, processing, signed answer; any of them spoilt when a fault is due. */
  function answerCall(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    const { method = "", headers } = request;
    const serial = answerSerial(account, oneOf(headers["wechatpay-serial"]));
    const ownSerial = serial ?? answerSerial(account, undefined) ?? "";
    const call = findCall(method, url);
    if (!call) return sendReply(response, account, ownSerial, refusal(404, "RESOURCE_NOT_EXISTS", "接口不存在"));

    const fault = takeFault(call.operation);
    if (fault?.kind === "timeout_before") return;
    if (fault?.kind === "reset_before") return void request.socket.destroy();
    const instead = fault && replyInstead(fault);
    if (instead) return sendReply(response, account, ownSerial, instead);

    const refused =
      refuseUnsigned(account, { method, url: request.url ?? "", headers, body }, usedNonces, new Date()) ??
      (serial === null ? refusal(400, "PARAM_ERROR", "平台证书序列号Wechatpay-Serial错误") : null);
    const reply = refused ?? call.run(books, body);

    if (fault?.kind === "timeout_after") return;
    if (fault?.kind === "reset_after") return void request.socket.destroy();
    sendReply(response, account, ownSerial, reply, fault?.kind);
  }

  function takeFault(operation: Operation) {
    requests[operation] = (requests[operation] ?? 0) + 1;
    return faults.takeAnswer(operation);
  }

  /** The request is signed like any other; the answer is not. */
  function download(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    const { method = "", headers } = request;
    const fault = takeFault("download");
    if (fault?.kind === "reset_before") return void request.socket.destroy();
    const refused = refuseUnsigned(account, { method, url: request.url ?? "", headers, body }, usedNonces, new Date());
    const file = billFile(bills, url, now());
    if (refused) return sendJson(response, refused.status, refused.body);
    if (!file) return sendJson(response, 400, { code: "INVALID_REQUEST", message: "下载链接无效或已过期" });
    const sent = fault?.kind === "changed_body" ? Buffer.concat([file, Buffer.from("x")]) : file;
    response.writeHead(200, { "Content-Type": "text/plain; charset=utf-8", "Content-Length": sent.length }).end(sent);
  }

  /** /pay?pr=… or /pay?code=weixin://…; posting to it is the user's press on 支付. */
  function payAtCashier(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const { order, pr } = findByCode(ledger, url.searchParams.get("pr") ?? url.searchParams.get("code") ?? "");
    if (request.method !== "POST") return sendPage(response, payPage(order, pr, now()), order ? 200 : 404);
    const paid = payByCode(ledger, pr, now());
    if (paid) notifier.schedule(paid.outTradeNo);
    response.writeHead(303, { Location: `/pay?pr=${encodeURIComponent(pr)}` }).end();
  }

  /** h5_url: only for browsers that come from a page, and back to it after the payment. */
  function payInBrowser(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    const { order, pr } = findByCode(ledger, url.searchParams.get("prepay_id") ?? "");
    const back = webAddress(url.searchParams.get("redirect_url"));
    if (request.method === "POST") {
      const paid = payByCode(ledger, pr, now());
      if (paid) notifier.schedule(paid.outTradeNo);
      const target = webAddress(new URLSearchParams(body.toString("utf8")).get("redirect_url")) ?? request.url ?? "/";
      return void response.writeHead(303, { Location: target }).end();
    }
    if (!request.headers.referer) return sendPage(response, strangerPage(), 403);
    sendPage(response, payPage(order?.tradeType === "MWEB" ? order : undefined, pr, now(), back), order ? 200 : 404);
  }

  /** What WeChat's own browser does with the parameters a page hands to its bridge. */
  function payInWeChat(response: ServerResponse, body: Buffer): void {
    const paid = payByBridge(account, ledger, parseJson(body), now());
    if (paid) notifier.schedule(paid.outTradeNo);
    sendJson(response, 200, { err_msg: `get_brand_wcpay_request:${paid ? "ok" : "fail"}` });
  }

  /** A browser is one person to WeChat: known by a cookie here. */
  function authorize(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const known = /(?:^|; )openid=(o[0-9A-Za-z_-]{20,})/.exec(request.headers.cookie ?? "")?.[1];
    const openid = known ?? `o${randomBytes(20).toString("base64url")}`;
    const target = oauth.authorize(url, openid, now());
    if (!target) return sendJson(response, 400, { errcode: 10003, errmsg: "redirect_uri域名与后台配置不一致" });
    response.writeHead(302, { Location: target, "Set-Cookie": `openid=${openid}; Path=/; HttpOnly; SameSite=Lax` }).end();
  }

  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const address = server.address() as AddressInfo;
  settings.publicUrl = `http://127.0.0.1:${address.port}`;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    credentials: account.credentials,
    async close(): Promise<void> {
      notifier.stop();
      timers.forEach((timer) => clearTimeout(timer));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Answers that a fault holds back would keep the server open.
      server.closeAllConnections();
      await closed;
    },
  };
}

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new Error("request body too large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const oneOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** An address a browser may be sent to: http or https, nothing that a script could hide in. */
const webAddress = (text: string | null): string | undefined => (text !== null && /^https?:\/\//.test(text) ? text : undefined);

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(body === undefined ? "" : JSON.stringify(body));
}

function sendPage(response: ServerResponse, html: string, status = 200): void {
  response
    .writeHead(status, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      // No form-action: the answer to a press leads back to the merchant's page.
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(html);
}
