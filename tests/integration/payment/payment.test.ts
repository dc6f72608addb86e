import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

// Opened before anything reads the environment, which it completes.
const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { db } from "@/lib/adapter/db/client";
import { closeLiveOrder } from "@/lib/domain/payment/commands/close-live-order";
import { refreshOrder } from "@/lib/domain/payment/commands/refresh-order";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { sweepOpenOrders } from "@/lib/domain/payment/commands/sweep-open-orders";
import { waitingOrderStatus } from "@/lib/domain/payment/queries/own-orders";
import { orderTimeline } from "@/lib/domain/payment/queries/order-timeline";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import { createAccount, createLoginSession, createRegistration } from "../../support/factories";
import { approved, factOf, open, orderOf, statusOf, waiting } from "../../support/payments";

const MINUTE = 60_000;
const later = (ms: number) => new Date(Date.now() + ms);

beforeAll(() => {
  world.answerNotificationsWith(notify);
});
afterEach(async () => {
  await world.mend();
  await world.moveClock(0);
});
afterAll(() => world.close());

const confirmations = (registrationId: string) =>
  db().registrationEvent.count({ where: { registrationId, event: "confirmPayment" } });
const audits = (subjectId: string) => db().auditEntry.count({ where: { subjectId } });
const refundsOf = (registrationId: string) => db().refund.findMany({ where: { charge: { registrationId } } });
const casesOf = (outTradeNo: string) => db().paymentException.findMany({ where: { outTradeNo } });

/** Makes every order due for the sweep. */
const allDue = () => db().paymentOrder.updateMany({ data: { nextQueryAt: new Date(0) } });
const sweep = (now = () => new Date()) => sweepOpenOrders({ now });

it("takes an order from its code to its payment, once", async () => {
  const { accountId, registrationId, order } = await waiting();
  expect(order).toMatchObject({
    status: "OPEN",
    amountFen: 5000,
    prepay: expect.stringMatching(/^weixin:\/\//) as unknown,
  });
  expect(order.outTradeNo).toMatch(/^[0-9A-Za-z]{6,32}$/);

  expect(await world.pay(order.outTradeNo)).toEqual([204]);

  expect(await statusOf(registrationId)).toBe("PAID");
  const settled = await orderOf(registrationId);
  expect(settled).toMatchObject({ status: "SUCCEEDED", transactionId: expect.any(String) as unknown });
  const { paidAt } = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
  expect(paidAt).toEqual(settled.successTime);
  const event = await db().registrationEvent.findFirstOrThrow({ where: { registrationId, event: "confirmPayment" } });
  expect(event).toMatchObject({ fromStatus: "APPROVED", toStatus: "PAID", version: 4, actorKind: "SYSTEM" });
  expect(await audits(registrationId)).toBe(1);
  expect(await open({ accountId, registrationId }, new Date())).toEqual({ ok: true, value: "paid" });
});

it("tells what was asked in one instant in the order in which it was asked", async () => {
  for (let time = 0; time < 5; time++) {
    const { registrationId, order } = await waiting();
    await closeLiveOrder({ registrationId }, new Date());
    const told = (await orderTimeline(order.id))?.events.map(({ kind, outcome }) => `${kind} ${outcome}`);
    expect(told).toEqual(["create ok", "query NOTPAY", "close closed", "query CLOSED"]);
  }
});

it("answers ten notifications at once, and one hours later, with one effect", async () => {
  const { registrationId, order } = await waiting();
  await world.breakNext({ at: "notification", kind: "duplicated" });
  expect(await world.pay(order.outTradeNo)).toEqual(Array.from({ length: 10 }, () => 204));
  expect(await world.notifyAgain(order.outTradeNo)).toEqual([204]);

  expect(await confirmations(registrationId)).toBe(1);
  expect(await audits(registrationId)).toBe(1);
  expect(await casesOf(order.outTradeNo)).toEqual([]);
});

it("lets one of a hundred settle", async () => {
  const { registrationId, order } = await waiting();
  const fact = factOf(order);
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () => settlePayment(fact, "notification", new Date())),
  );

  expect(outcomes.filter((outcome) => outcome === "settled")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "already_settled")).toHaveLength(99);
  expect(await confirmations(registrationId)).toBe(1);
  expect(await audits(registrationId)).toBe(1);
  expect(await db().registration.findUniqueOrThrow({ where: { id: registrationId } })).toMatchObject({
    status: "PAID",
    version: 4,
  });
});

it.each(["changed_ciphertext", "bad_signature", "no_signature", "stale_timestamp", "unknown_serial"])(
  "refuses a notification spoilt by %s and settles the true one",
  async (kind) => {
    const { registrationId, order } = await waiting();
    await world.breakNext({ at: "notification", kind });
    expect(await world.pay(order.outTradeNo)).toEqual([401]);
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN", transactionId: null });

    expect(await world.notifyAgain(order.outTradeNo)).toEqual([204]);
    expect(await statusOf(registrationId)).toBe("PAID");
  },
);

it("opens one case for a wrong amount and changes nothing else", async () => {
  const { registrationId, order } = await waiting();
  await world.breakNext({ at: "notification", kind: "wrong_amount", times: 2 });
  expect(await world.pay(order.outTradeNo)).toEqual([204]);
  expect(await world.notifyAgain(order.outTradeNo)).toEqual([204]);

  expect(await statusOf(registrationId)).toBe("APPROVED");
  expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN", transactionId: null });
  expect(await casesOf(order.outTradeNo)).toMatchObject([{ kind: "AMOUNT_MISMATCH", orderId: order.id }]);
});

it("accepts a payment with a coupon in full", async () => {
  const { registrationId, order } = await waiting();
  expect(await world.pay(order.outTradeNo, { payer_total: 4000 })).toEqual([204]);
  expect(await statusOf(registrationId)).toBe("PAID");
});

it("confirms a payment for a number it does not know, and opens a case", async () => {
  const fact = factOf({ outTradeNo: "UNKNOWN0001", amountFen: 5000 });
  expect(await settlePayment(fact, "notification", new Date())).toBe("unknown_order");
  expect(await settlePayment(fact, "notification", new Date())).toBe("unknown_order");
  expect(await casesOf("UNKNOWN0001")).toMatchObject([{ kind: "UNKNOWN_ORDER", orderId: null }]);
});

it.each([
  ["before the close", -1000, "settled", "PAID"],
  ["at the close", 0, "surplus", "APPROVED"],
  ["after the close", 1000, "surplus", "APPROVED"],
])("judges money paid %s by WeChat's time, whenever the news arrives", async (_when, shift, outcome, status) => {
  const { registrationId, order } = await waiting();
  const successTime = new Date(order.timeExpire.getTime() + shift);
  // A window ends at a millisecond, an order at a second: make them the same.
  await db().examSession.updateMany({ data: { paymentClosesAt: order.timeExpire } });
  expect(
    await settlePayment(
      factOf(order, { successTime }),
      "notification",
      new Date(order.timeExpire.getTime() + 3_600_000),
    ),
  ).toBe(outcome);

  expect(await statusOf(registrationId)).toBe(status);
  expect(await refundsOf(registrationId)).toHaveLength(outcome === "surplus" ? 1 : 0);
  expect(await settlePayment(factOf(order, { successTime }), "notification", later(0))).toBe("already_settled");
  expect(await refundsOf(registrationId)).toHaveLength(outcome === "surplus" ? 1 : 0);
});

it.each([
  ["a millisecond before it was closed", -1, "settled"],
  ["at that instant", 0, "surplus"],
  ["after it", 1, "surplus"],
])("judges a payment made %s by the closing of its order, inside the window", async (_when, shift, outcome) => {
  const { registrationId, order } = await waiting();
  expect(await closeLiveOrder({ registrationId }, new Date())).toEqual({ ok: true, value: "closed" });
  const { closedAt } = await orderOf(registrationId);
  const successTime = new Date((closedAt?.getTime() ?? 0) + shift);

  expect(await settlePayment(factOf(order, { successTime }), "notification", new Date())).toBe(outcome);
  expect(await statusOf(registrationId)).toBe(outcome === "settled" ? "PAID" : "APPROVED");
  expect(await refundsOf(registrationId)).toHaveLength(outcome === "settled" ? 0 : 1);
});

it("owes back the second of two payments, also when both are settled at once", async () => {
  const { accountId, registrationId, order: first } = await waiting();
  await closeLiveOrder({ registrationId }, new Date());
  await open({ accountId, registrationId }, new Date());
  const second = await orderOf(registrationId);
  expect(second.outTradeNo).not.toBe(first.outTradeNo);

  // Both count by themselves: the first was paid before it was closed. Only that the other one settled makes either of
  // them surplus.
  const { closedAt } = await db().paymentOrder.findUniqueOrThrow({ where: { id: first.id } });
  const facts = [factOf(first, { successTime: new Date((closedAt?.getTime() ?? 0) - 1) }), factOf(second)];
  const outcomes = await Promise.all(
    facts.flatMap((fact) => Array.from({ length: 10 }, () => settlePayment(fact, "notification", new Date()))),
  );

  expect(outcomes.filter((outcome) => outcome === "settled")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "surplus")).toHaveLength(1);
  expect(await confirmations(registrationId)).toBe(1);
  const statuses = await db().paymentOrder.findMany({ where: { registrationId }, select: { status: true } });
  expect(statuses.map(({ status }) => status).toSorted()).toEqual(["SUCCEEDED", "SURPLUS"]);
  expect(await refundsOf(registrationId)).toMatchObject([{ status: "PENDING", cause: "SURPLUS", amountFen: 5000 }]);
});

it.each(["SUBMITTED", "RETURNED", "REFUSED", "CANCELLED", "PAID"] as const)(
  "owes back a payment in time on a registration that is %s",
  async (status) => {
    const { registrationId, order } = await waiting();
    await db().registration.update({ where: { id: registrationId }, data: { status } });
    expect(await settlePayment(factOf(order), "notification", new Date())).toBe("surplus");
    expect(await statusOf(registrationId)).toBe(status);
    expect(await orderOf(registrationId)).toMatchObject({ status: "SURPLUS" });
    expect(await refundsOf(registrationId)).toMatchObject([{ status: "PENDING", amountFen: 5000 }]);
    expect(await confirmations(registrationId)).toBe(0);
  },
);

it("leaves an order alone while a person must look at its money", async () => {
  await sweep();
  const { order } = await waiting();
  await world.breakNext({ at: "notification", kind: "wrong_amount" });
  await world.pay(order.outTradeNo);
  await db().paymentOrder.update({ where: { id: order.id }, data: { nextQueryAt: new Date(0) } });
  const before = (await world.requests())["query"] ?? 0;
  expect((await sweep()).looked).toBe(0);
  expect(((await world.requests())["query"] ?? 0) - before).toBe(0);
});

it("does not close an order that WeChat denies twice and then says is unpaid", async () => {
  const { registrationId } = await waiting();
  const gone = { kind: "refuse", status: 404, code: "ORDER_NOT_EXIST" };
  await world.breakNext({ at: "query", ...gone }, { at: "close", ...gone });
  expect(await closeLiveOrder({ registrationId }, new Date())).toEqual({ ok: false, error: "payment_unknown" });
  expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN" });
});

it("makes one order of fifty requests at once", async () => {
  const who = await approved();
  const opened = await Promise.all(Array.from({ length: 50 }, () => open(who, new Date())));

  expect(opened.every((result) => result.ok && result.value === "open")).toBe(true);
  const orders = await db().paymentOrder.findMany({ where: { registrationId: who.registrationId } });
  expect(orders).toHaveLength(1);
  const known = new Set((await world.orders()).map(({ outTradeNo }) => outTradeNo));
  expect(orders.every(({ outTradeNo }) => known.has(outTradeNo))).toBe(true);
});

it("keeps number and body when the answer to a create was lost, and gets the code by entering again", async () => {
  const who = await approved();
  await world.breakNext({ at: "create", kind: "reset_after", times: 3 });
  expect(await open(who, new Date())).toEqual({ ok: false, error: "payment_unknown" });
  const before = await orderOf(who.registrationId);
  expect(before).toMatchObject({ status: "CREATING", prepay: null });

  expect(await open(who, new Date())).toEqual({ ok: true, value: "open" });
  const after = await orderOf(who.registrationId);
  expect(after).toMatchObject({
    id: before.id,
    outTradeNo: before.outTradeNo,
    status: "OPEN",
    createBody: before.createBody,
  });
  expect((await world.orders()).filter(({ outTradeNo }) => outTradeNo === before.outTradeNo)).toHaveLength(1);
});

it("settles a payment whose notification came before the create was answered", async () => {
  const who = await approved();
  await world.breakNext({ at: "create", kind: "reset_after", times: 3 });
  await open(who, new Date());
  const { outTradeNo } = await orderOf(who.registrationId);

  expect(await world.pay(outTradeNo)).toEqual([204]);
  expect(await statusOf(who.registrationId)).toBe("PAID");
  expect(await open(who, new Date())).toEqual({ ok: true, value: "paid" });
});

it("completes in the sweep what a crash left between intent and outcome", async () => {
  const who = await approved();
  await world.breakNext({ at: "create", kind: "reset_before", times: 3 });
  await open(who, new Date());
  expect(await orderOf(who.registrationId)).toMatchObject({ status: "CREATING" });

  await allDue();
  await sweep();
  expect(await orderOf(who.registrationId)).toMatchObject({
    status: "OPEN",
    prepay: expect.stringMatching(/^weixin:/) as unknown,
  });
});

it("finds a payment of which no notification came, by the sweep, and by 刷新 at once", async () => {
  const first = await waiting();
  await world.pay(first.order.outTradeNo, { notify: false });
  await allDue();
  await sweep();
  expect(await statusOf(first.registrationId)).toBe("PAID");

  const second = await waiting();
  await world.pay(second.order.outTradeNo, { notify: false });
  expect(await refreshOrder({ accountId: second.accountId, orderId: second.order.id }, new Date())).toEqual({
    ok: true,
    value: "paid",
  });
  expect(await statusOf(second.registrationId)).toBe("PAID");
  expect(await confirmations(second.registrationId)).toBe(1);
});

it("asks WeChat for 刷新 at most every two seconds, and for its owner alone", async () => {
  const { accountId, order } = await waiting();
  const stranger = await createAccount();
  const now = new Date();
  const before = (await world.requests())["query"] ?? 0;

  expect(await refreshOrder({ accountId: stranger.id, orderId: order.id }, now)).toEqual({
    ok: false,
    error: "payment_order_not_found",
  });
  expect(await refreshOrder({ accountId, orderId: order.id }, now)).toEqual({ ok: true, value: "unpaid" });
  expect(await refreshOrder({ accountId, orderId: order.id }, new Date(now.getTime() + 1999))).toEqual({
    ok: true,
    value: "asked_just_now",
  });
  expect(await refreshOrder({ accountId, orderId: order.id }, new Date(now.getTime() + 2000))).toEqual({
    ok: true,
    value: "unpaid",
  });
  expect(((await world.requests())["query"] ?? 0) - before).toBe(2);
});

it("never has two hands on one order, however many machines sweep", async () => {
  await sweep();
  const people = await Promise.all(Array.from({ length: 12 }, () => waiting()));
  const { registrationId } = people[0] ?? { registrationId: "" };
  await db().paymentOrder.updateMany({
    where: { registrationId: { in: people.map((person) => person.registrationId) } },
    data: { nextQueryAt: new Date(0) },
  });
  const before = (await world.requests())["query"] ?? 0;
  const now = new Date();
  const swept = await Promise.all(Array.from({ length: 4 }, () => sweep(() => now)));

  expect(swept.reduce((sum, { looked }) => sum + looked, 0)).toBe(12);
  expect(((await world.requests())["query"] ?? 0) - before).toBe(12);
  expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN", leasedUntil: null });
});

it("closes an unpaid order after its time, and a second sweep finds nothing to do", async () => {
  const { registrationId, order } = await waiting();
  const after = new Date(order.timeExpire.getTime() + 1000);
  await sweep(() => after);
  expect(await orderOf(registrationId)).toMatchObject({ status: "CLOSED" });
  expect((await world.orders()).find(({ outTradeNo }) => outTradeNo === order.outTradeNo)).toMatchObject({
    state: "CLOSED",
  });
  expect((await sweep(() => later(5 * 24 * 60 * MINUTE))).looked).toBe(0);
});

it.each(["rate_limited", "user_paying", "error_500", "bad_signature"])(
  "does not take a close answered with %s for closed",
  async (kind) => {
    const { registrationId, order } = await waiting();
    await world.breakNext({ at: "close", kind });
    const after = new Date(order.timeExpire.getTime() + 1000);
    await sweep(() => after);
    expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN" });

    await db().paymentOrder.update({ where: { id: order.id }, data: { nextQueryAt: new Date(0) } });
    await sweep(() => new Date(after.getTime() + MINUTE));
    expect(await orderOf(registrationId)).toMatchObject({ status: "CLOSED" });
  },
);

it("lets the payment win when it slips in between the last query and the close", async () => {
  const { registrationId, order } = await waiting();
  await world.pay(order.outTradeNo, { notify: false });
  // The first query fails to see it: WeChat's close then says ORDERPAID.
  await world.breakNext({ at: "query", kind: "error_500" });
  expect(await closeLiveOrder({ registrationId }, new Date())).toEqual({ ok: false, error: "payment_unknown" });
  expect(await closeLiveOrder({ registrationId }, new Date())).toEqual({ ok: false, error: "order_already_paid" });
  expect(await statusOf(registrationId)).toBe("PAID");
});

it("does not believe an unsigned ORDERPAID without a query that says the same", async () => {
  const { registrationId } = await waiting();
  await world.breakNext({ at: "close", kind: "refuse", code: "ORDERPAID" });
  expect(await closeLiveOrder({ registrationId }, new Date())).toEqual({ ok: false, error: "payment_unknown" });
  expect(await statusOf(registrationId)).toBe("APPROVED");
  expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN" });
});

it("does not believe an unsigned ORDER_NOT_EXIST of an order that WeChat says is unpaid", async () => {
  const { registrationId } = await waiting();
  await world.breakNext({ at: "close", kind: "refuse", status: 404, code: "ORDER_NOT_EXIST" });
  expect(await closeLiveOrder({ registrationId }, new Date())).toEqual({ ok: false, error: "payment_unknown" });
  expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN" });
});

it.each([
  ["refuse_unsigned", { ok: false, error: "payment_unknown" }, "OPEN"],
  ["refuse", { ok: true, value: "closed" }, "CLOSED"],
])(
  "asks for a signature when an order that it acknowledged is said not to exist: %s",
  async (kind, outcome, status) => {
    const { registrationId } = await waiting();
    const gone = { kind, status: 404, code: "ORDER_NOT_EXIST", times: 2 };
    await world.breakNext({ at: "query", ...gone }, { at: "close", ...gone });
    expect(await closeLiveOrder({ registrationId }, new Date())).toEqual(outcome);
    expect(await orderOf(registrationId)).toMatchObject({ status });
  },
);

it("does not close an order whose create may still be on its way", async () => {
  const { registrationId, order } = await waiting();
  // A number that WeChat has never heard of, written down a moment ago by a process that is still calling.
  const now = new Date();
  await db().paymentOrder.update({
    where: { id: order.id },
    data: { outTradeNo: `${order.outTradeNo.slice(0, 20)}unsent`, status: "CREATING", createdAt: now },
  });
  expect(await closeLiveOrder({ registrationId }, new Date(now.getTime() + 1000))).toEqual({
    ok: false,
    error: "payment_unknown",
  });
  expect(await closeLiveOrder({ registrationId }, new Date(now.getTime() + MINUTE))).toEqual({
    ok: true,
    value: "closed",
  });
});

it("writes one audit row of surplus money, however often the news comes", async () => {
  const { order } = await waiting();
  const late = factOf(order, { successTime: new Date(order.timeExpire.getTime() + 5 * 24 * 60 * MINUTE) });
  expect(await Promise.all([1, 2, 3].map(() => settlePayment(late, "notification", new Date())))).toEqual(
    expect.arrayContaining(["surplus"]),
  );
  const second = { ...late, transactionId: `${late.transactionId}x` };
  for (let news = 0; news < 3; news += 1)
    expect(await settlePayment(second, "notification", new Date())).toBe("surplus");
  expect(await db().auditEntry.count({ where: { action: "payment.surplus", subjectId: order.id } })).toBe(2);
});

it("takes a new number when WeChat has closed the old one", async () => {
  const { accountId, registrationId, order } = await waiting();
  await weChatPay().closeOrder(order.outTradeNo);
  // Older than a code lives, so that it is asked for again.
  await db().paymentOrder.update({ where: { id: order.id }, data: { prepayAt: new Date(0) } });
  expect(await open({ accountId, registrationId }, new Date())).toEqual({ ok: true, value: "open" });

  const orders = await db().paymentOrder.findMany({ where: { registrationId }, orderBy: { createdAt: "asc" } });
  expect(orders.map(({ status }) => status)).toEqual(["CLOSED", "OPEN"]);
  expect(orders[1]?.outTradeNo).not.toBe(order.outTradeNo);
});

it("finds its order paid when it asks for a newer code", async () => {
  const { accountId, registrationId, order } = await waiting();
  await world.pay(order.outTradeNo, { notify: false });
  await db().paymentOrder.update({ where: { id: order.id }, data: { prepayAt: new Date(0) } });
  expect(await open({ accountId, registrationId }, new Date())).toEqual({ ok: true, value: "paid" });
  expect(await statusOf(registrationId)).toBe("PAID");
});

it("renews a code after 110 minutes with the same number", async () => {
  const { accountId, registrationId, order } = await waiting();
  await open({ accountId, registrationId }, later(109 * MINUTE));
  expect((await orderOf(registrationId)).prepay).toBe(order.prepay);

  await world.moveClock(121 * 60);
  await open({ accountId, registrationId }, later(121 * MINUTE));
  const renewed = await orderOf(registrationId);
  expect(renewed).toMatchObject({ id: order.id, outTradeNo: order.outTradeNo, status: "OPEN" });
  expect(renewed.prepay).not.toBe(order.prepay);
});

it("closes the old number when the fee was changed", async () => {
  const { accountId, registrationId, order } = await waiting();
  const { examSessionId } = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
  await db().examSession.update({ where: { id: examSessionId }, data: { feeFen: 6000 } });
  expect(await open({ accountId, registrationId }, new Date())).toEqual({ ok: true, value: "open" });

  expect(await orderOf(registrationId)).toMatchObject({ status: "OPEN", amountFen: 6000 });
  expect(await db().paymentOrder.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({ status: "CLOSED" });
});

it.each([
  [-MINUTE - 1, { ok: true, value: "open" }],
  [-MINUTE, { ok: false, error: "payment_last_minute" }],
  [-1, { ok: false, error: "payment_last_minute" }],
  [0, { ok: false, error: "payment_closed" }],
])("makes an order %i ms from the close of the window: %j", async (shift, expected) => {
  const paymentClosesAt = new Date(Math.floor(Date.now() / 1000) * 1000 + 5 * MINUTE);
  const who = await approved({ paymentClosesAt });
  expect(await open(who, new Date(paymentClosesAt.getTime() + shift))).toEqual(expected);
});

it("refuses before the window, without approval, and to strangers", async () => {
  const early = await approved({ paymentOpensAt: later(MINUTE) });
  expect(await open(early, new Date())).toEqual({ ok: false, error: "payment_not_started" });

  const { id, accountId } = await createRegistration({ status: "SUBMITTED" });
  expect(await open({ accountId, registrationId: id }, new Date())).toEqual({
    ok: false,
    error: "payment_needs_approval",
  });

  const theirs = await approved();
  const stranger = await createAccount();
  expect(await open({ accountId: stranger.id, registrationId: theirs.registrationId }, new Date())).toEqual({
    ok: false,
    error: "payment_needs_approval",
  });
  expect(await db().paymentOrder.count({ where: { registrationId: theirs.registrationId } })).toBe(0);
});

it("confirms a fee of zero without WeChat", async () => {
  const who = await approved({ feeFen: 0 });
  expect(await open(who, new Date())).toEqual({ ok: true, value: "free" });
  expect(await statusOf(who.registrationId)).toBe("PAID");
  expect(await db().paymentOrder.count({ where: { registrationId: who.registrationId } })).toBe(0);
});

it("ends an order whose registration no longer waits for money", async () => {
  const { registrationId, order } = await waiting();
  await db().registration.update({ where: { id: registrationId }, data: { status: "RETURNED" } });
  await db().paymentOrder.update({ where: { id: order.id }, data: { nextQueryAt: new Date(0) } });
  await sweep();
  expect(await orderOf(registrationId)).toMatchObject({ status: "CLOSED" });
});

it("answers 500 while the database is away, and settles when WeChat comes again", async () => {
  const { registrationId, order } = await waiting();
  await db().$executeRaw`ALTER TABLE payment_order RENAME TO payment_order_away`;
  expect(await world.pay(order.outTradeNo)).toEqual([500]);
  await db().$executeRaw`ALTER TABLE payment_order_away RENAME TO payment_order`;
  expect(await world.notifyAgain(order.outTradeNo)).toEqual([204]);
  expect(await statusOf(registrationId)).toBe("PAID");
});

it("tells the state of an order to its owner's live session alone", async () => {
  const { accountId, order } = await waiting();
  const session = await createLoginSession({ accountId });
  const stranger = await createLoginSession({ accountId: (await createAccount()).id });
  const now = new Date();

  expect(await waitingOrderStatus({ loginSessionId: session.id, orderId: order.id }, now)).toEqual({
    status: "OPEN",
    checking: false,
  });
  expect(await waitingOrderStatus({ loginSessionId: stranger.id, orderId: order.id }, now)).toBeNull();
  expect(await waitingOrderStatus({ loginSessionId: session.id, orderId: order.id }, session.expiresAt)).toBeNull();
  await settlePayment(factOf(order, { amount: 1 }), "notification", now);
  expect(await waitingOrderStatus({ loginSessionId: session.id, orderId: order.id }, now)).toEqual({
    status: "OPEN",
    checking: true,
  });
  await db().loginSession.update({ where: { id: session.id }, data: { revokedAt: now } });
  expect(await waitingOrderStatus({ loginSessionId: session.id, orderId: order.id }, now)).toBeNull();
});
