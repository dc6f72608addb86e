import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { db } from "@/lib/adapter/db/client";
import { decideRefundRequest } from "@/lib/domain/payment/commands/decide-refund";
import { applyRefund } from "@/lib/domain/payment/commands/apply-refund";
import { requestRefunds, requestSessionRefund } from "@/lib/domain/payment/commands/request-refunds";
import { resolveException } from "@/lib/domain/payment/commands/resolve-exception";
import { endedByCorrection } from "@/lib/domain/payment/queries/ended-by-correction";
import { unresolvedExceptions } from "@/lib/domain/payment/queries/exceptions";
import { retryRefund } from "@/lib/domain/payment/commands/retry-refund";
import { sendRefundSms } from "@/lib/domain/payment/commands/send-refund-sms";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { waiveFee } from "@/lib/domain/payment/commands/waive-fee";
import { createExamSession, createStaff } from "../../support/factories";
import { approved, approvedIn, balanceOf, factOf, open, orderOf, statusOf, waiting } from "../../support/payments";

const HOUR = 3_600_000;

beforeAll(() => {
  world.answerNotificationsWith(notify);
});
afterEach(async () => {
  await world.mend();
  await world.set({ balance_fen: null });
});
afterAll(() => world.close());

/** Every refund that waits is due now, and none was sent within the minute. */
const sweep = async (now = new Date()) => {
  await db().refund.updateMany({ data: { nextTryAt: new Date(0) } });
  await db().refund.updateMany({
    where: { sentAt: { not: null } },
    data: { sentAt: new Date(now.getTime() - 2 * HOUR) },
  });
  return sweepRefunds({ now: () => now });
};
const finance = async () => (await createStaff({ role: "FINANCE" })).id;
const refundsOf = (registrationId: string) =>
  db().refund.findMany({ where: { charge: { registrationId } }, orderBy: { id: "asc" } });
const firstRefund = async (registrationId: string) => {
  const [refund] = await refundsOf(registrationId);
  if (!refund) throw new Error("no refund");
  return refund;
};
const chargeOf = (registrationId: string) =>
  db().ledgerEntry.findFirstOrThrow({ where: { registrationId, kind: "CHARGE" } });
const given = async (outTradeNo: string) =>
  (await world.orders()).find((order) => order.outTradeNo === outTradeNo)?.refunds ?? [];

/** A candidate who has paid. */
async function paid(examSession: Parameters<typeof createExamSession>[0] = {}) {
  const who = await waiting(examSession);
  await world.pay(who.order.outTradeNo);
  expect(await statusOf(who.registrationId)).toBe("PAID");
  return { ...who, charge: await chargeOf(who.registrationId) };
}

/** Money that came after the window. */
async function late() {
  const who = await waiting();
  await world.pay(who.order.outTradeNo, { notify: false });
  await db().examSession.update({
    where: { id: who.examSessionId },
    data: { paymentOpensAt: new Date(0), paymentClosesAt: new Date(1000) },
  });
  await db().paymentOrder.update({ where: { id: who.order.id }, data: { timeExpire: new Date(1000) } });
  await world.notifyAgain(who.order.outTradeNo);
  return who;
}

describe("money that cannot be used", () => {
  it("goes back by itself, once: charge, refund, message, ledger", async () => {
    const { registrationId, order } = await late();
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect(await orderOf(registrationId)).toMatchObject({ status: "SURPLUS" });
    expect(await balanceOf(registrationId)).toBe(5000);

    await world.notifyAgain(order.outTradeNo);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    const refund = await firstRefund(registrationId);
    expect(refund).toMatchObject({ status: "PROCESSING", cause: "SURPLUS", amountFen: 5000, cancels: false });
    expect(await world.endRefund(refund.outRefundNo)).toEqual([204]);

    expect(await refundsOf(registrationId)).toHaveLength(1);
    expect(await given(order.outTradeNo)).toMatchObject([
      { outRefundNo: refund.outRefundNo, amount: 5000, status: "SUCCESS" },
    ]);
    expect(await firstRefund(registrationId)).toMatchObject({
      status: "SUCCEEDED",
      successTime: expect.any(Date) as unknown,
    });
    expect(await balanceOf(registrationId)).toBe(0);
  });

  it("goes back without taking the place of whoever paid the same order before", async () => {
    const { registrationId, order } = await paid();
    const second = factOf(order, { transactionId: `42SECOND${order.outTradeNo}` });
    expect(await settlePayment(second, "notification", new Date())).toBe("surplus");
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ cause: "SURPLUS", sentAt: expect.any(Date) as unknown });
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await orderOf(registrationId)).toMatchObject({ status: "SUCCEEDED" });
    // The simulator knows nothing of the second payment: it is not to be asked for ever.
    await db().refund.updateMany({
      where: { charge: { transactionId: second.transactionId } },
      data: { status: "CLOSED" },
    });
  });

  it("is told to its payer by one short message without reasons", async () => {
    const { registrationId } = await late();
    const { id: refundId } = await firstRefund(registrationId);
    expect(await sendRefundSms({ refundId, now: new Date() })).toBe("sent");
    expect(await sendRefundSms({ refundId, now: new Date() })).toBe("nobody");
    const lines = (await readFile(path.join(process.env["DATA_DIR"] ?? "", "sms-outbox.jsonl"), "utf8"))
      .trim()
      .split("\n");
    const last = JSON.parse(lines.at(-1) ?? "") as { text: string };
    expect(last.text).toBe("您的学士学位外语考试缴费有一笔款项将原路退回微信支付账户，请登录报名系统查看。");
  });

  it("stages sending and message in the statement that settles", async () => {
    const { registrationId } = await late();
    const { id } = await firstRefund(registrationId);
    const jobs = await db().$queryRaw<
      { key: string }[]
    >`SELECT key FROM graphile_worker.jobs WHERE key = ANY (${[`refund-sms ${id}`, "sweep-refunds"]})`;
    expect(jobs.map(({ key }) => key).toSorted()).toEqual([`refund-sms ${id}`, "sweep-refunds"]);
  });
});

describe("a refund on its way", () => {
  async function pending() {
    // Nobody else's is to meet the fault that is meant for this one.
    await sweep();
    const { registrationId, order } = await late();
    return { registrationId, order, refund: await firstRefund(registrationId) };
  }

  it.each(["reset_after", "timeout_after", "error_500", "bad_signature", "no_signature", "garbage", "rate_limited"])(
    "whose answer is spoilt by %s is asked about and ends as one refund",
    async (kind) => {
      const { registrationId, order } = await pending();
      await world.breakNext({ at: "refund", kind });
      await sweep();
      expect(await firstRefund(registrationId)).toMatchObject({ status: "PENDING" });
      await sweep();
      const refund = await firstRefund(registrationId);
      expect(refund).toMatchObject({ status: "PROCESSING" });
      expect(await given(order.outTradeNo)).toHaveLength(1);
      await world.endRefund(refund.outRefundNo);
      expect(await balanceOf(registrationId)).toBe(0);
    },
    60_000,
  );

  it("that is refused for want of money waits, says so, and goes out later under the same number", async () => {
    const { registrationId, refund } = await pending();
    await world.set({ balance_fen: 100 });
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({
      status: "PENDING",
      failureCode: "NOT_ENOUGH",
      outRefundNo: refund.outRefundNo,
    });
    expect(await db().paymentAlert.findUnique({ where: { kind: "balance" } })).toMatchObject({
      detail: "NOT_ENOUGH",
      seenAt: null,
    });
    expect(await db().paymentException.count({ where: { refundId: refund.id } })).toBe(0);

    await world.set({ balance_fen: 1_000_000 });
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({
      status: "PROCESSING",
      outRefundNo: refund.outRefundNo,
      failureCode: null,
    });
  });

  it("waits for money also where the refusal is spelt in the old way", async () => {
    const { registrationId, refund } = await pending();
    await world.breakNext({ at: "refund", kind: "refuse", status: 403, code: "NOTENOUGH" });
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PENDING", failureCode: "NOT_ENOUGH" });
    expect(await db().paymentException.count({ where: { refundId: refund.id } })).toBe(0);
  });

  it("is finished by the next question when its notification was lost", async () => {
    const { registrationId } = await pending();
    await sweep();
    const { outRefundNo } = await firstRefund(registrationId);
    await world.endRefund(outRefundNo, "SUCCESS", false);
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PROCESSING" });
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "SUCCEEDED" });
    expect(await balanceOf(registrationId)).toBe(0);
  });

  it("does not go back when 'on its way' comes after the end, and ten notifications are one", async () => {
    const { registrationId } = await pending();
    await sweep();
    const { id, outRefundNo } = await firstRefund(registrationId);
    // As if the answer to the sending were still on its way when the notification arrives.
    await db().refund.update({ where: { id }, data: { status: "PENDING" } });
    await world.breakNext({ at: "refund_notification", kind: "duplicated" });
    expect(await world.endRefund(outRefundNo)).toEqual(Array.from({ length: 10 }, () => 204));
    expect(await firstRefund(registrationId)).toMatchObject({ status: "SUCCEEDED" });
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "SUCCEEDED" });
    expect(await db().ledgerEntry.count({ where: { registrationId, kind: "REFUND" } })).toBe(1);
  });

  it.each(["changed_ciphertext", "bad_signature", "no_signature", "stale_timestamp", "unknown_serial"])(
    "believes no notification spoilt by %s",
    async (kind) => {
      const { registrationId } = await pending();
      await sweep();
      const { outRefundNo } = await firstRefund(registrationId);
      await world.breakNext({ at: "refund_notification", kind });
      expect(await world.endRefund(outRefundNo)).toEqual([401]);
      expect(await firstRefund(registrationId)).toMatchObject({ status: "PROCESSING" });
      expect(await world.notifyAgain(outRefundNo)).toEqual([204]);
      expect(await firstRefund(registrationId)).toMatchObject({ status: "SUCCEEDED" });
    },
  );

  it("of another sum than ours opens a case and changes nothing", async () => {
    const { registrationId } = await pending();
    await sweep();
    const { outRefundNo } = await firstRefund(registrationId);
    await world.breakNext({ at: "refund_notification", kind: "wrong_amount" });
    expect(await world.endRefund(outRefundNo)).toEqual([204]);
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PROCESSING" });
    expect(await db().paymentException.findMany({ where: { reference: outRefundNo } })).toMatchObject([
      { kind: "BILL_REFUND_DIFFERS", amountFen: 5001, expectedFen: 5000 },
    ]);
  });

  it.each([
    ["ABNORMAL", "REFUND_ABNORMAL"],
    ["CLOSED", "REFUND_CLOSED"],
  ] as const)(
    "that ends %s is a case, and is sent again under its number when a person says so",
    async (status, kind) => {
      const { registrationId } = await pending();
      await sweep();
      const { id, outRefundNo } = await firstRefund(registrationId);
      await world.endRefund(outRefundNo, status);
      expect(await firstRefund(registrationId)).toMatchObject({ status });
      const found = await db().paymentException.findFirstOrThrow({ where: { refundId: id } });
      expect(found).toMatchObject({ kind, resolvedAt: null });
      expect(await balanceOf(registrationId)).toBe(5000);

      const answer = {
        staffId: await finance(),
        exceptionId: found.id,
        action: "retry",
        note: "已与考生核实",
      } as const;
      expect(await resolveException(answer, new Date())).toEqual({ ok: true, value: null });
      expect(await resolveException(answer, new Date())).toEqual({ ok: false, error: "exception_resolved" });
      // It was given up at WeChat until now: on its way again, it is asked about like any other.
      await sweep();
      expect(await firstRefund(registrationId)).toMatchObject({
        outRefundNo,
        status: status === "CLOSED" ? "PROCESSING" : "ABNORMAL",
      });
      await world.endRefund(outRefundNo, "SUCCESS", status === "ABNORMAL");
      await sweep();
      expect(await firstRefund(registrationId)).toMatchObject({ status: "SUCCEEDED" });
      expect(await balanceOf(registrationId)).toBe(0);
    },
  );

  it("opens a case of its own although another refund of the same payment already has one", async () => {
    const { charge } = await paid();
    const staffId = await finance();
    for (const amountFen of [1000, 2000]) {
      await requestRefunds({ staffId, reason: "多收费用", targets: [{ chargeId: charge.id, amountFen }] }, new Date());
      await sweep();
    }
    const both = await db().refund.findMany({ where: { chargeId: charge.id } });
    for (const { outRefundNo } of both) await world.endRefund(outRefundNo, "ABNORMAL");
    const cases = await db().paymentException.findMany({
      where: { transactionId: charge.transactionId, resolvedAt: null },
    });
    expect(cases.map(({ kind, reference }) => ({ kind, reference }))).toEqual(
      expect.arrayContaining(both.map(({ outRefundNo }) => ({ kind: "REFUND_ABNORMAL", reference: outRefundNo }))),
    );
  });
});

describe("a refund that staff ask for", () => {
  it("in part leaves the registration paid; the rest ends it with its exchanges, and frees the seat", async () => {
    const { registrationId, charge } = await paid();
    const staffId = await finance();
    const opened = { registrationId, item: "PROOF", reason: "看不清", staffId, createdAt: new Date() } as const;
    await db().exchange.create({ data: { ...opened, until: new Date(Date.now() + HOUR) } });
    const exchange = () => db().exchange.findFirstOrThrow({ where: { registrationId } });
    const ask = (amountFen: number) =>
      requestRefunds({ staffId, reason: "多收费用", targets: [{ chargeId: charge.id, amountFen }] }, new Date());
    expect(await ask(2000)).toMatchObject({ ok: true, value: { needsSecond: false } });
    await sweep();
    expect(await statusOf(registrationId)).toBe("PAID");
    expect((await exchange()).state).toBe("OPEN");
    expect(await ask(3001)).toEqual({ ok: false, error: "refund_exceeds_charge" });
    expect(await ask(0)).toEqual({ ok: false, error: "refund_exceeds_charge" });
    expect(await ask(3000)).toMatchObject({ ok: true });
    await sweep();
    expect(await statusOf(registrationId)).toBe("CANCELLED");
    expect(await exchange()).toMatchObject({ state: "WITHDRAWN", decidedById: null });
    for (const { outRefundNo } of await refundsOf(registrationId)) await world.endRefund(outRefundNo);
    expect(await balanceOf(registrationId)).toBe(0);
    expect(await db().registrationEvent.count({ where: { registrationId, event: "cancel" } })).toBe(1);
  });

  it("never gives more than was paid, when two people ask at once", async () => {
    const { registrationId, charge } = await paid();
    const [one, two] = [await finance(), await finance()];
    const asked = await Promise.all(
      [one, two, one, two].map((staffId) =>
        requestRefunds({ staffId, reason: "退考", targets: [{ chargeId: charge.id, amountFen: 5000 }] }, new Date()),
      ),
    );
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await refundsOf(registrationId)).toHaveLength(1);
  });

  it.each([
    [-1, false],
    [0, false],
    [1, true],
  ])("%i fen from the limit: needs a second person: %s", async (more, needsSecond) => {
    const { charge } = await paid({ refundLimitFen: 5000 - more });
    const requested = await requestRefunds(
      { staffId: await finance(), reason: "退考", targets: [{ chargeId: charge.id, amountFen: 5000 }] },
      new Date(),
    );
    expect(requested).toMatchObject({ ok: true, value: { needsSecond } });
  });

  it("above the limit waits for another person, who may turn it down", async () => {
    const { registrationId, charge } = await paid({ refundLimitFen: 100 });
    const [one, two] = [await finance(), await finance()];
    const target = { reason: "退考", targets: [{ chargeId: charge.id, amountFen: 5000 }] };
    const ask = async () => {
      const requested = await requestRefunds({ staffId: one, ...target }, new Date());
      if (!requested.ok) throw new Error(requested.error);
      return requested.value.requestId;
    };
    const first = await ask();
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "AWAITING", sentAt: null });
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await decideRefundRequest({ staffId: one, requestId: first, confirm: true }, new Date())).toEqual({
      ok: false,
      error: "refund_needs_another_person",
    });
    expect(await decideRefundRequest({ staffId: two, requestId: first, confirm: false }, new Date())).toEqual({
      ok: true,
      value: null,
    });
    expect(await decideRefundRequest({ staffId: two, requestId: first, confirm: true }, new Date())).toEqual({
      ok: false,
      error: "refund_request_decided",
    });
    const second = await ask();
    const decided = await Promise.all(
      [1, 2].map(() => decideRefundRequest({ staffId: two, requestId: second, confirm: true }, new Date())),
    );
    expect(decided.filter(({ ok }) => ok)).toHaveLength(1);
    await sweep();
    expect((await refundsOf(registrationId)).map(({ status }) => status)).toEqual(["REJECTED", "PROCESSING"]);
    expect(await statusOf(registrationId)).toBe("CANCELLED");
  });

  it("ends the registration only when everything goes back, whatever part of it was turned down or confirmed later", async () => {
    const { registrationId, charge } = await paid({ refundLimitFen: 3000 });
    const [one, two] = [await finance(), await finance()];
    const ask = async (amountFen: number) => {
      const requested = await requestRefunds(
        { staffId: one, reason: "退考", targets: [{ chargeId: charge.id, amountFen }] },
        new Date(),
      );
      if (!requested.ok) throw new Error(requested.error);
      return requested.value.requestId;
    };
    const waits = await ask(3001);
    await ask(1999);
    await sweep();
    expect(await statusOf(registrationId)).toBe("PAID");
    await decideRefundRequest({ staffId: two, requestId: waits, confirm: false }, new Date());
    await sweep();
    expect(await statusOf(registrationId)).toBe("PAID");
    await decideRefundRequest({ staffId: two, requestId: await ask(3001), confirm: true }, new Date());
    await sweep();
    expect(await statusOf(registrationId)).toBe("CANCELLED");
  });

  it("for a whole session gives back what is left of everybody, and nothing to who did not pay", async () => {
    const { id: examSessionId } = await createExamSession({ refundLimitFen: 1_000_000 });
    const people = [];
    for (let made = 0; made < 4; made += 1) {
      const who = await approvedIn(examSessionId);
      await open(who);
      people.push(who);
    }
    const payers = people.slice(0, 3);
    for (const { registrationId } of payers) await world.pay((await orderOf(registrationId)).outTradeNo);
    const staffId = await finance();
    const [first] = payers;
    if (!first) throw new Error("nobody");
    await requestRefunds(
      { staffId, reason: "多收", targets: [{ chargeId: (await chargeOf(first.registrationId)).id, amountFen: 1000 }] },
      new Date(),
    );

    const ask = { staffId, examSessionId, reason: "考试取消", confirmed: { count: 3, sumFen: 14_000 } };
    for (const shown of [
      { count: 2, sumFen: 14_000 },
      { count: 3, sumFen: 15_000 },
    ])
      expect(await requestSessionRefund({ ...ask, confirmed: shown }, new Date())).toEqual({
        ok: false,
        error: "refund_list_changed",
      });
    const asked = await requestSessionRefund(ask, new Date());
    expect(asked).toMatchObject({ ok: true, value: { needsSecond: false } });
    expect(await requestSessionRefund(ask, new Date())).toEqual({
      ok: false,
      error: "refund_nothing_to_give",
    });
    await sweep();
    await sweep();
    for (const { registrationId } of payers) {
      for (const { outRefundNo } of await refundsOf(registrationId)) await world.endRefund(outRefundNo);
      expect(await statusOf(registrationId)).toBe("CANCELLED");
      expect(await balanceOf(registrationId)).toBe(0);
    }
    expect(await statusOf(people[3]?.registrationId ?? "")).toBe("APPROVED");
  });

  it("for a whole session gives back what was confirmed or nothing, when a payment settles at that moment", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id: examSessionId } = await createExamSession({ refundLimitFen: 1_000_000 });
      const [payer, late] = [await approvedIn(examSessionId), await approvedIn(examSessionId)];
      for (const who of [payer, late]) await open(who);
      await world.pay((await orderOf(payer.registrationId)).outTradeNo);
      const staffId = await finance();
      const fact = factOf(await orderOf(late.registrationId));

      const ask = { staffId, examSessionId, reason: "考试取消", confirmed: { count: 1, sumFen: 5000 } };
      const [asked, settled] = await Promise.all([
        requestSessionRefund(ask, new Date()),
        settlePayment(fact, "notification", new Date()),
      ]);
      expect(settled).toBe("settled");
      const counts = [(await refundsOf(payer.registrationId)).length, (await refundsOf(late.registrationId)).length];
      expect(["asked 1 0", "refund_list_changed 0 0"]).toContain(
        [asked.ok ? "asked" : asked.error, ...counts].join(" "),
      );
      // What is left then is asked for with its own number and sum.
      const left = asked.ok ? { count: 1, sumFen: 5000 } : { count: 2, sumFen: 10_000 };
      expect(await requestSessionRefund({ ...ask, confirmed: left }, new Date())).toMatchObject({ ok: true });
    }
  });

  it("refuses the sum that was shown before another payment settled, and writes nothing", async () => {
    const { id: examSessionId } = await createExamSession({ refundLimitFen: 1_000_000 });
    const [payer, late] = [await approvedIn(examSessionId), await approvedIn(examSessionId)];
    for (const who of [payer, late]) await open(who);
    await world.pay((await orderOf(payer.registrationId)).outTradeNo);
    const ask = { staffId: await finance(), examSessionId, reason: "考试取消", confirmed: { count: 1, sumFen: 5000 } };
    // The page was shown here.
    await world.pay((await orderOf(late.registrationId)).outTradeNo);
    expect(await requestSessionRefund(ask, new Date())).toEqual({ ok: false, error: "refund_list_changed" });
    expect(await db().refundRequest.count({ where: { examSessionId } })).toBe(0);
    expect(await refundsOf(payer.registrationId)).toHaveLength(0);
  });

  it("waits a minute after another refund of the same payment", async () => {
    const { charge } = await paid();
    const staffId = await finance();
    const now = new Date();
    for (const amountFen of [1000, 2000])
      await requestRefunds({ staffId, reason: "退差", targets: [{ chargeId: charge.id, amountFen }] }, now);
    await db().refund.updateMany({
      where: { chargeId: { not: charge.id } },
      data: { attempts: 30, nextTryAt: new Date(now.getTime() + HOUR) },
    });
    expect(await sweepRefunds({ now: () => now })).toEqual({ looked: 1 });
    expect(await sweepRefunds({ now: () => new Date(now.getTime() + 60_000) })).toEqual({ looked: 1 });
    const sent = await db().refund.count({ where: { chargeId: charge.id, sentAt: { not: null } } });
    expect(sent).toBe(1);
    await sweepRefunds({ now: () => new Date(now.getTime() + 62_000) });
    expect(await db().refund.count({ where: { chargeId: charge.id, sentAt: { not: null } } })).toBe(2);
  });

  it("cannot be pressed again while it is under way to its end", async () => {
    const { registrationId, charge } = await paid();
    const staffId = await finance();
    await requestRefunds({ staffId, reason: "退考", targets: [{ chargeId: charge.id, amountFen: 5000 }] }, new Date());
    await sweep();
    const { id, outRefundNo } = await firstRefund(registrationId);
    expect(await retryRefund({ staffId, refundId: id }, new Date())).toEqual({ ok: false, error: "refund_not_stuck" });
    await world.endRefund(outRefundNo);
    expect(await retryRefund({ staffId, refundId: id }, new Date())).toEqual({ ok: false, error: "refund_not_stuck" });
  });
});

describe("a refund that WeChat refuses for good", () => {
  const INVALID = { at: "refund", kind: "refuse", status: 400, code: "INVALID_REQUEST" };
  const ask = async (chargeId: string, amountFen: number) =>
    requestRefunds({ staffId: await finance(), reason: "退考", targets: [{ chargeId, amountFen }] }, new Date());
  const answer = async (exceptionId: string, action: "refund" | "correct" | "retry" | "explain", endingId?: string) =>
    resolveException({ staffId: await finance(), exceptionId, action, note: "已核实", endingId }, new Date());
  const openCaseOf = (refundId: string) =>
    db().paymentException.findFirstOrThrow({ where: { refundId, resolvedAt: null } });
  /** As the day's bill tells it: somebody gave a part back in the merchant platform. */
  const unknownRefund = ({ order, charge }: Awaited<ReturnType<typeof paid>>, amountFen: number, which = "") =>
    db().paymentException.create({
      data: {
        kind: "BILL_UNKNOWN_REFUND",
        reference: `P${order.outTradeNo}${which}`,
        orderId: order.id,
        outTradeNo: order.outTradeNo,
        transactionId: charge.transactionId,
        amountFen,
        happenedAt: new Date(),
      },
    });

  it("ends, is not sent again, and leaves the registration; what was given back outside counts in what is left", async () => {
    await sweep();
    const who = await paid();
    const { registrationId, order, charge } = who;
    expect(await world.refundOutside(order.outTradeNo, 1000)).toBe(true);
    await ask(charge.id, 5000);
    await sweep();
    const refused = await firstRefund(registrationId);
    expect(refused).toMatchObject({ status: "REFUSED", failureCode: "INVALID_REQUEST" });
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await openCaseOf(refused.id)).toMatchObject({ kind: "REFUND_REFUSED", orderId: order.id });
    const sent = (await world.requests())["refund"] ?? 0;
    await sweep();
    await sweep();
    expect((await world.requests())["refund"] ?? 0).toBe(sent);

    expect(await answer((await unknownRefund(who, 1000)).id, "correct")).toEqual({ ok: true, value: null });
    expect(await balanceOf(registrationId)).toBe(4000);
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await retryRefund({ staffId: await finance(), refundId: refused.id }, new Date())).toEqual({
      ok: false,
      error: "refund_exceeds_charge",
    });
    expect(await ask(charge.id, 4001)).toEqual({ ok: false, error: "refund_exceeds_charge" });
    expect(await ask(charge.id, 4000)).toMatchObject({ ok: true });
    await sweep();
    expect(await statusOf(registrationId)).toBe("CANCELLED");
    for (const { outRefundNo, status } of await refundsOf(registrationId))
      if (status === "PROCESSING") await world.endRefund(outRefundNo);
    expect(await balanceOf(registrationId)).toBe(0);
  });

  it("of surplus money lets go of it too: the case gives back what is left", async () => {
    await sweep();
    const { registrationId, order } = await late();
    await world.refundOutside(order.outTradeNo, 1000);
    await sweep();
    const refused = await firstRefund(registrationId);
    expect(refused).toMatchObject({ status: "REFUSED", cause: "SURPLUS" });
    const charge = await chargeOf(registrationId);
    await answer((await unknownRefund({ ...(await late()), order, charge, registrationId }, 1000)).id, "correct");
    expect(await answer((await openCaseOf(refused.id)).id, "refund")).toEqual({ ok: true, value: null });
    await sweep();
    const rest = (await refundsOf(registrationId)).at(-1);
    expect(rest).toMatchObject({ status: "PROCESSING", amountFen: 4000, cause: "EXCEPTION" });
    await world.endRefund(rest?.outRefundNo ?? "");
    expect(await balanceOf(registrationId)).toBe(0);
  });

  it("is no end while WeChat, asked, knows the refund or does not answer", async () => {
    await sweep();
    const { registrationId, charge } = await paid();
    await ask(charge.id, 2000);
    await world.breakNext(INVALID, { at: "query_refund", kind: "error_500", times: 100 });
    await sweep();
    await world.mend();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PENDING", failureCode: "INVALID_REQUEST" });
    await sweep();
    const { id } = await firstRefund(registrationId);
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PROCESSING", failureCode: null });

    // The answer to the sending was lost, and the next one lies.
    await db().refund.update({ where: { id }, data: { status: "PENDING", sentAt: null } });
    await world.breakNext(INVALID);
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PROCESSING", failureCode: null });
    expect(await db().paymentException.count({ where: { refundId: id } })).toBe(0);
  });

  it("comes back as the same case each time it is refused again, whatever the answer was", async () => {
    await sweep();
    const { registrationId, charge } = await paid();
    await ask(charge.id, 2000);
    await world.breakNext(INVALID);
    await sweep();
    const { id } = await firstRefund(registrationId);
    const found = await openCaseOf(id);
    expect(await answer(found.id, "explain")).toEqual({ ok: true, value: null });
    expect(await retryRefund({ staffId: await finance(), refundId: id }, new Date())).toEqual({
      ok: true,
      value: null,
    });
    await world.breakNext(INVALID);
    await sweep();
    expect(await openCaseOf(id)).toMatchObject({ id: found.id });
    expect(await answer(found.id, "retry")).toEqual({ ok: true, value: null });
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PROCESSING" });
    expect(await db().paymentException.count({ where: { refundId: id, resolvedAt: null } })).toBe(0);
  });

  it("that is whole, and refused at first, ends the registration only when it was accepted", async () => {
    await sweep();
    const { registrationId, charge } = await paid();
    await world.set({ balance_fen: 100 });
    await ask(charge.id, 5000);
    await sweep();
    expect(await firstRefund(registrationId)).toMatchObject({ status: "PENDING", failureCode: "NOT_ENOUGH" });
    expect(await statusOf(registrationId)).toBe("PAID");
    await world.set({ balance_fen: null });
    await sweep();
    expect(await statusOf(registrationId)).toBe("CANCELLED");
  });

  it("in two parts ends the registration also when WeChat accepts both at the same instant", async () => {
    await sweep();
    const { registrationId, charge } = await paid();
    for (const amountFen of [2000, 3000]) await ask(charge.id, amountFen);
    const told = (await refundsOf(registrationId)).map(({ outRefundNo, amountFen }) => ({
      outRefundNo,
      weChatId: `50${outRefundNo}`,
      transactionId: charge.transactionId ?? "",
      status: "PROCESSING" as const,
      successTime: null,
      refund: amountFen,
      total: 5000,
    }));
    await Promise.all(told.map((fact) => applyRefund(fact, "refund_notification", new Date())));
    expect(await statusOf(registrationId)).toBe("CANCELLED");
    expect(await db().registrationEvent.count({ where: { registrationId, event: "cancel" } })).toBe(1);
    await db().refund.updateMany({ where: { chargeId: charge.id }, data: { status: "CLOSED" } });
  });

  it("was carried out by hand as a whole: the correction ends the registration, if a query says so too", async () => {
    const doubtful = await paid();
    expect(await answer((await unknownRefund(doubtful, 5000)).id, "correct", doubtful.registrationId)).toEqual({
      ok: false,
      error: "exception_not_confirmed",
    });
    expect(await balanceOf(doubtful.registrationId)).toBe(5000);
    expect(await statusOf(doubtful.registrationId)).toBe("PAID");

    const who = await paid();
    await world.refundOutside(who.order.outTradeNo, 5000);
    expect(await answer((await unknownRefund(who, 5000)).id, "correct", who.registrationId)).toEqual({
      ok: true,
      value: null,
    });
    expect(await balanceOf(who.registrationId)).toBe(0);
    expect(await statusOf(who.registrationId)).toBe("CANCELLED");
  });

  it("was carried out by hand as a whole: the page names whose registration ends, and nothing happens before this one is confirmed", async () => {
    const who = await paid();
    await world.refundOutside(who.order.outTradeNo, 1000);
    await world.refundOutside(who.order.outTradeNo, 4000);
    const [part, rest] = [await unknownRefund(who, 1000), await unknownRefund(who, 4000, "2")];
    const named = async () => {
      const ended = await endedByCorrection(
        (await unresolvedExceptions()).filter(({ id }) => id === part.id || id === rest.id),
      );
      return [...ended].map(([caseId, { id }]) => [caseId, id]);
    };
    // Neither part ends it alone.
    expect(await named()).toEqual([]);
    expect(await answer(part.id, "correct")).toEqual({ ok: true, value: null });
    expect(await named()).toEqual([[rest.id, who.registrationId]]);
    const somebodyElse = await paid();
    for (const endingId of [undefined, somebodyElse.registrationId]) {
      expect(await answer(rest.id, "correct", endingId)).toEqual({ ok: false, error: "exception_end_not_confirmed" });
    }
    expect(await statusOf(who.registrationId)).toBe("PAID");
    expect(await balanceOf(who.registrationId)).toBe(4000);
    expect(await answer(rest.id, "correct", who.registrationId)).toEqual({ ok: true, value: null });
    expect(await statusOf(who.registrationId)).toBe("CANCELLED");
    expect(await statusOf(somebodyElse.registrationId)).toBe("PAID");
  });

  it("of two cases that are answered at once neither ends a registration unconfirmed", async () => {
    const who = await paid();
    await world.refundOutside(who.order.outTradeNo, 5000);
    const cases = [await unknownRefund(who, 2500), await unknownRefund(who, 2500, "2")];
    const answers = await Promise.all(cases.map(({ id }) => answer(id, "correct")));
    expect(answers.toSorted((one, other) => Number(other.ok) - Number(one.ok))).toEqual([
      { ok: true, value: null },
      { ok: false, error: "exception_end_not_confirmed" },
    ]);
    expect(await statusOf(who.registrationId)).toBe("PAID");
    expect(await balanceOf(who.registrationId)).toBe(2500);
  });

  it.each([
    ["BILL_UNKNOWN_REFUND", 1000, null, -1000],
    ["BILL_REFUND_DIFFERS", 1200, 1000, -200],
    ["BILL_REFUND_DIFFERS", 900, 1000, 100],
    ["BILL_PAYMENT_DIFFERS", 4900, 5000, -100],
    ["BILL_PAYMENT_DIFFERS", 5100, 5000, 100],
  ] as const)("corrects %s of %i instead of %s by %i", async (kind, amountFen, expectedFen, correction) => {
    const who = await paid();
    const found = await unknownRefund(who, amountFen);
    // A case that knows no order finds it by its transaction.
    await db().paymentException.update({ where: { id: found.id }, data: { kind, expectedFen, orderId: null } });
    expect(await answer(found.id, "correct")).toEqual({ ok: true, value: null });
    expect(
      await db().ledgerEntry.findMany({ where: { registrationId: who.registrationId, kind: "CORRECTION" } }),
    ).toMatchObject([{ amountFen: correction, orderId: who.order.id }]);
  });
});

describe("sending again by hand", () => {
  it.each([
    ["ABNORMAL", true],
    ["CLOSED", true],
    ["REFUSED", true],
    ["PENDING", true],
    ["AWAITING", false],
    ["PROCESSING", false],
    ["SUCCEEDED", false],
    ["REJECTED", false],
  ] as const)("is possible of one that is %s: %s", async (status, possible) => {
    const { registrationId, charge } = await paid();
    const staffId = await finance();
    await requestRefunds({ staffId, reason: "退差", targets: [{ chargeId: charge.id, amountFen: 2000 }] }, new Date());
    const { id } = await firstRefund(registrationId);
    const sentAt = new Date();
    await db().refund.update({
      where: { id },
      data: { status, sentAt, nextTryAt: new Date(Date.now() + 1000 * HOUR) },
    });
    const now = new Date();
    expect(await retryRefund({ staffId, refundId: id }, now)).toEqual(
      possible ? { ok: true, value: null } : { ok: false, error: "refund_not_stuck" },
    );
    expect(await firstRefund(registrationId)).toMatchObject(
      possible ? { status: "PENDING", sentAt: null, nextTryAt: now } : { status, sentAt },
    );
    expect(await db().auditEntry.count({ where: { action: "refund.retry", subjectId: id, actorId: staffId } })).toBe(
      possible ? 1 : 0,
    );
    await db().refund.update({ where: { id }, data: { status: "REJECTED" } });
  });

  it.each(["CLOSED", "REFUSED"] as const)(
    "is refused of one that is %s when its sum was given back in another way",
    async (status) => {
      const { registrationId, charge } = await paid();
      const staffId = await finance();
      const ask = (amountFen: number) =>
        requestRefunds({ staffId, reason: "退差", targets: [{ chargeId: charge.id, amountFen }] }, new Date());
      await ask(2000);
      const { id } = await firstRefund(registrationId);
      await db().refund.update({ where: { id }, data: { status } });
      await ask(3001);
      expect(await retryRefund({ staffId, refundId: id }, new Date())).toEqual({
        ok: false,
        error: "refund_exceeds_charge",
      });
      await db().refund.updateMany({ where: { chargeId: charge.id, amountFen: 3001 }, data: { amountFen: 3000 } });
      expect(await retryRefund({ staffId, refundId: id }, new Date())).toEqual({ ok: true, value: null });
      await db().refund.updateMany({ where: { chargeId: charge.id }, data: { status: "REJECTED" } });
    },
  );

  it("is refused of one that is not there", async () => {
    const refundId = "00000000-0000-7000-8000-000000000000";
    expect(await retryRefund({ staffId: await finance(), refundId }, new Date())).toEqual({
      ok: false,
      error: "refund_not_found",
    });
  });
});

describe("a waiver", () => {
  it("confirms without money, says why, and closes the order that could still be paid", async () => {
    const { registrationId, order } = await waiting();
    const staffId = await finance();
    expect(await waiveFee({ staffId, registrationId, reason: "低保家庭" }, new Date())).toEqual({
      ok: true,
      value: { needsSecond: false },
    });
    expect(await statusOf(registrationId)).toBe("PAID");
    expect((await world.orders()).find(({ outTradeNo }) => outTradeNo === order.outTradeNo)?.state).toBe("CLOSED");
    expect(await db().ledgerEntry.findMany({ where: { registrationId } })).toMatchObject([
      { kind: "WAIVER", amountFen: 0, waivedFen: 5000, staffId, reason: "低保家庭" },
    ]);
    expect(await waiveFee({ staffId, registrationId, reason: "低保家庭" }, new Date())).toMatchObject({ ok: false });
  });

  it("loses against a payment that was already made", async () => {
    const { registrationId, order } = await waiting();
    await world.pay(order.outTradeNo, { notify: false });
    expect(await waiveFee({ staffId: await finance(), registrationId, reason: "低保家庭" }, new Date())).toEqual({
      ok: false,
      error: "order_already_paid",
    });
    expect(await balanceOf(registrationId)).toBe(5000);
  });

  it("happens once, when two people press it", async () => {
    const { registrationId } = await approved();
    const staffId = await finance();
    const waived = await Promise.all(
      [1, 2, 3].map(() => waiveFee({ staffId, registrationId, reason: "免缴" }, new Date())),
    );
    expect(waived.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().ledgerEntry.count({ where: { registrationId } })).toBe(1);
  });
});

describe("a payment of a wrong amount", () => {
  /** WeChat has an order of 5000 fen and our row says 4000. */
  async function mismatched() {
    const who = await waiting();
    await db().paymentOrder.update({ where: { id: who.order.id }, data: { amountFen: 4000 } });
    await world.pay(who.order.outTradeNo);
    const found = await db().paymentException.findFirstOrThrow({ where: { orderId: who.order.id } });
    return { ...who, found };
  }

  it("is entered and given back whole, when a signed query confirms it and a person says why", async () => {
    const { accountId, registrationId, order, found } = await mismatched();
    expect(found).toMatchObject({ kind: "AMOUNT_MISMATCH", amountFen: 5000, expectedFen: 4000 });
    expect(await balanceOf(registrationId)).toBe(0);
    const answer = { staffId: await finance(), exceptionId: found.id, action: "refund" } as const;
    expect(await resolveException({ ...answer, note: "  " }, new Date())).toEqual({
      ok: false,
      error: "exception_note_required",
    });
    const both = await Promise.all(
      [1, 2].map(() => resolveException({ ...answer, note: "金额有误，退回" }, new Date())),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await balanceOf(registrationId)).toBe(5000);
    await sweep();
    const refund = await firstRefund(registrationId);
    expect(refund).toMatchObject({ cause: "EXCEPTION", amountFen: 5000, cancels: false });
    await world.endRefund(refund.outRefundNo);
    expect(await balanceOf(registrationId)).toBe(0);
    expect(await statusOf(registrationId)).toBe("APPROVED");
    // The candidate can pay again, under a new number.
    expect(await open({ accountId, registrationId })).toEqual({ ok: true, value: "open" });
    const again = await orderOf(registrationId);
    expect(again.outTradeNo).not.toBe(order.outTradeNo);
    expect(await world.pay(again.outTradeNo)).toEqual([204]);
    expect(await statusOf(registrationId)).toBe("PAID");
  });

  it("is left alone while WeChat does not answer, and refuses what its kind does not allow", async () => {
    const { registrationId, found } = await mismatched();
    const answer = { staffId: await finance(), exceptionId: found.id, note: "金额有误" };
    await world.breakNext({ at: "query", kind: "error_500" });
    expect(await resolveException({ ...answer, action: "refund" }, new Date())).toEqual({
      ok: false,
      error: "payment_unknown",
    });
    expect(await resolveException({ ...answer, action: "correct" }, new Date())).toEqual({
      ok: false,
      error: "exception_action_not_allowed",
    });
    expect(await refundsOf(registrationId)).toEqual([]);
    expect(await resolveException({ ...answer, action: "explain" }, new Date())).toEqual({ ok: true, value: null });
    expect(await balanceOf(registrationId)).toBe(0);
  });
});

it("keeps the ledger append-only", async () => {
  const { charge } = await paid();
  await expect(db().$executeRaw`UPDATE ledger_entry SET amount_fen = 1 WHERE id = ${charge.id}::uuid`).rejects.toThrow(
    /append-only/,
  );
  await expect(db().$executeRaw`DELETE FROM ledger_entry WHERE id = ${charge.id}::uuid`).rejects.toThrow(/append-only/);
});

describe("a form that is posted again, because its answer was lost", () => {
  const part = async () => {
    const who = await paid();
    const staffId = await finance();
    const targets = [{ chargeId: who.charge.id, amountFen: 1000 }];
    return { ...who, asked: { staffId, reason: "部分退费", targets, requestId: randomUUID() } };
  };

  it("asks for no second part of the charge, and names the request it made", async () => {
    const { registrationId, asked } = await part();
    const first = await requestRefunds(asked, new Date());
    expect(first).toEqual({ ok: true, value: { requestId: asked.requestId, needsSecond: false } });
    expect(await requestRefunds(asked, new Date())).toEqual(first);
    expect(await refundsOf(registrationId)).toHaveLength(1);
  });

  it("asks once, also when ten arrive at the same time", async () => {
    const { registrationId, asked } = await part();
    const all = await Promise.all(Array.from({ length: 10 }, () => requestRefunds(asked, new Date())));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(await refundsOf(registrationId)).toHaveLength(1);
  });

  it("is not taken for the first when it asks for something else, or comes from somebody else", async () => {
    const { registrationId, charge, asked } = await part();
    await requestRefunds(asked, new Date());
    for (const other of [
      { targets: [{ chargeId: charge.id, amountFen: 2000 }] },
      { reason: "另一个原因" },
      { staffId: await finance() },
    ]) {
      expect(await requestRefunds({ ...asked, ...other }, new Date())).toEqual({
        ok: false,
        error: "refund_form_used",
      });
    }
    expect(await refundsOf(registrationId)).toHaveLength(1);
    expect(await requestRefunds({ ...asked, requestId: randomUUID() }, new Date())).toMatchObject({ ok: true });
  });
});
