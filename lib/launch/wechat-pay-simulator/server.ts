import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerSerial, openAccount, type KeyMode } from "./account";
import { replyInstead, sendReply } from "./answer";
import { findCall } from "./api";
import { handleControl, type ControlRoom } from "./control";
import { createFaultPlan } from "./faults";
import { openLedger } from "./ledger";
import { createNotifier } from "./notifier";
import { ordersPage, payPage } from "./pages";
import { isCodeStale } from "./create-order";
import { pay, paymentObstacle } from "./payment";
import { refusal } from "./reply";
import { refuseUnsigned } from "./request-signature";

type Settings = {
  /** 0 takes any free one. */
  port: number;
  /** Account, keys and orders live here and survive a restart. */
  dir: string;
  host?: string;
  /** Opens /control/*, which lets anyone break things: tests only. */
  control?: boolean;
  mode?: KeyMode;
  /** Milliseconds before each repeated notification. */
  retryDelays?: readonly number[];
};

const MAX_BODY_BYTES = 1_000_000;

/** A stand-in for WeChat's servers that speaks APIv3 over HTTP as they do. */
export async function startSimulator({ port, dir, host = "127.0.0.1", control = false, mode = "public-key", retryDelays }: Settings) {
  const account = openAccount(dir, mode);
  const ledger = openLedger(dir);
  const faults = createFaultPlan();
  const notifier = createNotifier(account, ledger, faults, retryDelays);
  const usedNonces = new Set<string>();
  const requests: Record<string, number> = {};
  let clockOffset = 0;
  const now = () => Date.now() + clockOffset;
  const room: ControlRoom = { ledger, faults, notifier, now, requests, moveClock: (seconds) => (clockOffset = seconds * 1000) };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("wechat-pay-simulator:", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://simulator");
    const body = await readBody(request);
    if (url.pathname.startsWith("/v3/")) return answerCall(request, response, url, body);
    if (url.pathname === "/health") return sendJson(response, 200, { status: "ok" });
    if (url.pathname === "/") return sendPage(response, ordersPage(ledger));
    if (url.pathname === "/pay") return handlePayPage(request, response, url);
    if (control && url.pathname.startsWith("/control/")) {
      const reply = await handleControl(room, `${request.method} ${url.pathname.slice("/control/".length)}`, body.toString("utf8"));
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
    requests[call.operation] = (requests[call.operation] ?? 0) + 1;

    const fault = faults.takeAnswer(call.operation);
    if (fault?.kind === "timeout_before") return;
    if (fault?.kind === "reset_before") return void request.socket.destroy();
    const instead = fault && replyInstead(fault);
    if (instead) return sendReply(response, account, ownSerial, instead);

    const refused =
      refuseUnsigned(account, { method, url: request.url ?? "", headers, body }, usedNonces, new Date()) ??
      (serial === null ? refusal(400, "PARAM_ERROR", "平台证书序列号Wechatpay-Serial错误") : null);
    const reply = refused ?? call.run({ account, ledger, now }, body);

    if (fault?.kind === "timeout_after") return;
    if (fault?.kind === "reset_after") return void request.socket.destroy();
    sendReply(response, account, ownSerial, reply, fault?.kind);
  }

  /** /pay?pr=… or /pay?code=weixin://…; posting to it is the user's press on 支付. */
  function handlePayPage(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const pr = url.searchParams.get("pr") ?? /[?&]pr=(\w+)/.exec(url.searchParams.get("code") ?? "")?.[1] ?? "";
    const order = ledger.withCode(pr);
    if (request.method !== "POST") return sendPage(response, payPage(order, pr, now()), order ? 200 : 404);

    if (order && !isCodeStale(order, pr, now()) && paymentObstacle(order, now()) === null) notifier.schedule(pay(ledger, order, now()));
    response.writeHead(303, { Location: `/pay?pr=${encodeURIComponent(pr)}` }).end();
  }

  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    credentials: account.credentials,
    async close(): Promise<void> {
      notifier.stop();
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

function sendJson(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(body === undefined ? "" : JSON.stringify(body));
}

function sendPage(response: ServerResponse, html: string, status = 200): void {
  response
    .writeHead(status, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    })
    .end(html);
}
