import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { shanghaiMidnight } from "@/lib/core/clock";
import { db } from "@/lib/adapter/db/client";
import type { PaymentExceptionKind } from "@/lib/adapter/db/enums";
import { fetchBills } from "@/lib/domain/payment/commands/fetch-bills";
import { refreshOrder } from "@/lib/domain/payment/commands/refresh-order";
import { decideRefundRequest } from "@/lib/domain/payment/commands/decide-refund";
import { resolveException } from "@/lib/domain/payment/commands/resolve-exception";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { createStaff } from "../../support/factories";
import { balanceOf, factOf, open, orderOf, statusOf, waiting } from "../../support/payments";

// Every order of events in which a payment meets a case that a person answers: money that goes back settles nobody, and
// money that settled somebody goes back only by an ordinary refund.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeAll(() => {
  world.answerNotificationsWith(notify);
});
afterEach(async () => {
  await world.mend();
  await world.moveClock(0);
});
afterAll(() => world.close());

const finance = async () => (await createStaff({ role: "FINANCE" })).id;
const refundsOf = (registrationId: string) =>
  db().refund.findMany({ where: { charge: { registrationId } }, orderBy: { id: "asc" } });
const caseOf = (kind: PaymentExceptionKind, outTradeNo: string) =>
  db().paymentException.findFirstOrThrow({ where: { kind, outTradeNo } });

const answer = async (
  exceptionId: string,
  action: "query" | "refund" | "correct" | "explain",
  staffId?: string,
): ReturnType<typeof resolveException> =>
  resolveException({ staffId: staffId ?? (await finance()), exceptionId, action, note: "已核实" }, new Date());

const DONE = { ok: true, value: null };

/** Every refund is sent, and arrives. */
async function carryOut(registrationId: string): Promise<void> {
  await db().refund.updateMany({ data: { nextTryAt: new Date(0) } });
  await db().refund.updateMany({ where: { sentAt: { not: null } }, data: { sentAt: new Date(Date.now() - 2 * HOUR) } });
  await sweepRefunds({ now: () => new Date() });
  for (const { outRefundNo, status } of await refundsOf(registrationId))
    if (status === "PROCESSING") await world.endRefund(outRefundNo);
}

/** Tomorrow's look at today's bill. `blind`: WeChat does not answer about an order meanwhile. */
async function bills({ blind = false } = {}): Promise<void> {
  await db().tradeBill.deleteMany();
  await world.moveClock(DAY / 1000);
  if (blind) await world.breakNext({ at: "query", kind: "error_500", times: 100 });
  await fetchBills(new Date(shanghaiMidnight(new Date(), 1).getTime() + 12 * HOUR));
  await world.mend();
  await world.moveClock(0);
}

/** A payment of which no notification came, found by the bill alone. */
async function foundInBill() {
  const who = await waiting();
  await world.pay(who.order.outTradeNo, { notify: false });
  await bills({ blind: true });
  return { ...who, found: await caseOf("BILL_UNKNOWN_PAYMENT", who.order.outTradeNo) };
}

/** A notification that names a wrong sum. */
async function mismatched(examSession: Parameters<typeof waiting>[0] = {}) {
  const who = await waiting(examSession);
  await world.breakNext({ at: "notification", kind: "wrong_amount" });
  await world.pay(who.order.outTradeNo);
  return { ...who, found: await caseOf("AMOUNT_MISMATCH", who.order.outTradeNo) };
}

describe("money that a case gives back", () => {
  it.each([
    ["a bill found it, and its case knows the order", foundInBill, false],
    ["a bill found it, and its case knows no order", foundInBill, true],
    ["its first notification named a wrong sum", mismatched, false],
  ])("settles nothing any more when %s", async (_when, begin, untied) => {
    const { accountId, registrationId, order, found } = await begin();
    expect(found.orderId).toBe(order.id);
    if (untied) await db().paymentException.update({ where: { id: found.id }, data: { orderId: null } });
    expect(await answer(found.id, "refund")).toEqual(DONE);

    // Under refund, and after it.
    expect(await world.notifyAgain(order.outTradeNo)).toEqual([204]);
    expect(await statusOf(registrationId)).toBe("APPROVED");
    await carryOut(registrationId);
    expect(await world.notifyAgain(order.outTradeNo)).toEqual([204]);
    expect(await refreshOrder({ accountId, orderId: order.id }, new Date())).toMatchObject({ ok: true });
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect(await balanceOf(registrationId)).toBe(0);
    expect(await db().paymentOrder.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({ status: "SURPLUS" });
    expect(await refundsOf(registrationId)).toMatchObject([
      { cause: "EXCEPTION", status: "SUCCEEDED", amountFen: 5000 },
    ]);

    // The candidate is not stuck: a new number, and a payment that counts.
    expect(await open({ accountId, registrationId })).toEqual({ ok: true, value: "open" });
    expect(await world.pay((await orderOf(registrationId)).outTradeNo)).toEqual([204]);
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await balanceOf(registrationId)).toBe(5000);
  });

  it("that was entered without an order settles no order: the ledger's index decides", async () => {
    const { registrationId, order } = await waiting();
    const fact = factOf(order);
    const { transactionId, outTradeNo } = fact;
    await db().ledgerEntry.create({
      data: { kind: "CHARGE", outTradeNo, transactionId, amountFen: 5000, at: fact.successTime, createdAt: new Date() },
    });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => settlePayment(fact, "notification", new Date())),
    );
    expect(outcomes).toContain("surplus");
    expect(outcomes).not.toContain("settled");
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect(await orderOf(registrationId)).toMatchObject({ status: "SURPLUS", transactionId });
    expect(await db().ledgerEntry.count({ where: { transactionId } })).toBe(1);
    expect(await db().refund.count({ where: { charge: { transactionId } } })).toBe(0);
  });

  it("waits for its second person, who may turn it down: then the case is open again", async () => {
    const { registrationId, order, found } = await mismatched({ refundLimitFen: 100 });
    expect(await answer(found.id, "refund")).toEqual(DONE);
    const [refund] = await refundsOf(registrationId);
    expect(refund).toMatchObject({ status: "AWAITING" });
    await world.notifyAgain(order.outTradeNo);
    expect(await statusOf(registrationId)).toBe("APPROVED");
    const turnedDown = { staffId: await finance(), requestId: refund?.requestId ?? "", confirm: false };
    expect(await decideRefundRequest(turnedDown, new Date())).toEqual(DONE);
    expect(await db().paymentException.findUniqueOrThrow({ where: { id: found.id } })).toMatchObject({
      resolvedAt: null,
      resolution: null,
    });
    expect(await answer(found.id, "refund")).toEqual(DONE);
    expect(await refundsOf(registrationId)).toMatchObject([
      { status: "REJECTED" },
      { status: "AWAITING", amountFen: 5000 },
    ]);
  });

  it("and the news of its payment, at the same instant: it settles or it goes back, never both", async () => {
    for (let time = 0; time < 12; time++) {
      const { registrationId, order, found } = await mismatched();
      await Promise.all([
        answer(found.id, "refund"),
        world.notifyAgain(order.outTradeNo),
        answer(found.id, "query"),
        world.notifyAgain(order.outTradeNo),
      ]);
      const settled = (await statusOf(registrationId)) === "PAID";
      expect(await refundsOf(registrationId)).toHaveLength(settled ? 0 : 1);
      expect(await db().ledgerEntry.count({ where: { registrationId } })).toBe(1);
      expect(await db().paymentException.findUniqueOrThrow({ where: { id: found.id } })).toMatchObject({
        resolution: settled ? "RECORDED" : "REFUNDED",
      });
    }
  });

  it("is that of its own transaction alone", async () => {
    const { registrationId, order, found } = await mismatched();
    await db().paymentException.update({ where: { id: found.id }, data: { transactionId: "4200000000OTHER" } });
    expect(await answer(found.id, "refund")).toEqual({ ok: false, error: "exception_not_confirmed" });
    expect(await answer(found.id, "query")).toEqual({ ok: false, error: "exception_not_confirmed" });
    expect(await balanceOf(registrationId)).toBe(0);
    expect(await db().paymentOrder.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({ status: "OPEN" });
  });
});

describe("money that was given back in the merchant platform before its notification came", () => {
  const given = { refundOf: "BILL_UNKNOWN_REFUND", saidBy: "ALREADY_REFUNDED" } as const;

  it.each([
    ["a query told of it", false, []],
    ["the bill alone told of it", true, []],
    ["a query told of it, and both cases were answered", false, ["correct", "explain"]],
    ["the bill alone told of it, and its case was answered", true, ["correct"]],
  ] as const)("settles nobody where %s", async (_where, blind, answers) => {
    const { accountId, registrationId, order } = await waiting();
    await world.pay(order.outTradeNo, { notify: false });
    expect(await world.refundOutside(order.outTradeNo, 5000)).toBe(true);
    await bills({ blind });
    const { transactionId } = await caseOf(given.refundOf, order.outTradeNo);
    for (const action of answers) {
      const kind = action === "correct" ? given.refundOf : given.saidBy;
      expect(await answer((await caseOf(kind, order.outTradeNo)).id, action)).toEqual(DONE);
    }

    // WeChat repeats what it said at the payment.
    const fact = factOf(order, { transactionId: transactionId ?? "", successTime: new Date(Date.now() - HOUR) });
    for (let time = 0; time < 2; time++)
      expect(await settlePayment(fact, "notification", new Date())).toBe("already_refunded");
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect(await db().ledgerEntry.count({ where: { registrationId, kind: "CHARGE" } })).toBe(0);

    // The candidate is not stuck: once a person has looked at it he gets a new number, and a payment that counts.
    const said = await caseOf(given.saidBy, order.outTradeNo);
    if (!said.resolvedAt) await answer(said.id, "explain");
    expect(await open({ accountId, registrationId })).toEqual({ ok: true, value: "open" });
    expect(await world.pay((await orderOf(registrationId)).outTradeNo)).toEqual([204]);
    expect(await statusOf(registrationId)).toBe("PAID");
  });
});

describe("a case whose money settles after all", () => {
  it.each([
    ["a wrong sum", mismatched],
    ["a bill", foundInBill],
  ])("of %s closes itself, with the reason", async (_of, begin) => {
    const { registrationId, order, found } = await begin();
    await world.notifyAgain(order.outTradeNo);
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await db().paymentException.findUniqueOrThrow({ where: { id: found.id } })).toMatchObject({
      resolution: "RECORDED",
      resolvedById: null,
      resolvedAt: expect.any(Date) as unknown,
      note: expect.stringContaining("入账") as unknown,
    });
    expect(await db().auditEntry.count({ where: { subjectId: found.id, action: "payment_exception.resolve" } })).toBe(
      1,
    );
    expect(await answer(found.id, "refund")).toEqual({ ok: false, error: "exception_resolved" });
    expect(await statusOf(registrationId)).toBe("PAID");
  });

  it("closes itself also where the money came too late and goes back by itself", async () => {
    const { registrationId, order, found } = await mismatched();
    const { transactionId } = found;
    const late = factOf(order, { transactionId: transactionId ?? "", successTime: new Date(Date.now() + 30 * DAY) });
    expect(await settlePayment(late, "notification", new Date())).toBe("surplus");
    expect(await db().paymentException.findUniqueOrThrow({ where: { id: found.id } })).toMatchObject({
      resolution: "REFUNDED",
    });
    expect(await statusOf(registrationId)).toBe("APPROVED");
  });

  it("is settled by a person who asks WeChat again, whose name and words are kept", async () => {
    const { registrationId, found } = await mismatched();
    const staffId = await finance();
    expect(await answer(found.id, "query", staffId)).toEqual(DONE);
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await db().paymentException.findUniqueOrThrow({ where: { id: found.id } })).toMatchObject({
      resolution: "RECORDED",
      resolvedById: staffId,
      note: "已核实",
    });
  });

  it("never gives back what a registration was paid with, however it came to be open", async () => {
    const { registrationId, order } = await waiting();
    await world.pay(order.outTradeNo);
    const { transactionId } = await orderOf(registrationId);
    // Contradictory news of the same transaction, after it settled.
    await settlePayment(
      factOf(order, { transactionId: transactionId ?? "", amount: 4999 }),
      "notification",
      new Date(),
    );
    const found = await caseOf("AMOUNT_MISMATCH", order.outTradeNo);
    expect(await answer(found.id, "refund")).toEqual({ ok: false, error: "exception_money_in_use" });
    expect(await refundsOf(registrationId)).toEqual([]);
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await answer(found.id, "explain")).toEqual(DONE);
    expect(await orderOf(registrationId)).toMatchObject({ status: "SUCCEEDED" });
  });

  it("closes itself when a later bill has what an earlier one lacked", async () => {
    const { registrationId, order } = await waiting();
    await world.pay(order.outTradeNo);
    const { transactionId } = await orderOf(registrationId);
    await world.changeBills({ drop: [transactionId] });
    await bills();
    const found = await db().paymentException.findFirstOrThrow({
      where: { kind: "BILL_MISSING_PAYMENT", orderId: order.id },
    });
    await world.changeBills({});
    await bills();
    expect(await db().paymentException.findUniqueOrThrow({ where: { id: found.id } })).toMatchObject({
      resolution: "RECORDED",
    });
  });
});

describe("one transaction and two orders", () => {
  it("is a case and a confirmation, not a failure for ever", async () => {
    const first = await waiting();
    const second = await waiting();
    await world.pay(first.order.outTradeNo);
    const { transactionId } = await orderOf(first.registrationId);
    const fact = factOf(second.order, { transactionId: transactionId ?? "" });
    expect(await settlePayment(fact, "notification", new Date())).toBe("transaction_reused");
    expect(await settlePayment(fact, "query", new Date())).toBe("transaction_reused");
    expect(await statusOf(second.registrationId)).toBe("APPROVED");
    expect(await orderOf(second.registrationId)).toMatchObject({ status: "OPEN", transactionId: null });
    const found = await caseOf("TRANSACTION_REUSED", second.order.outTradeNo);
    expect(found).toMatchObject({ orderId: second.order.id, transactionId });
    // Answered, the candidate gets another number.
    expect(await answer(found.id, "explain")).toEqual(DONE);
    expect(await orderOf(second.registrationId)).toMatchObject({ status: "CLOSED" });
    expect(await statusOf(first.registrationId)).toBe("PAID");
  });
});

describe("a payment that was given back in the merchant platform before we heard of it", () => {
  it.each([5000, 1000])("(%i fen of it) is no payment: a case, and an end to it", async (amount) => {
    const { accountId, registrationId, order } = await waiting();
    await world.pay(order.outTradeNo, { notify: false });
    expect(await world.refundOutside(order.outTradeNo, amount)).toBe(true);
    expect(await refreshOrder({ accountId, orderId: order.id }, new Date())).toEqual({ ok: true, value: "unknown" });
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect(await balanceOf(registrationId)).toBe(0);
    const found = await caseOf("ALREADY_REFUNDED", order.outTradeNo);

    await bills();
    const outside = await db().paymentException.findFirstOrThrow({
      where: { kind: "BILL_UNKNOWN_REFUND", orderId: order.id },
    });
    expect(await answer(outside.id, "correct")).toEqual(DONE);
    expect(await answer(found.id, "refund")).toEqual(DONE);
    await carryOut(registrationId);
    expect(await refundsOf(registrationId)).toMatchObject(
      amount === 5000 ? [] : [{ status: "SUCCEEDED", amountFen: 4000 }],
    );
    expect(await balanceOf(registrationId)).toBe(0);
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect(await open({ accountId, registrationId })).toEqual({ ok: true, value: "open" });
  });
});
