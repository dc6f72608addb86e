import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { simulatedPayPage } from "@/lib/http/installation";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { rotateKeys } from "@/lib/cli/rotate-keys";
import { isPayableBy, jsapiPayment } from "@/lib/domain/payment/queries/jsapi-payment";
import { approved, open, orderOf, statusOf, waiting } from "../../support/payments";

beforeAll(() => {
  world.answerNotificationsWith(notify);
});
afterEach(async () => {
  await world.mend();
  await world.set({ identity_permitted: true });
});
afterAll(() => world.close());

const orders = (registrationId: string) =>
  db().paymentOrder.findMany({ where: { registrationId }, orderBy: { createdAt: "asc" } });
const h5 = (clientIp = "203.0.113.7") => ({ channel: "H5", clientIp }) as const;
const jsapi = (openid: string) => ({ channel: "JSAPI", openid }) as const;

it("pays by the phone's browser, and keeps number and body when the phone has another address", async () => {
  const who = await approved();
  expect(await open(who, new Date(), h5())).toEqual({ ok: true, value: "open" });
  const first = await orderOf(who.registrationId);
  expect(first).toMatchObject({
    channel: "H5",
    prepay: expect.stringContaining("prepay_id=") as unknown,
    payerEncrypted: null,
  });
  const later = new Date(Date.now() + 5 * 60_000);
  expect(await open(who, later, h5("198.51.100.9"))).toEqual({ ok: true, value: "open" });
  expect(await orders(who.registrationId)).toMatchObject([
    { outTradeNo: first.outTradeNo, createBody: first.createBody, prepayAt: later },
  ]);
  expect(await world.pay(first.outTradeNo)).toEqual([204]);
  expect(await statusOf(who.registrationId)).toBe("PAID");
});

it("pays inside WeChat, by parameters that WeChat's own browser accepts, once", async () => {
  const who = await approved();
  await open(who, new Date(), jsapi("oAlice"));
  const order = await orderOf(who.registrationId);
  // The openid is sealed, and stands nowhere else.
  expect(decryptColumn("payment_order.payer_encrypted", order.id, order.payerEncrypted ?? "")).toBe(
    JSON.stringify({ openid: "oAlice" }),
  );
  expect(JSON.stringify(order.createBody)).not.toContain("oAlice");

  const bridge = async (parameters: object) =>
    (await (await fetch(`${world.url}/jsapi-pay`, { method: "POST", body: JSON.stringify(parameters) })).json()) as {
      err_msg: string;
    };
  const parameters = jsapiPayment(order.prepay ?? "", new Date()) ?? {};
  expect(await bridge({ ...parameters, package: "prepay_id=wx000000000000" })).toEqual({
    err_msg: "get_brand_wcpay_request:fail",
  });
  expect(await bridge(parameters)).toEqual({ err_msg: "get_brand_wcpay_request:ok" });
  expect(await bridge(parameters)).toEqual({ err_msg: "get_brand_wcpay_request:fail" });
  await expect.poll(() => statusOf(who.registrationId)).toBe("PAID");
});

it("knows the one account of WeChat that can pay an order made inside WeChat", async () => {
  const who = await approved();
  await open(who, new Date(), jsapi("oAlice"));
  const { id: orderId } = await orderOf(who.registrationId);
  expect(await isPayableBy({ orderId, openid: "oAlice" })).toBe(true);
  expect(await isPayableBy({ orderId, openid: "oBob" })).toBe(false);
});

it("closes the old number before another way, another phone or another person gets a new one", async () => {
  const who = await approved();
  for (const way of [{ channel: "NATIVE" } as const, h5(), jsapi("oAlice"), jsapi("oBob")])
    await open(who, new Date(), way);
  const made = await orders(who.registrationId);
  expect(made.map(({ channel, status }) => [channel, status])).toEqual([
    ["NATIVE", "CLOSED"],
    ["H5", "CLOSED"],
    ["JSAPI", "CLOSED"],
    ["JSAPI", "OPEN"],
  ]);
  const known = new Map((await world.orders()).map(({ outTradeNo, state }) => [outTradeNo, state]));
  expect(made.map(({ outTradeNo }) => known.get(outTradeNo))).toEqual(["CLOSED", "CLOSED", "CLOSED", "NOTPAY"]);
});

it("does not close what was paid: the payment wins", async () => {
  const who = await approved();
  await open(who);
  await world.pay((await orderOf(who.registrationId)).outTradeNo, { notify: false });
  expect(await open(who, new Date(), h5())).toEqual({ ok: true, value: "paid" });
  expect(await orders(who.registrationId)).toMatchObject([{ channel: "NATIVE", status: "SUCCEEDED" }]);
});

it("opens nothing new while it is not certain that the old one is closed", async () => {
  const who = await approved();
  await open(who);
  await world.breakNext({ at: "close", kind: "error_500" });
  expect(await open(who, new Date(), h5())).toEqual({ ok: false, error: "payment_unknown" });
  expect(await orders(who.registrationId)).toMatchObject([{ channel: "NATIVE", status: "OPEN" }]);
});

it("never has two live orders, when two devices want different ways at the same time", async () => {
  const who = await approved();
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => open(who, new Date(), index % 2 ? h5() : { channel: "NATIVE" })),
  );
  const live = (await orders(who.registrationId)).filter(({ status }) => status === "OPEN" || status === "CREATING");
  expect(live.length).toBeLessThanOrEqual(1);
  const payable = (await world.orders()).filter(
    ({ outTradeNo, state }) => state === "NOTPAY" && live.every((order) => order.outTradeNo !== outTradeNo),
  );
  const ours = new Set((await orders(who.registrationId)).map(({ outTradeNo }) => outTradeNo));
  expect(payable.filter(({ outTradeNo }) => ours.has(outTradeNo))).toEqual([]);
});

it("asks for the candidate himself where the session does: another person cannot pay", async () => {
  const who = await approved({ payerIdentity: true });
  expect(await open(who)).toEqual({ ok: true, value: "open" });
  const order = await orderOf(who.registrationId);
  const payer = JSON.parse(decryptColumn("payment_order.payer_encrypted", order.id, order.payerEncrypted ?? "")) as {
    identity: { type: string; number: string; name: string };
  };
  expect(payer.identity).toMatchObject({ type: "IDCARD", name: "张三" });
  await expect(world.pay(order.outTradeNo, { identity_number: "431021199109105126" })).rejects.toThrow("OTHER_PERSON");
  expect(await statusOf(who.registrationId)).toBe("APPROVED");

  // The number was corrected: a new order for the new identity, and the old one is closed.
  await db().registration.update({ where: { id: who.registrationId }, data: { name: "张叁" } });
  await open(who);
  const made = await orders(who.registrationId);
  expect(made.map(({ status }) => status)).toEqual(["CLOSED", "OPEN"]);
  expect(await world.pay(made[1]?.outTradeNo ?? "")).toEqual([204]);
  expect(await statusOf(who.registrationId)).toBe("PAID");
});

it("says so when WeChat has not granted that permission, alarms, and works again once it has", async () => {
  await world.set({ identity_permitted: false });
  const who = await approved({ payerIdentity: true });
  expect(await open(who)).toEqual({ ok: false, error: "payment_identity_not_permitted" });
  expect(await db().paymentAlert.findUnique({ where: { kind: "configuration" } })).toMatchObject({ detail: "NO_AUTH" });
  const { outTradeNo } = await orderOf(who.registrationId);
  await world.set({ identity_permitted: true });
  expect(await open(who)).toEqual({ ok: true, value: "open" });
  expect((await orderOf(who.registrationId)).outTradeNo).toBe(outTradeNo);
});

it("counts the same news on one line of the story, and begins a new one after anything else", async () => {
  const { refreshOrder } = await import("@/lib/domain/payment/commands/refresh-order");
  const who = await approved();
  const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
  await open(who, secondsAgo(60));
  const order = await orderOf(who.registrationId);
  for (const seconds of [50, 40, 30])
    await refreshOrder({ accountId: who.accountId, orderId: order.id }, secondsAgo(seconds));
  await world.pay(order.outTradeNo);
  const told = await db().paymentEvent.findMany({ where: { orderId: order.id }, orderBy: { id: "asc" } });
  expect(told.map(({ kind, outcome, times }) => [kind, outcome, times])).toEqual([
    ["create", "ok", 1],
    ["query", "NOTPAY", 3],
    ["notification", "settled", 1],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/openid|\d{17}[\dX]/);
});

it("offers to pay at the simulator only where the simulator answers, not where another server does on this machine", async () => {
  const { env } = await import("@/lib/env");
  const { order } = await waiting();
  const code = order.prepay ?? "";
  expect(simulatedPayPage(code, "localhost:3000")).toMatch(/^http:\/\/localhost:\d+\/pay\?pr=\w+$/);
  const own = env().WECHAT_PAY_MERCHANT_KEY_FILE;
  env().WECHAT_PAY_MERCHANT_KEY_FILE = "/etc/merchant/apiclient_key.pem";
  expect(simulatedPayPage(code, "localhost:3000")).toBeNull();
  env().WECHAT_PAY_MERCHANT_KEY_FILE = own;
});

it("seals the payer anew when keys are rotated", async () => {
  const who = await approved();
  await open(who, new Date(), jsapi("oCarol"));
  const { id, payerEncrypted: before } = await orderOf(who.registrationId);
  const { env } = await import("@/lib/env");
  const keys = env().DATA_ENCRYPTION_KEYS;
  // The rows of files that the factory makes have no files behind them.
  await db().storedFile.deleteMany();
  keys.unshift({ id: "k2", key: Buffer.alloc(32, 9) });
  await rotateKeys();
  const after = (await orderOf(who.registrationId)).payerEncrypted;
  expect(after).not.toBe(before);
  expect(decryptColumn("payment_order.payer_encrypted", id, after ?? "")).toContain("oCarol");
  expect(await open(who, new Date(), jsapi("oCarol"))).toEqual({ ok: true, value: "open" });
});
