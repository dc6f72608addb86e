import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { KeyMode } from "@/lib/wechat-pay-simulator/account";
import { startSimulator, type Simulator } from "@/lib/wechat-pay-simulator/server";
import type { WeChatPayConfig } from "@/lib/adapter/wechat-pay/config";
import { createWeChatPay, type WeChatPay } from "@/lib/adapter/wechat-pay/client";

/** Short enough for the tests of timeouts, long enough for three local calls on a busy machine. */
const TIMEOUT_MS = 3000;

/** A simulator in its own folder, with everything a test wants to do to it. */
export async function openSimulator(mode: KeyMode = "public-key", retryDelays: number[] = []) {
  const dir = await mkdtemp(path.join(tmpdir(), "wechat-pay-"));
  const start = () => startSimulator({ port: 0, dir, control: true, mode, retryDelays, refundsEnd: "by_hand" });
  let simulator = await start();

  const control = async (method: string, route: string, body?: object) => {
    const response = await fetch(`${simulator.url}/control/${route}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as never };
  };

  return {
    dir,
    url: () => simulator.url,
    credentials: simulator.credentials,
    config: (own: Partial<WeChatPayConfig> = {}) => merchantConfig(simulator, mode, own),
    client: async (own: Partial<WeChatPayConfig> = {}): Promise<WeChatPay> =>
      createWeChatPay(await merchantConfig(simulator, mode, own)),
    control,
    breakNext: (...faults: object[]) => control("POST", "faults", { faults }),
    mend: () => control("DELETE", "faults"),
    pay: (outTradeNo: string, options: object = {}): Promise<{ status: number; body: Paid }> =>
      control("POST", "pay", { out_trade_no: outTradeNo, options }),
    notifyAgain: (outTradeNo: string) => control("POST", "notify", { number: outTradeNo }),
    moveClock: (seconds: number) => control("POST", "clock", { offset_seconds: seconds }),
    orders: async (): Promise<{ outTradeNo: string; state: string }[]> =>
      await control("GET", "orders").then(({ body }: { body: { orders: never } }) => body.orders),
    requests: async (): Promise<Record<string, number>> => (await control("GET", "requests")).body,
    async restart() {
      await simulator.close();
      simulator = await start();
    },
    async close() {
      await simulator.close();
      await rm(dir, { recursive: true });
    },
  };
}

export type OpenSimulator = Awaited<ReturnType<typeof openSimulator>>;
type Paid = { order: { payment: { transactionId: string } }; notifications: { status: number | null }[] };

async function merchantConfig(
  { url, credentials }: Simulator,
  mode: KeyMode,
  own: Partial<WeChatPayConfig>,
): Promise<WeChatPayConfig> {
  return {
    baseUrl: url,
    mchid: credentials.mchid,
    appid: credentials.appid,
    merchantSerial: credentials.merchantSerial,
    merchantKey: await readFile(credentials.merchantKeyFile, "utf8"),
    apiV3Key: credentials.apiV3Key,
    timeoutMs: TIMEOUT_MS,
    ...(mode !== "certificate" && { publicKey: { id: credentials.publicKeyId, file: credentials.publicKeyFile } }),
    ...own,
  };
}

export type Liberties = {
  signedBody?: string;
  age?: number;
  nonce?: string;
  mchid?: string;
  serial?: string;
  headers?: Record<string, string>;
};

/** A merchant who signs by hand, and takes liberties where a test wants him to. */
export async function signsByHand(simulator: OpenSimulator) {
  const { mchid, merchantSerial, merchantKeyFile } = simulator.credentials;
  const key = createPrivateKey(await readFile(merchantKeyFile));
  return async (method: string, route: string, body = "", take: Liberties = {}) => {
    const timestamp = Math.floor(Date.now() / 1000) - (take.age ?? 0);
    const nonce = take.nonce ?? randomUUID();
    const signed = Buffer.from(`${method}\n${route}\n${timestamp}\n${nonce}\n${take.signedBody ?? body}\n`);
    const fields = {
      mchid: take.mchid ?? mchid,
      nonce_str: nonce,
      timestamp,
      serial_no: take.serial ?? merchantSerial,
      signature: sign("RSA-SHA256", signed, key).toString("base64"),
    };
    const written = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
    const headers = {
      "User-Agent": "test",
      Authorization: `WECHATPAY2-SHA256-RSA2048 ${written.join(",")}`,
      ...take.headers,
    };
    const response = await fetch(simulator.url() + route, { method, headers, ...(body && { body }) });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    const answer = (json ? JSON.parse(bytes.toString("utf8")) : {}) as Record<string, string>;
    return { status: response.status, code: answer["code"], answer, bytes, headers: response.headers };
  };
}

export type Send = Awaited<ReturnType<typeof signsByHand>>;

export type Received = { headers: Headers; body: string };

/** A merchant's address for notifications that keeps what arrives and answers what it is told. */
export async function openInbox(answer: () => number = () => 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ headers: asHeaders(request.headers), body: Buffer.concat(parts).toString("utf8") });
      response.writeHead(answer()).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/wechat-pay/notify`,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const asHeaders = (headers: IncomingHttpHeaders) =>
  new Headers(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as [string, string]] : [],
    ),
  );
