import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { WeChatPay } from "@/lib/adapter/wechat-pay/client";
import { type OrderBody, orderBody } from "@/lib/adapter/wechat-pay/order-body";
import type { Wanted } from "@/lib/adapter/wechat-pay/orders";
import { openInbox, openSimulator, type OpenSimulator, type Received } from "../../support/wechat-pay";

let counter = 0;
const newNumber = () => `TEST-${process.pid}-${++counter}`;
const inTwoHours = () => new Date(Date.now() + 2 * 3_600_000);
const order = (
  outTradeNo: string,
  notifyUrl = "http://127.0.0.1:9/notify",
  change: { total?: number; description?: string; expiresAt?: Date } = {},
) =>
  orderBody({
    channel: "NATIVE",
    clientIp: "",
    outTradeNo,
    description: "学位外语考试报名费",
    total: 5000,
    expiresAt: inTwoHours(),
    notifyUrl,
    ...change,
  });
/** A create by a code that is scanned. */
const scan = (body: OrderBody): Wanted => ({ channel: "NATIVE", body, payer: null });

const unknown = (reason: string) => ({
  ok: false,
  error: expect.objectContaining({ kind: "unknown", reason }) as unknown,
});

/** Every way an answer can fail to be one, and what the adapter calls it. */
const spoiltAnswers = [
  ["bad_signature", "signature_wrong"],
  ["signature_probe", "signature_probe"],
  ["changed_body", "signature_wrong"],
  ["no_signature", "signature_missing"],
  ["stale_timestamp", "signature_stale"],
  ["unknown_serial", "serial_unknown"],
  ["timeout_before", "timeout"],
  ["timeout_after", "timeout"],
  ["reset_before", "network"],
  ["reset_after", "network"],
  ["truncated", "network"],
  ["redirect", "network"],
  ["error_500", "server_error"],
  ["html_502", "server_error"],
  ["rate_limited", "busy"],
  ["garbage", "unreadable"],
  ["empty", "unreadable"],
  ["endless", "unreadable"],
] as const;

describe("with WeChat Pay's public key", () => {
  let simulator: OpenSimulator;
  let pay: WeChatPay;

  beforeAll(async () => {
    simulator = await openSimulator();
    pay = await simulator.client();
  });
  afterEach(() => simulator.mend());
  afterAll(() => simulator.close());

  it("takes an order from its code to its payment", async () => {
    const body = order(newNumber());
    expect(await pay.queryOrder(body.out_trade_no)).toEqual({ ok: true, value: "order_not_exist" });

    const created = await pay.createOrder(scan(body));
    expect(created).toEqual({
      ok: true,
      value: { prepay: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/) as unknown },
    });
    expect(await pay.queryOrder(body.out_trade_no)).toMatchObject({
      ok: true,
      value: { paid: false, tradeState: "NOTPAY", outTradeNo: body.out_trade_no },
    });

    const { body: paid } = await simulator.pay(body.out_trade_no, { payer_total: 4000, notify: false });
    expect(await pay.queryOrder(body.out_trade_no)).toMatchObject({
      ok: true,
      value: {
        paid: true,
        tradeState: "SUCCESS",
        transactionId: paid.order.payment.transactionId,
        amount: 5000,
        payerTotal: 4000,
        currency: "CNY",
      },
    });
  });

  it("gives the same code for the same body, whatever the order of its keys, and refuses a changed one", async () => {
    const body = order(newNumber());
    const first = await pay.createOrder(scan(body));
    const { amount, description, ...rest } = body;
    expect(await pay.createOrder(scan({ amount, ...rest, description }))).toEqual(first);
    expect(await pay.createOrder(scan({ ...body, amount: { total: 4999, currency: "CNY" } }))).toMatchObject({
      ok: false,
      error: { kind: "api", status: 400, code: "INVALID_REQUEST" },
    });
  });

  it("gets a new code once the old one is two hours old", async () => {
    const body = order(newNumber(), undefined, { expiresAt: new Date(Date.now() + 5 * 3_600_000) });
    const first = await pay.createOrder(scan(body));
    await simulator.moveClock(2 * 3600);
    const second = await pay.createOrder(scan(body));
    await simulator.moveClock(0);
    expect(second.ok).toBe(true);
    expect(second).not.toEqual(first);
  });

  it("closes once, and learns by query that a second time there is nothing to do", async () => {
    const body = order(newNumber());
    expect(await pay.closeOrder(body.out_trade_no)).toEqual({ ok: true, value: "order_not_exist" });
    await pay.createOrder(scan(body));
    expect(await pay.closeOrder(body.out_trade_no)).toEqual({ ok: true, value: "closed" });
    const before = (await simulator.requests())["query"] ?? 0;
    expect(await pay.closeOrder(body.out_trade_no)).toEqual({ ok: true, value: "closed" });
    expect((await simulator.requests())["query"]).toBe(before + 1);
    expect(await pay.createOrder(scan(body))).toMatchObject({
      ok: false,
      error: { kind: "api", code: "ORDER_CLOSED" },
    });
  });

  it("learns of a payment in the last second from the refused close", async () => {
    const body = order(newNumber());
    await pay.createOrder(scan(body));
    await simulator.pay(body.out_trade_no, { notify: false });
    expect(await pay.closeOrder(body.out_trade_no)).toEqual({ ok: true, value: "order_paid" });
  });

  it("does not believe an unsigned 'already closed' that the query contradicts", async () => {
    const body = order(newNumber());
    await pay.createOrder(scan(body));
    await simulator.breakNext({ at: "close", kind: "refuse", status: 400, code: "ORDER_CLOSED" });
    expect(await pay.closeOrder(body.out_trade_no)).toMatchObject({
      ok: false,
      error: { kind: "api", code: "ORDER_CLOSED" },
    });
  });

  it.each(["user_paying", "rate_limited"])("never reads a close answered with %s as closed", async (kind) => {
    const body = order(newNumber());
    await pay.createOrder(scan(body));
    await simulator.breakNext({ at: "close", kind });
    expect(await pay.closeOrder(body.out_trade_no)).toEqual(unknown("busy"));
  });

  it.each(spoiltAnswers)("does not believe a query answered with %s", async (kind, reason) => {
    const body = order(newNumber());
    await pay.createOrder(scan(body));
    await simulator.breakNext({ at: "query", kind });
    expect(await (await simulator.client({ timeoutMs: 500 })).queryOrder(body.out_trade_no)).toEqual(unknown(reason));
  });

  it.each(["wrong_merchant", "wrong_order"])("does not take an answer about a %s for its own", async (kind) => {
    const body = order(newNumber());
    await pay.createOrder(scan(body));
    await simulator.breakNext({ at: "query", kind });
    expect(await pay.queryOrder(body.out_trade_no)).toEqual(unknown("foreign"));
  });

  it("never sends a number that would change the address", async () => {
    await expect(pay.queryOrder("ORDER/../1?x=#y")).rejects.toThrow(RangeError);
    await expect(pay.closeOrder("ORDER|00001")).rejects.toThrow(RangeError);
  });

  it.each(["bad_signature", "no_signature", "unknown_serial", "stale_timestamp"])(
    "does not believe an empty 204 with %s",
    async (kind) => {
      const body = order(newNumber());
      await pay.createOrder(scan(body));
      await simulator.breakNext({ at: "close", kind });
      expect((await pay.closeOrder(body.out_trade_no)).ok).toBe(false);
    },
  );

  it.each(spoiltAnswers)("creates one order, and shows a proven code, when the first answer is %s", async (kind) => {
    const body = order(newNumber());
    await simulator.breakNext({ at: "create", kind });
    const created = await (await simulator.client({ timeoutMs: 3000 })).createOrder(scan(body));
    expect(created).toMatchObject({ ok: true, value: { prepay: expect.not.stringContaining("forged") as unknown } });
    expect((await simulator.orders()).filter(({ outTradeNo }) => outTradeNo === body.out_trade_no)).toHaveLength(1);
  });

  it("gives up a create after three tries, then succeeds with the same body", async () => {
    const body = order(newNumber());
    await simulator.breakNext({ at: "create", kind: "error_500", times: 3 });
    const before = (await simulator.requests())["create"] ?? 0;
    expect(await pay.createOrder(scan(body))).toEqual(unknown("server_error"));
    expect((await simulator.requests())["create"]).toBe(before + 3);
    expect((await pay.createOrder(scan(body))).ok).toBe(true);
  });

  it.each([
    ["SIGN_ERROR", 401],
    ["PARAM_ERROR", 400],
    ["NO_AUTH", 403],
  ])("does not repeat a create refused with %s", async (code, status) => {
    await simulator.breakNext({ at: "create", kind: "refuse", status, code });
    const before = (await simulator.requests())["create"] ?? 0;
    expect(await pay.createOrder(scan(order(newNumber())))).toMatchObject({
      ok: false,
      error: { kind: "api", code, status },
    });
    expect((await simulator.requests())["create"]).toBe(before + 1);
  });

  it("takes the error page of something in between for an unknown outcome", async () => {
    const elsewhere = await openInbox(() => 404);
    const lost = await simulator.client({ baseUrl: new URL(elsewhere.url).origin });
    expect(await lost.queryOrder(newNumber())).toEqual(unknown("unreadable"));
    await elsewhere.close();
    expect(await lost.queryOrder(newNumber())).toEqual(unknown("network"));
  });

  it("is refused, definitely, under a key that is not the merchant's", async () => {
    const stranger = await openSimulator();
    const impostor = await simulator.client({
      merchantKey: await readFile(stranger.credentials.merchantKeyFile, "utf8"),
    });
    expect(await impostor.createOrder(scan(order(newNumber())))).toMatchObject({
      ok: false,
      error: { kind: "api", code: "SIGN_ERROR", status: 401 },
    });
    await stranger.close();
  });

  it("never asks for certificates it does not need", async () => {
    const fresh = await openSimulator();
    const client = await fresh.client();
    const body = order(newNumber());
    await client.createOrder(scan(body));
    await client.queryOrder(body.out_trade_no);
    expect((await fresh.requests())["certificates"]).toBeUndefined();
    await fresh.close();
  });

  it("reads the public key again when its file was corrected", async () => {
    const file = path.join(simulator.dir, "corrected.pem");
    await writeFile(file, await readFile(simulator.credentials.merchantPublicKeyFile));
    const client = await simulator.client({ publicKey: { id: simulator.credentials.publicKeyId, file } });
    const body = order(newNumber());
    expect(await client.queryOrder(body.out_trade_no)).toEqual({ ok: true, value: "order_not_exist_unsigned" });
    expect(await client.createOrder(scan(body))).toEqual(unknown("signature_wrong"));
    await writeFile(file, await readFile(simulator.credentials.publicKeyFile));
    expect((await client.createOrder(scan(body))).ok).toBe(true);
  });

  it("keeps its orders over a restart, even when it was killed while writing one", async () => {
    const body = order(newNumber());
    const created = await pay.createOrder(scan(body));
    await appendFile(path.join(simulator.dir, "orders.jsonl"), '{"outTradeNo":"TORN');
    await simulator.restart();
    pay = await simulator.client();
    expect(await pay.createOrder(scan(body))).toEqual(created);
  });
});

describe("with platform certificates", () => {
  it("fetches the certificate, opens and checks it, and uses it", async () => {
    const simulator = await openSimulator("certificate");
    const pay = await simulator.client();
    const bodies = [order(newNumber()), order(newNumber()), order(newNumber())];
    const created = await Promise.all(bodies.map((body) => pay.createOrder(scan(body))));
    expect(created.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect((await simulator.requests())["certificates"]).toBe(1);
    await simulator.close();
  });

  it.each(["bad_signature", "no_signature", "stale_timestamp", "unknown_serial", "garbage", "error_500"])(
    "trusts no list that comes with %s",
    async (kind) => {
      const simulator = await openSimulator("certificate");
      await simulator.breakNext({ at: "certificates", kind });
      const pay = await simulator.client();
      expect(await pay.createOrder(scan(order(newNumber())))).toEqual(unknown("serial_unknown"));
      // Three tries of the create, one look at the list: the next is a minute away.
      expect(await simulator.requests()).toMatchObject({ create: 3, certificates: 1 });
      await simulator.close();
    },
  );

  it("changes over to the next certificate without a restart, as WeChat lists it a day before", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const simulator = await openSimulator("certificate");
    try {
      const pay = await simulator.client();
      const works = async () => (await pay.createOrder(scan(order(newNumber())))).ok;
      expect(await works()).toBe(true);
      await simulator.control("POST", "certificate", { step: "announce" });
      // Thirteen hours later the list is older than the twelve that WeChat asks for.
      vi.setSystemTime(Date.now() + 13 * 3_600_000);
      expect(await works()).toBe(true);
      await simulator.control("POST", "certificate", { step: "change_over" });
      expect(await works()).toBe(true);
      expect((await simulator.requests())["certificates"]).toBe(2);
    } finally {
      await simulator.close();
      vi.useRealTimers();
    }
  });

  it("trusts no certificate that does not open under its own APIv3 key", async () => {
    const simulator = await openSimulator("certificate");
    const pay = await simulator.client({ apiV3Key: "x".repeat(32) });
    expect(await pay.createOrder(scan(order(newNumber())))).toEqual(unknown("serial_unknown"));
    await simulator.close();
  });

  it("judges each message by its own serial while a migration lasts", async () => {
    const inbox = await openInbox();
    const simulator = await openSimulator("mixed");
    const pay = await simulator.client();
    const body = order(newNumber(), inbox.url);
    expect((await pay.createOrder(scan(body))).ok).toBe(true);
    expect((await simulator.requests())["certificates"]).toBeUndefined();

    await simulator.pay(body.out_trade_no);
    const [notice] = inbox.received;
    expect(notice?.headers.get("wechatpay-serial")).toBe(simulator.credentials.platformSerial);
    expect((await read(pay, notice)).ok).toBe(true);
    expect((await simulator.requests())["certificates"]).toBe(1);
    await simulator.close();
    await inbox.close();
  });
});

describe("notifications", () => {
  let simulator: OpenSimulator;
  let pay: WeChatPay;
  let inbox: Awaited<ReturnType<typeof openInbox>>;

  beforeAll(async () => {
    simulator = await openSimulator();
    inbox = await openInbox();
    pay = await simulator.client();
  });
  afterEach(async () => {
    await simulator.mend();
    inbox.received.length = 0;
  });
  afterAll(async () => {
    await simulator.close();
    await inbox.close();
  });

  const payNewOrder = async (fault?: string, options: object = {}) => {
    const body = order(newNumber(), inbox.url);
    await pay.createOrder(scan(body));
    if (fault) await simulator.breakNext({ at: "notification", kind: fault });
    const { body: paid } = await simulator.pay(body.out_trade_no, options);
    return { outTradeNo: body.out_trade_no, ...paid };
  };

  it("reads a payment", async () => {
    const { outTradeNo, order: paid, notifications } = await payNewOrder(undefined, { payer_total: 4500 });
    expect(notifications).toEqual([{ status: 204 }]);
    expect(await read(pay, inbox.received[0])).toEqual({
      ok: true,
      value: {
        kind: "payment",
        id: expect.any(String) as unknown,
        transaction: {
          appid: simulator.credentials.appid,
          mchid: simulator.credentials.mchid,
          outTradeNo,
          paid: true,
          tradeState: "SUCCESS",
          transactionId: paid.payment.transactionId,
          successTime: expect.any(Date) as unknown,
          amount: 5000,
          payerTotal: 4500,
          currency: "CNY",
        },
      },
    });
  });

  it.each([
    ["changed_ciphertext", "undecipherable"],
    ["bad_signature", "signature_probe"],
    ["no_signature", "signature_missing"],
    ["stale_timestamp", "signature_stale"],
    ["unknown_serial", "serial_unknown"],
    ["wrong_merchant", "foreign"],
  ])("refuses one with %s", async (fault, error) => {
    await payNewOrder(fault);
    expect(await read(pay, inbox.received[0])).toEqual({ ok: false, error });
  });

  it("hands on another amount as it is, for the owner of the order to compare", async () => {
    await payNewOrder("wrong_amount");
    expect(await read(pay, inbox.received[0])).toMatchObject({ ok: true, value: { transaction: { amount: 5001 } } });
  });

  it("refuses the honest one once five minutes have passed, and any change of its body", async () => {
    await payNewOrder();
    const [notice] = inbox.received;
    expect(await read(pay, notice, new Date(Date.now() + 301_000))).toEqual({ ok: false, error: "signature_stale" });
    expect(await read(pay, notice && { ...notice, body: `${notice.body} ` })).toEqual({
      ok: false,
      error: "signature_wrong",
    });
  });

  it("refuses one for another app of the merchant", async () => {
    await payNewOrder();
    expect(await read(await simulator.client({ appid: "wx0000000000000000" }), inbox.received[0])).toEqual({
      ok: false,
      error: "foreign",
    });
  });

  it("refuses one under another APIv3 key", async () => {
    await payNewOrder();
    expect(await read(await simulator.client({ apiV3Key: "x".repeat(32) }), inbox.received[0])).toEqual({
      ok: false,
      error: "undecipherable",
    });
  });

  it("asks for certificates once however many forged serials arrive", async () => {
    const fresh = await simulator.client();
    await payNewOrder();
    const [notice] = inbox.received;
    const before = (await simulator.requests())["certificates"] ?? 0;
    const forged = Array.from({ length: 20 }, (_, index) => {
      const headers = new Headers(notice?.headers);
      headers.set("wechatpay-serial", index.toString(16).padStart(40, "A"));
      return read(fresh, { headers, body: notice?.body ?? "" });
    });
    expect(new Set((await Promise.all(forged)).map((result) => !result.ok && result.error))).toEqual(
      new Set(["serial_unknown"]),
    );
    expect((await simulator.requests())["certificates"]).toBe(before + 1);
  });

  it("arrives ten times when it is duplicated, not at all when it is lost, and again later when asked", async () => {
    await payNewOrder("duplicated");
    expect(inbox.received).toHaveLength(10);
    inbox.received.length = 0;

    const { outTradeNo, notifications } = await payNewOrder("lost");
    expect([notifications, inbox.received]).toEqual([[], []]);
    await simulator.notifyAgain(outTradeNo);
    expect((await read(pay, inbox.received[0])).ok).toBe(true);
  });

  it("comes again, newly signed, until it is confirmed, over a restart too", async () => {
    const answers = [500, 500, 204];
    const patient = await openInbox(() => answers.shift() ?? 204);
    const retrying = await openSimulator("public-key", [300, 300]);
    const client = await retrying.client();
    const body = order(newNumber(), patient.url);
    await client.createOrder(scan(body));
    await retrying.pay(body.out_trade_no);
    await retrying.restart();
    await expect.poll(() => patient.received.length, { timeout: 10_000 }).toBe(3);
    expect(new Set(patient.received.map(({ headers }) => headers.get("wechatpay-nonce"))).size).toBe(3);
    expect(new Set(patient.received.map(({ body: sent }) => (JSON.parse(sent) as { id: string }).id)).size).toBe(1);
    await retrying.close();
    await patient.close();
  });
});

describe("the page a code leads to", () => {
  let simulator: OpenSimulator;
  let pay: WeChatPay;

  beforeAll(async () => {
    simulator = await openSimulator();
    pay = await simulator.client();
  });
  afterAll(() => simulator.close());

  const pageOf = async (outTradeNo: string) => {
    const created = await pay.createOrder(scan(order(outTradeNo, undefined, { description: "报名费<b>" })));
    return `${simulator.url()}/pay?pr=${created.ok ? new URL(created.value.prepay).searchParams.get("pr") : ""}`;
  };

  it("shows the order, takes the payment once, and says so", async () => {
    const outTradeNo = newNumber();
    const page = await pageOf(outTradeNo);
    const html = await (await fetch(page)).text();
    for (const text of ["模拟支付 演示", "¥50.00", outTradeNo, "报名费&#60;b&#62;", "支付 ¥50.00"])
      expect(html).toContain(text);

    expect(await (await fetch(page, { method: "POST" })).text()).toContain("该订单已支付");
    const paid = await pay.queryOrder(outTradeNo);
    await fetch(page, { method: "POST" });
    expect(await pay.queryOrder(outTradeNo)).toEqual(paid);
    expect(paid).toMatchObject({ ok: true, value: { paid: true } });
    expect(await (await fetch(simulator.url())).text()).toContain(outTradeNo);
  });

  it("takes no payment for a closed order, an old code or one that never was", async () => {
    const closed = newNumber();
    const page = await pageOf(closed);
    await pay.closeOrder(closed);
    expect(await (await fetch(page, { method: "POST" })).text()).toContain("该订单已关闭");
    expect(await pay.queryOrder(closed)).toMatchObject({ value: { tradeState: "CLOSED" } });

    const old = newNumber();
    const oldPage = await pageOf(old);
    await simulator.moveClock(2 * 3600);
    expect(await (await fetch(oldPage, { method: "POST" })).text()).toContain("支付链接已失效");
    await simulator.moveClock(0);
    expect(await pay.queryOrder(old)).toMatchObject({ value: { tradeState: "NOTPAY" } });

    expect((await fetch(`${simulator.url()}/pay?pr=none`)).status).toBe(404);
  });

  it("opens by the whole code as well, and answers health", async () => {
    const outTradeNo = newNumber();
    const page = new URL(await pageOf(outTradeNo));
    const code = `weixin://wxpay/bizpayurl?pr=${page.searchParams.get("pr")}`;
    expect(await (await fetch(`${page.origin}/pay?code=${encodeURIComponent(code)}`)).text()).toContain(outTradeNo);
    expect((await fetch(`${page.origin}/health`)).status).toBe(200);
  });
});

const read = (pay: WeChatPay, notice: Received | undefined, now = new Date()) => {
  if (!notice) throw new Error("no notification arrived");
  return pay.readNotification(notice.headers, notice.body, now);
};
