import { execFileSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { shanghaiRfc3339 } from "@/lib/core/clock";
import { db } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { fillRegistrations } from "@/lib/demo/fill";
import { openAccount } from "@/lib/wechat-pay-simulator/account";
import { sealResource, signatureHeaders } from "@/lib/wechat-pay-simulator/seal";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { sweepOpenOrders } from "@/lib/domain/payment/commands/sweep-open-orders";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";

// Run in the bench's own environment, with its application's address as the first word; prints one figure a line.

const SETTLED = 4000;
/** A process compiles what it runs often: before some thousand notifications it is not what it is on a busy day. */
const WARMING = 8000;
const PACED = 1000;
const SWEPT = 10_000;
const CLIENTS = 10;
const LIMIT_MS = 100;

const [url = ""] = process.argv.slice(2);
const examSession = await db().examSession.findFirstOrThrow({ orderBy: { examStartsAt: "desc" } });
const account = openAccount(process.env["SIMULATOR_DATA_DIR"] ?? path.join(env().DATA_DIR, "wechat-pay"), "public-key");
/** Made anew for each phase: the server closes what was idle meanwhile. */
let agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

// Nobody sweeps behind our back: what is to be settled comes up in a year.
const LATER = new Date(Date.now() + 365 * 24 * 3_600_000);
await fillRegistrations({ count: 40_000, now: new Date(), pictures: false, examSessionId: examSession.id });
const people = await unpaid();
const [ours = [], theirs = [], paced = [], swept = []] = [WARMING + SETTLED, SETTLED, PACED, SWEPT].map((count) =>
  people.splice(0, count),
);
await Promise.all([ours, theirs, paced, swept].map((group) => openOrders(group)));
await db().$executeRaw`ANALYZE`;

tell(await notifySettle());
tell(await orderSweep());
process.exit(0);

type Order = { id: string; registrationId: string; outTradeNo: string; transactionId: string };

/** Registrations of the session without any order, made to wait for money. */
async function unpaid(): Promise<Order[]> {
  await db().$executeRaw`
    UPDATE registration SET status = 'APPROVED'
    WHERE exam_session_id = ${examSession.id}::uuid AND NOT EXISTS (SELECT FROM payment_order o WHERE o.registration_id = registration.id)`;
  const rows = await db().registration.findMany({
    where: { examSessionId: examSession.id, status: "APPROVED", orders: { none: {} } },
    select: { id: true },
    take: WARMING + SETTLED * 2 + PACED + SWEPT,
  });
  return rows.map(({ id }, index) => {
    const outTradeNo = `B${randomBytes(8).toString("hex")}${String(index).padStart(6, "0")}`;
    return { id: randomUUID(), registrationId: id, outTradeNo, transactionId: `T${outTradeNo}` };
  });
}

async function openOrders(orders: readonly Order[]): Promise<void> {
  for (let from = 0; from < orders.length; from += 1000) {
    await db().paymentOrder.createMany({
      data: orders.slice(from, from + 1000).map(({ id, registrationId, outTradeNo }) => ({
        id,
        registrationId,
        outTradeNo,
        channel: "NATIVE" as const,
        status: "OPEN" as const,
        amountFen: examSession.feeFen,
        createBody: {},
        timeExpire: examSession.paymentClosesAt,
        nextQueryAt: LATER,
      })),
    });
  }
}

/** What WeChat sends when an order was paid, sealed and signed. */
function notificationOf({ outTradeNo, transactionId }: Order) {
  const transaction = {
    mchid: account.credentials.mchid,
    appid: account.credentials.appid,
    out_trade_no: outTradeNo,
    transaction_id: transactionId,
    trade_type: "NATIVE",
    trade_state: "SUCCESS",
    success_time: shanghaiRfc3339(new Date()),
    payer: { openid: "oBench" },
    amount: { total: examSession.feeFen, payer_total: examSession.feeFen, currency: "CNY", payer_currency: "CNY" },
  };
  const resource = {
    original_type: "transaction",
    ...sealResource(JSON.stringify(transaction), account.credentials.apiV3Key, "transaction"),
  };
  const body = JSON.stringify({
    id: randomUUID(),
    event_type: "TRANSACTION.SUCCESS",
    resource_type: "encrypt-resource",
    resource,
  });
  const headers = signatureHeaders(body, account.publicKeyModeKey, account.credentials.publicKeyId, new Date());
  return {
    body,
    headers: { ...headers, "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) },
  };
}

/** Posts one notification; resolves with the milliseconds until it was confirmed. */
function notify({ body, headers }: ReturnType<typeof notificationOf>): Promise<number> {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const call = http.request(`${url}/api/wechat-pay/notify`, { agent, method: "POST", headers }, (answer) => {
      answer.resume().on("end", () => {
        if (answer.statusCode === 204) resolve(performance.now() - from);
        else reject(new Error(`a notification was answered with ${answer.statusCode}`));
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

/**
 * Notifications a second through the route, from ten senders at once; and how long one waits when a hundred come each
 * second.
 */
async function notifySettle() {
  const messages = ours.map(notificationOf);
  await lanes(CLIENTS, messages.splice(0, WARMING), notify);
  const from = performance.now();
  await lanes(CLIENTS, messages, notify);
  const rate = (messages.length * 1000) / (performance.now() - from);
  await demandPaid(ours);

  const pgbenchRate = await pgbench(theirs);
  agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const waits: number[] = [];
  const sent: Promise<unknown>[] = [];
  for (const message of paced.map(notificationOf)) {
    sent.push(notify(message).then((ms) => waits.push(ms)));
    await setTimeout(10);
  }
  await Promise.all(sent);
  return {
    name: "notify-settle",
    ratio: round2(pgbenchRate / rate),
    beside: "pgbench, the same statements, 10 clients",
    perSecond: Math.round(rate),
    pgbenchPerSecond: Math.round(pgbenchRate),
    p99Ms: round2(percentile(waits, 0.99)),
    limitMs: LIMIT_MS,
    n: messages.length,
  };
}

async function demandPaid(orders: readonly Order[]): Promise<void> {
  const paid = await db().paymentOrder.count({
    where: { id: { in: orders.map(({ id }) => id) }, status: "SUCCEEDED" },
  });
  if (paid !== orders.length) throw new Error(`${paid} of ${orders.length} orders were settled`);
}

/** The statements of one settlement as they go to the server, run by pgbench over other orders: a rate per second. */
async function pgbench(orders: readonly Order[]): Promise<number> {
  const [first, ...rest] = orders;
  if (!first) throw new Error("no orders");
  const statements = await recorded(first);
  await db().$executeRaw`DROP TABLE IF EXISTS bench_order`;
  await db()
    .$executeRaw`CREATE UNLOGGED TABLE bench_order (n int PRIMARY KEY, id uuid, registration_id uuid, out_trade_no text, transaction_id text)`;
  await db().$executeRaw`
    INSERT INTO bench_order
    SELECT * FROM unnest(${rest.map((_, index) => index + 1)}::int[], ${rest.map(({ id }) => id)}::uuid[],
      ${rest.map(({ registrationId }) => registrationId)}::uuid[], ${rest.map(({ outTradeNo }) => outTradeNo)}::text[],
      ${rest.map(({ transactionId }) => transactionId)}::text[])`;
  await db().$executeRaw`DROP SEQUENCE IF EXISTS bench_order_n`;
  await db().$executeRaw`CREATE SEQUENCE bench_order_n CACHE 1`;
  const pick = `SELECT n, id AS v_id, registration_id AS v_registration, out_trade_no AS v_no, transaction_id AS v_tx, 'R' || out_trade_no AS v_refund
    FROM bench_order WHERE n = (SELECT nextval('bench_order_n')) \\gset`;
  const script = path.join(mkdtempSync(path.join(tmpdir(), "pgbench-")), "settle.sql");
  writeFileSync(
    script,
    `${pick.replaceAll("\n", " ")}\n${statements.map((text) => `${text.replaceAll(/--.*$/gm, "").replaceAll(/\s*\n\s*/g, " ")};`).join("\n")}\n`,
  );
  const perClient = Math.floor(rest.length / CLIENTS);
  const arguments_ = [
    "-n",
    "-M",
    "prepared",
    "-c",
    String(CLIENTS),
    "-j",
    "2",
    "-t",
    String(perClient),
    "-f",
    script,
    env().DATABASE_URL,
  ];
  const told = execFileSync("pgbench", arguments_, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const settled = await db().paymentOrder.count({
    where: { id: { in: rest.map(({ id }) => id) }, status: "SUCCEEDED" },
  });
  if (settled < perClient * CLIENTS) throw new Error(`pgbench settled ${settled} of ${perClient * CLIENTS}`);
  return Number(/tps = ([\d.]+)/.exec(told)?.[1]);
}

/** What one settlement says to the server, its values written in, those of the order as pgbench's variables. */
async function recorded(order: Order): Promise<string[]> {
  type Spoken = { text: string; values?: unknown[] };
  const said: Spoken[] = [];
  const prototype = Client.prototype as unknown as { query: (...words: unknown[]) => unknown };
  const query = prototype.query;
  prototype.query = function (this: unknown, ...words: unknown[]) {
    const [config, values] = words as [string | Spoken, unknown[] | undefined];
    said.push(typeof config === "string" ? { text: config, ...(values && { values }) } : config);
    return query.apply(this, words);
  };
  try {
    const { mchid, appid } = account.credentials;
    const { outTradeNo, transactionId } = order;
    const paid = {
      successTime: new Date(),
      amount: examSession.feeFen,
      currency: "CNY",
      tradeState: "SUCCESS",
    } as const;
    const fact = { mchid, appid, outTradeNo, transactionId, ...paid };
    const outcome = await settlePayment(fact, "notification", new Date());
    if (outcome !== "settled") throw new Error(`the order was ${outcome}`);
  } finally {
    prototype.query = query;
  }
  const variables = new Map<unknown, string>([
    [order.id, ":v_id"],
    [order.registrationId, ":v_registration"],
    [order.outTradeNo, ":v_no"],
    [order.transactionId, ":v_tx"],
  ]);
  return said
    .filter(({ text }) => /^\s*(?:SELECT|WITH)/i.test(text))
    .map(({ text, values = [] }) =>
      text.replaceAll(/\$(\d+)/g, (_, number: string) => spell(values[Number(number) - 1], variables)),
    );
}

function spell(value: unknown, variables: Map<unknown, string>): string {
  const variable = variables.get(value);
  if (variable) return variable;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (Array.isArray(value)) return `'{${value.join(",")}}'`;
  const text = String(value);
  // New rows have new ids, and a refund that is not made a number of its own.
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(text)) return "gen_random_uuid()";
  if (/^R\d{14}/.test(text)) return ":v_refund";
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Ten thousand open orders on one machine with two sweeps at once: CPU of this process per order beside a bare signed
 * query, and how many queries were under way for one order at most.
 */
async function orderSweep() {
  const underWay = new Map<string, number>();
  let most = 0;
  let asked = 0;
  // Stands between us and the simulator, and counts.
  const target = new URL(env().WECHAT_PAY_BASE_URL);
  const proxy = http.createServer((request, response) => {
    const number = /out-trade-no\/([^?/]+)/.exec(request.url ?? "")?.[1] ?? "";
    underWay.set(number, (underWay.get(number) ?? 0) + 1);
    most = Math.max(most, underWay.get(number) ?? 0);
    asked += 1;
    const onward = http.request(
      { ...address(target), path: request.url, method: request.method, headers: request.headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on("end", () => underWay.set(number, (underWay.get(number) ?? 1) - 1));
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as { port: number };
  env().WECHAT_PAY_BASE_URL = `http://127.0.0.1:${port}`;

  const cpu = async (work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const bare = swept.slice(0, 2000);
  await lanes(8, bare.slice(0, 200), ({ outTradeNo }) => weChatPay().queryOrder(outTradeNo));
  const bareMs =
    (await cpu(() => lanes(8, bare, ({ outTradeNo }) => weChatPay().queryOrder(outTradeNo)))) / bare.length;

  [most, asked] = [0, 0];
  await db().paymentOrder.updateMany({
    where: { id: { in: swept.map(({ id }) => id) } },
    data: { nextQueryAt: new Date(0) },
  });
  const now = new Date();
  const from = performance.now();
  let looked = 0;
  const cpuMs = await cpu(async () => {
    // The application's own worker sweeps beside them and takes its share.
    const done = await Promise.all([sweepOpenOrders({ now: () => now }), sweepOpenOrders({ now: () => now })]);
    looked = done.reduce((sum, one) => sum + one.looked, 0);
  });
  if (asked !== looked) throw new Error(`${asked} queries for ${looked} orders`);
  const oursMs = cpuMs / looked;
  return {
    name: "order-sweep",
    ratio: round2(oursMs / bareMs),
    beside: "a signed query without the database",
    cpuMs: round2(oursMs),
    perSecond: Math.round((looked * 1000) / (performance.now() - from)),
    underWayAtMost: most,
    open: swept.length,
    n: looked,
  };
}

function address({ hostname, port }: URL) {
  return { host: hostname, port };
}

async function lanes<T>(count: number, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

function tell(figure: object): void {
  console.log(JSON.stringify(figure));
}
