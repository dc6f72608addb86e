import { createHash, randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startSimulator } from "@/lib/wechat-pay-simulator/server";
import { openInbox, openSimulator, type OpenSimulator, type Send, signsByHand } from "../../support/wechat-pay";

/** Refunds and bills as WeChat's side keeps them. */
let simulator: OpenSimulator;
let inbox: Awaited<ReturnType<typeof openInbox>>;
let send: Send;

beforeAll(async () => {
  simulator = await openSimulator();
  inbox = await openInbox();
  send = await signsByHand(simulator);
});
afterEach(async () => {
  inbox.received.length = 0;
  await simulator.control("POST", "settings", { balance_fen: null });
  await simulator.control("POST", "bill", {});
  await simulator.moveClock(0);
});
afterAll(async () => {
  await simulator.close();
  await inbox.close();
});

async function created(): Promise<string> {
  const { appid, mchid } = simulator.credentials;
  const number = `MON-${randomUUID().slice(0, 20)}`;
  const amount = { total: 5000, currency: "CNY" };
  const body = { appid, mchid, description: "报名费,考务费", out_trade_no: number, notify_url: inbox.url, amount };
  expect((await send("POST", "/v3/pay/transactions/native", JSON.stringify(body))).status).toBe(200);
  return number;
}

async function paid() {
  const number = await created();
  const { body } = await simulator.pay(number, { notify: false });
  return { number, transactionId: body.order.payment.transactionId };
}

const REFUNDS = "/v3/refund/domestic/refunds";

describe("refunds", () => {
  type Wish = { refund?: number; total?: number; currency?: string };
  const refund = (
    number: string,
    { refund: fen = 2000, total = 5000, currency = "CNY" }: Wish = {},
    change: object = {},
  ) => {
    const amount = { refund: fen, total, currency };
    const body = { out_trade_no: number, out_refund_no: `R${number}`, notify_url: inbox.url, amount, ...change };
    return send("POST", REFUNDS, JSON.stringify(body));
  };
  const end = (number: string, status: string) =>
    simulator.control("POST", "refund", { out_refund_no: `R${number}`, status });
  const told = () => inbox.received.map(({ body }) => (JSON.parse(body) as { event_type: string }).event_type);

  it("finds the order by the merchant's number, whatever other orders nobody has paid", async () => {
    const { number, transactionId } = await paid();
    await created();
    expect(await refund(number)).toMatchObject({
      status: 200,
      answer: { status: "PROCESSING", transaction_id: transactionId },
    });
  });

  it("refunds nothing that was not paid, nor by two numbers of two orders", async () => {
    expect(await refund(await created())).toMatchObject({ status: 404, code: "RESOURCE_NOT_EXISTS" });
    const [one, other] = [await paid(), await paid()];
    expect(await refund(one.number, {}, { transaction_id: other.transactionId })).toMatchObject({ status: 404 });
  });

  it.each([
    ["more than was paid", { refund: 5001 }, "INVALID_REQUEST"],
    ["of another total", { total: 4999 }, "INVALID_REQUEST"],
    ["of nothing", { refund: 0 }, "PARAM_ERROR"],
    ["in another currency", { currency: "USD" }, "PARAM_ERROR"],
  ])("refuses one %s", async (_, wish, code) => {
    expect(await refund((await paid()).number, wish)).toMatchObject({ status: 400, code });
  });

  it("is one refund by its number, and refuses that number for another", async () => {
    const { number } = await paid();
    const first = await refund(number);
    expect((await refund(number)).answer).toEqual(first.answer);
    expect(await refund(number, { refund: 1999 })).toMatchObject({ status: 400, code: "INVALID_REQUEST" });
    const second = { out_refund_no: `S${number}` };
    expect(await refund(number, { refund: 3001 }, second)).toMatchObject({ status: 400, code: "INVALID_REQUEST" });
    expect(await refund(number, { refund: 3000 }, second)).toMatchObject({ status: 200 });
  });

  it("pays out of the merchant's balance, which a closed refund fills again", async () => {
    const { number } = await paid();
    await simulator.control("POST", "settings", { balance_fen: 1999 });
    expect(await refund(number)).toMatchObject({ status: 403, code: "NOT_ENOUGH" });
    expect(await send("GET", `${REFUNDS}/R${number}`)).toMatchObject({ status: 404, code: "RESOURCE_NOT_EXISTS" });
    await simulator.control("POST", "settings", { balance_fen: 2000 });
    expect((await refund(number)).status).toBe(200);
    expect(await refund((await paid()).number)).toMatchObject({ code: "NOT_ENOUGH" });
    await end(number, "CLOSED");
    expect(await refund((await paid()).number)).toMatchObject({ status: 200 });
  });

  it.each(["SUCCESS", "ABNORMAL", "CLOSED"])("tells at its own address that one ended as %s", async (status) => {
    const { number } = await paid();
    await refund(number);
    await end(number, status);
    expect(told()).toEqual([`REFUND.${status}`]);
    expect((await send("GET", `${REFUNDS}/R${number}`)).answer).toMatchObject({ status });
    expect((await end(number, "SUCCESS")).status).toBe(status === "ABNORMAL" ? 200 : 409);
  });

  it("loses, repeats and holds back that news too, and lets later news overtake it", async () => {
    const [lost, held, duplicated] = [await paid(), await paid(), await paid()];
    for (const [{ number }, kind, status] of [
      [lost, "lost", "SUCCESS"],
      [held, "held", "ABNORMAL"],
      [duplicated, "duplicated", "SUCCESS"],
    ] as const) {
      await refund(number);
      await simulator.breakNext({ at: "refund_notification", kind });
      await end(number, status);
    }
    expect(told()).toEqual(Array.from({ length: 10 }, () => "REFUND.SUCCESS"));
    await simulator.control("POST", "release");
    expect(told().slice(10)).toEqual(["REFUND.ABNORMAL"]);
    await simulator.notifyAgain(`R${lost.number}`);
    expect(told().slice(11)).toEqual(["REFUND.SUCCESS"]);
  });

  it("goes on with what a restart found under way", async () => {
    const { number } = await paid();
    await refund(number);
    const next = await startSimulator({ port: 0, dir: simulator.dir, control: true, retryDelays: [] });
    const state = async () => {
      const { orders } = (await (await fetch(`${next.url}/control/orders`)).json()) as {
        orders: { outTradeNo: string; refunds: { status: string }[] }[];
      };
      return orders.find(({ outTradeNo }) => outTradeNo === number)?.refunds.map(({ status }) => status);
    };
    expect(await state()).toEqual(["PROCESSING"]);
    await expect.poll(state, { timeout: 10_000 }).toEqual(["SUCCESS"]);
    await next.close();
  });
});

describe("bills", () => {
  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const announced = (day: string, more = "") => send("GET", `/v3/bill/tradebill?bill_date=${day}${more}`);
  const download = async ({ answer }: { answer: Record<string, string> }) => {
    const { pathname, search, host } = new URL(answer["download_url"] ?? "");
    expect(host).toBe("api.mch.weixin.qq.com");
    return send("GET", pathname + search);
  };
  const read = (bytes: Buffer) => bytes.toString("utf8").split("\r\n");
  const sha1 = (bytes: Buffer) => createHash("sha1").update(bytes).digest("hex");

  it("is the file WeChat writes: a mark, backticks, yuan, a summary, and a hash over what is unpacked", async () => {
    const { transactionId } = await paid();
    await simulator.moveClock(86_400);
    const packed = await announced(today(), "&bill_type=SUCCESS&tar_type=GZIP");
    const file = gunzipSync((await download(packed)).bytes);
    expect(sha1(file)).toBe(packed.answer["hash_value"]);
    const lines = read(file);
    expect(lines[0]).toMatch(/^\uFEFF交易时间,公众账号ID,商户号,.*,费率备注$/);
    const fields = lines.find((line) => line.includes(transactionId))?.split(",`");
    expect(fields).toHaveLength(27);
    expect(fields?.[0]).toMatch(/^`\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
    expect([fields?.[12], fields?.[20], fields?.[24]]).toEqual(["50.00", "报名费,考务费", "50.00"]);
    const rows = lines.filter((line) => line.startsWith("`20")).length;
    expect(lines.at(-2)?.split(",`").slice(0, 2)).toEqual([`\`${rows}`, `${rows * 50}.00`]);
    expect(lines.at(-1)).toBe("");
  });

  it("counts days as Shanghai does", async () => {
    const midnight = Date.parse("2026-03-02T00:00:00+08:00");
    const add = (transactionId: string, at: number) => ({ transactionId, outTradeNo: "ELSEWHERE01", total: 1, at });
    await simulator.control("POST", "bill", { add: [add("LAST", midnight - 1), add("FIRST", midnight)] });
    const of = async (day: string) => (await download(await announced(day))).bytes.toString("utf8");
    const [sunday, monday] = [await of("2026-03-01"), await of("2026-03-02")];
    expect([sunday.includes("`LAST"), sunday.includes("`FIRST")]).toEqual([true, false]);
    expect([monday.includes("`LAST"), monday.includes("`FIRST")]).toEqual([false, true]);
  });

  it("says what a test wants it to say", async () => {
    const [kept, gone] = [await paid(), await paid()];
    await simulator.moveClock(86_400);
    await simulator.control("POST", "bill", {
      drop: [gone.transactionId],
      alter: { [kept.transactionId]: 4999 },
      spoilHash: true,
    });
    const answer = await announced(today());
    const { bytes } = await download(answer);
    expect(sha1(bytes)).not.toBe(answer.answer["hash_value"]);
    expect(bytes.toString("utf8")).not.toContain(gone.transactionId);
    expect(read(bytes).find((line) => line.includes(kept.transactionId))).toContain("`49.99");
    await simulator.control("POST", "bill", { creating: true });
    expect(await announced(today())).toMatchObject({ status: 400, code: "STATEMENT_CREATING" });
  });

  it("gives the file for five minutes, to signed requests, unsigned", async () => {
    await paid();
    await simulator.moveClock(86_400);
    const answer = await announced(today());
    const file = await download(answer);
    expect([file.status, file.headers.get("wechatpay-signature")]).toEqual([200, null]);
    const { pathname, search } = new URL(answer.answer["download_url"] ?? "");
    expect((await send("GET", pathname + search, "", { signedBody: "x" })).status).toBe(401);
    await simulator.moveClock(86_400 + 301);
    expect((await download(answer)).status).toBe(400);
  });

  it.each([
    ["error_500", 500],
    ["html_502", 502],
    ["rate_limited", 429],
    ["redirect", 200],
  ])("breaks a download as %s", async (kind, status) => {
    await paid();
    await simulator.moveClock(86_400);
    const answer = await announced(today());
    await simulator.breakNext({ at: "download", kind });
    const file = await download(answer);
    expect([file.status, sha1(file.bytes) === answer.answer["hash_value"]]).toEqual([status, false]);
  });
});
