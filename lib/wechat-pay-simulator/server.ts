import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openAccount, type KeyMode } from "./account";
import type { Books } from "./api";
import { noChanges } from "./bill";
import { createCalls } from "./calls";
import { handleControl, type ControlRoom } from "./control";
import { createCounter } from "./counter";
import { createFaultPlan } from "./faults";
import { readBody, sendJson, sendPage } from "./http";
import { openLedger } from "./ledger";
import { createNotifier } from "./notifier";
import { ordersPage } from "./pages";
import { type Balance, endRefund } from "./refund";

type Settings = {
  /** 0 takes any free port. */
  port: number;
  /** Account, keys and orders are stored here and survive a restart. */
  dir: string;
  host?: string;
  /** Enables /control/*, with which any user of this machine can cause faults: tests only. */
  control?: boolean;
  mode?: KeyMode;
  /** Milliseconds before each repeated notification. */
  retryDelays?: readonly number[];
  /** How long a refund takes; "by_hand": until control ends it. */
  refundsEnd?: "at_once" | "by_hand";
};

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
  const requests: Record<string, number> = {};
  let clockOffset = 0;
  const now = () => Date.now() + clockOffset;
  const settings = { identityPermitted: true, publicUrl: "", refundsEnd };
  const bills = { changes: noChanges(), files: new Map() };
  const balance: Balance = { fen: null };
  const timers = new Set<NodeJS.Timeout>();
  const books: Books = { account, ledger, settings, balance, bills, now, onRefund };
  const calls = createCalls(books, faults, requests);
  const counter = createCounter(books, notifier);
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

  /** Shortly after accepting the refund, pays the money to the payer and notifies the merchant. */
  function onRefund(outRefundNo: string): void {
    if (settings.refundsEnd === "by_hand") return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (endRefund(ledger, balance, outRefundNo, "SUCCESS", now())) notifier.schedule(outRefundNo);
    }, REFUND_TAKES_MS);
    timers.add(timer);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://simulator");
    const { pathname } = url;
    const body = await readBody(request);
    if (pathname === "/v3/billdownload/file") return calls.download(request, response, url, body);
    if (pathname.startsWith("/v3/")) return calls.answer(request, response, url, body);
    if (pathname === "/health") return sendJson(response, 200, { status: "ok" });
    if (pathname === "/") return sendPage(response, ordersPage(ledger));
    if (pathname === "/pay") return counter.payByCode(request, response, url);
    if (pathname === "/cgi-bin/mmpayweb-bin/checkmweb") return counter.payInBrowser(request, response, url, body);
    if (pathname === "/jsapi-pay" && request.method === "POST") return counter.payInWeChat(response, body);
    if (pathname === "/connect/oauth2/authorize") return counter.authorize(request, response, url);
    if (pathname === "/sns/oauth2/access_token") return counter.tellWho(response, url);
    if (control && pathname.startsWith("/control/") && loopback.has(request.socket.remoteAddress ?? "")) {
      const reply = await handleControl(
        room,
        `${request.method} ${pathname.slice("/control/".length)}`,
        body.toString("utf8"),
      );
      return sendJson(response, reply.status, reply.body);
    }
    sendJson(response, 404, { code: "NOT_FOUND", message: "没有这个地址" });
  }

  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const address = server.address() as AddressInfo;
  settings.publicUrl = `http://127.0.0.1:${address.port}`;
  // Continue what the last stop interrupted.
  const underWay = ledger.all().flatMap(({ refunds }) => refunds.filter(({ status }) => status === "PROCESSING"));
  underWay.forEach(({ outRefundNo }) => onRefund(outRefundNo));
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    credentials: account.credentials,
    async close(): Promise<void> {
      notifier.stop();
      timers.forEach((timer) => clearTimeout(timer));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Answers that a fault holds back would keep the server from closing.
      server.closeAllConnections();
      await closed;
    },
  };
}

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;
