import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { db } from "@/lib/adapter/db/client";
import { refreshOrder } from "@/lib/domain/payment/commands/refresh-order";
import { openAlerts } from "@/lib/domain/payment/queries/desk";
import { orderTimeline } from "@/lib/domain/payment/queries/order-timeline";
import { open, approved, orderOf, statusOf, waiting } from "../../support/payments";

beforeAll(() => {
  world.answerNotificationsWith(notify);
});
beforeEach(() => db().paymentAlert.deleteMany());
afterEach(() => world.mend());
afterAll(() => world.close());

const refresh = ({ accountId, order }: { accountId: string; order: { id: string } }) =>
  refreshOrder({ accountId, orderId: order.id }, new Date());
const told = async (orderId: string) =>
  (await orderTimeline(orderId))?.events.map(({ kind, outcome }) => `${kind} ${outcome}`);

it.each(["wrong_merchant", "wrong_order"])(
  "raises an alert for a signed answer about somebody else's order (%s)",
  async (kind) => {
    const who = await waiting();
    await world.pay(who.order.outTradeNo, { notify: false });
    await world.breakNext({ at: "query", kind });
    expect(await refresh(who)).toEqual({ ok: true, value: "unknown" });
    expect(await openAlerts()).toMatchObject([{ kind: "answer_signature", count: 1, detail: "foreign" }]);
    expect(await statusOf(who.registrationId)).toBe("APPROVED");
  },
);

it("raises none for WeChat's own probe of how we look at its answers", async () => {
  const who = await waiting();
  await world.breakNext({ at: "query", kind: "signature_probe" });
  expect(await refresh(who)).toEqual({ ok: true, value: "unknown" });
  expect(await openAlerts()).toEqual([]);
  expect(await told(who.order.id)).toEqual(["create ok", "query signature_probe"]);
});

it.each([
  ["says_notpay", "NOTPAY"],
  ["says_payerror", "PAYERROR"],
])("takes note of a notification that %s, moves nothing and alarms nobody", async (kind, outcome) => {
  const { registrationId, order } = await waiting();
  await world.breakNext({ at: "notification", kind });
  expect(await world.pay(order.outTradeNo)).toEqual([204]);
  expect(await openAlerts()).toEqual([]);
  expect(await told(order.id)).toEqual(["create ok", `notification ${outcome}`]);
  expect([await statusOf(registrationId), (await orderOf(registrationId)).status]).toEqual(["APPROVED", "OPEN"]);
  // The right one, when it comes, counts.
  expect(await world.notifyAgain(order.outTradeNo)).toEqual([204]);
  expect(await statusOf(registrationId)).toBe("PAID");
});

it.each([
  ["is gone", (file: string) => rename(file, `${file}.away`)],
  ["is half written", async (file: string) => writeFile(file, (await readFile(file, "utf8")).slice(0, 100))],
])("says unknown while the public key's file %s, tells staff, and goes on when it is back", async (_what, spoil) => {
  const file = process.env["WECHAT_PAY_PUBLIC_KEY_FILE"] ?? "";
  const pem = await readFile(file, "utf8");
  const who = await waiting();
  const other = await approved();
  await spoil(file);
  try {
    expect(await world.pay(who.order.outTradeNo)).toEqual([503]);
    expect(await refresh(who)).toEqual({ ok: true, value: "unknown" });
    expect(await open(other)).toEqual({ ok: false, error: "payment_unknown" });
    expect(await openAlerts()).toMatchObject([{ kind: "key_file", detail: "key_unreadable" }]);
    expect(await statusOf(who.registrationId)).toBe("APPROVED");
  } finally {
    await writeFile(file, pem);
    await chmod(file, 0o600);
  }
  expect(await world.notifyAgain(who.order.outTradeNo)).toEqual([204]);
  expect(await statusOf(who.registrationId)).toBe("PAID");
  expect(await open(other)).toEqual({ ok: true, value: "open" });
});

it("says unknown while the merchant's key cannot be read, tells staff, and goes on when it is back", async () => {
  // A process that has just started knows no key yet.
  vi.resetModules();
  const { createOrder } = await import("@/lib/domain/payment/commands/create-order");
  const { jsapiPayment } = await import("@/lib/domain/payment/queries/jsapi-payment");
  const file = process.env["WECHAT_PAY_MERCHANT_KEY_FILE"] ?? "";
  const pem = await readFile(file, "utf8");
  const { accountId, registrationId } = await approved();
  const pay = () => createOrder({ accountId, registrationId, way: { channel: "NATIVE" } }, new Date());
  await writeFile(file, "");
  try {
    expect(await pay()).toEqual({ ok: false, error: "payment_unknown" });
    expect(jsapiPayment("wx1", new Date())).toBeNull();
    expect(await openAlerts()).toMatchObject([{ kind: "key_file", detail: "key_unreadable" }]);
  } finally {
    await writeFile(file, pem);
  }
  expect(await pay()).toEqual({ ok: true, value: "open" });
  expect(jsapiPayment("wx1", new Date())).toMatchObject({ signType: "RSA" });
});
