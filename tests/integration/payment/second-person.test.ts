import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { shanghaiMidnight } from "@/lib/core/clock";
import { fenToYuan } from "@/lib/core/money";
import { db } from "@/lib/adapter/db/client";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { decideRefundRequest, withdrawRefundRequest } from "@/lib/domain/payment/commands/decide-refund";
import { decideWaiver } from "@/lib/domain/payment/commands/decide-waiver";
import { requestRefunds } from "@/lib/domain/payment/commands/request-refunds";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { waiveFee } from "@/lib/domain/payment/commands/waive-fee";
import { paymentCounts } from "@/lib/domain/payment/queries/desk";
import { financeEntries } from "@/lib/domain/payment/queries/finance";
import { waivers } from "@/lib/domain/payment/queries/waivers";
import { createExamSession, createStaff } from "../../support/factories";
import { saveSession } from "../../support/session-form";
import { approvedIn, factOf, open, orderOf, statusOf } from "../../support/payments";

afterAll(() => world.close());

const finance = async () => (await createStaff({ role: "FINANCE" })).id;
const sessionWith = async (refundLimitFen: number) => (await createExamSession({ refundLimitFen })).id;

/** A charge of 50.00 that settled somebody's registration. */
async function charge(examSessionId: string) {
  const who = await approvedIn(examSessionId);
  await open(who);
  await settlePayment(factOf(await orderOf(who.registrationId)), "query", new Date());
  return (await db().ledgerEntry.findFirstOrThrow({ where: { registrationId: who.registrationId, kind: "CHARGE" } }))
    .id;
}

async function ask(staffId: string, chargeIds: string[], now = new Date(), amountFen = 5000) {
  const asked = await requestRefunds(
    { staffId, reason: "退考", targets: chargeIds.map((chargeId) => ({ chargeId, amountFen })) },
    now,
  );
  if (!asked.ok) throw new Error(asked.error);
  return asked.value;
}
const waive = async (staffId: string, examSessionId: string, now = new Date()) => {
  const { registrationId } = await approvedIn(examSessionId);
  const waived = await waiveFee({ staffId, registrationId, reason: "低保家庭" }, now);
  if (!waived.ok) throw new Error(waived.error);
  return { registrationId, ...waived.value };
};

describe("the limit of what one person decides alone", () => {
  it("counts what he refunded on that day: the fifth of 50.00 needs a second person, and so does every one after it", async () => {
    const examSessionId = await sessionWith(20_000);
    const [one, other] = [await finance(), await finance()];
    const needs = [];
    for (let time = 0; time < 6; time++) needs.push((await ask(one, [await charge(examSessionId)])).needsSecond);
    expect(needs).toEqual([false, false, false, false, true, true]);
    expect(await ask(other, [await charge(examSessionId)])).toMatchObject({ needsSecond: false });
  });

  it("begins anew at midnight in Shanghai", async () => {
    const examSessionId = await sessionWith(5000);
    const staffId = await finance();
    const midnight = shanghaiMidnight(new Date(), 1).getTime();
    const at = (ms: number) => new Date(midnight + ms);
    expect(await ask(staffId, [await charge(examSessionId)], at(-2))).toMatchObject({ needsSecond: false });
    expect(await ask(staffId, [await charge(examSessionId)], at(-1), 1)).toMatchObject({ needsSecond: true });
    expect(await ask(staffId, [await charge(examSessionId)], at(0))).toMatchObject({ needsSecond: false });
  });

  it("holds against several at once", async () => {
    const examSessionId = await sessionWith(20_000);
    const staffId = await finance();
    const charges = [];
    for (let time = 0; time < 8; time++) charges.push(await charge(examSessionId));
    const asked = await Promise.all(charges.map((id) => ask(staffId, [id])));
    expect(asked.filter(({ needsSecond }) => !needsSecond)).toHaveLength(4);
  });

  it("counts waivers, and what he did in other exam sessions", async () => {
    const [here, there] = [await sessionWith(15_000), await sessionWith(1_000_000)];
    const staffId = await finance();
    expect(await waive(staffId, there)).toMatchObject({ needsSecond: false });
    expect(await ask(staffId, [await charge(there)])).toMatchObject({ needsSecond: false });
    expect(await waive(staffId, here)).toMatchObject({ needsSecond: false });
    expect(await ask(staffId, [await charge(here)], new Date(), 1)).toMatchObject({ needsSecond: true });
    expect(await waive(staffId, here)).toMatchObject({ needsSecond: true });
  });

  it("holds against waivers and refunds at once", async () => {
    const examSessionId = await sessionWith(10_000);
    const staffId = await finance();
    const charges = [await charge(examSessionId), await charge(examSessionId)];
    const done = await Promise.all([
      ...charges.map((id) => ask(staffId, [id])),
      waive(staffId, examSessionId),
      waive(staffId, examSessionId),
    ]);
    expect(done.filter(({ needsSecond }) => !needsSecond)).toHaveLength(2);
  });

  it("does not count what a second person has to decide", async () => {
    const examSessionId = await sessionWith(5000);
    const [one, two] = [await finance(), await finance()];
    const { requestId } = await ask(one, [await charge(examSessionId), await charge(examSessionId)]);
    await decideRefundRequest({ staffId: two, requestId, confirm: true }, new Date());
    expect(await ask(one, [await charge(examSessionId)])).toMatchObject({ needsSecond: false });
  });

  it("is about persons: who has the roles of both sides does not confirm his own", async () => {
    const examSessionId = await sessionWith(5000);
    const { id: both } = await createStaff({ roles: ["ADMINISTRATOR", "EXAM_OFFICER", "FINANCE"] });
    const { requestId } = await ask(both, [await charge(examSessionId), await charge(examSessionId)]);
    expect(await decideRefundRequest({ staffId: both, requestId, confirm: true }, new Date())).toEqual({
      ok: false,
      error: "refund_needs_another_person",
    });
  });

  it("is none for money of several exam sessions, or of none: a second person confirms it", async () => {
    const [here, there] = [await sessionWith(1_000_000), await sessionWith(1_000_000)];
    const staffId = await finance();
    expect(await ask(staffId, [await charge(here), await charge(there)], new Date(), 1)).toMatchObject({
      needsSecond: true,
    });
    const { id } = await db().ledgerEntry.create({
      data: { kind: "CHARGE", transactionId: randomUUID(), amountFen: 1, at: new Date(), createdAt: new Date() },
    });
    expect(await ask(staffId, [id], new Date(), 1)).toMatchObject({ needsSecond: true });
    expect(await ask(staffId, [await charge(here)], new Date(), 1)).toMatchObject({ needsSecond: false });
  });
});

describe("the limit itself", () => {
  const save = (role: StaffRole, examSessionId: string, refundLimitFen: number) =>
    saveSession(examSessionId, { refundLimit: fenToYuan(refundLimitFen) }, { role });

  it("is moved by an administrator only, up or down; the audit holds both values", async () => {
    const examSessionId = await sessionWith(20_000);
    for (const limit of [20_001, 19_999]) {
      expect(await save("EXAM_OFFICER", examSessionId, limit)).toEqual({
        ok: false,
        error: "refund_limit_administrator_only",
      });
    }
    expect(await save("EXAM_OFFICER", examSessionId, 20_000)).toMatchObject({ ok: true });
    expect(await save("ADMINISTRATOR", examSessionId, 30_000)).toMatchObject({ ok: true });
    const audit = await db().auditEntry.findFirstOrThrow({
      where: { subjectId: examSessionId },
      orderBy: { id: "desc" },
    });
    expect(audit).toMatchObject({
      action: "exam_session.update",
      detail: { changed: ["refundLimitFen"], values: { refundLimitFen: { before: 20_000, after: 30_000 } } },
    });
  });
});

describe("a refund request that waits", () => {
  it("is withdrawn by whoever asked, by nobody else, and once", async () => {
    const examSessionId = await sessionWith(100);
    const [one, two] = [await finance(), await finance()];
    const chargeId = await charge(examSessionId);
    const { requestId } = await ask(one, [chargeId]);
    expect(await withdrawRefundRequest({ staffId: two, requestId }, new Date())).toEqual({
      ok: false,
      error: "request_of_somebody_else",
    });
    const [withdrawn, confirmed] = await Promise.all([
      withdrawRefundRequest({ staffId: one, requestId }, new Date()),
      withdrawRefundRequest({ staffId: one, requestId }, new Date()),
    ]);
    expect([withdrawn.ok, confirmed.ok].filter(Boolean)).toHaveLength(1);
    expect(await decideRefundRequest({ staffId: two, requestId, confirm: true }, new Date())).toEqual({
      ok: false,
      error: "refund_request_decided",
    });
    expect(await db().refund.findMany({ where: { requestId } })).toMatchObject([{ status: "REJECTED", sentAt: null }]);
    expect(
      await db().auditEntry.count({ where: { subjectId: requestId, action: "refund.withdraw", actorId: one } }),
    ).toBe(1);
    // What he wanted to give back is free again.
    expect(await ask(one, [chargeId])).toMatchObject({ needsSecond: true });
  });

  it("cannot be withdrawn once it has set out", async () => {
    const staffId = await finance();
    const { requestId } = await ask(staffId, [await charge(await sessionWith(1_000_000))]);
    expect(await withdrawRefundRequest({ staffId, requestId }, new Date())).toEqual({
      ok: false,
      error: "refund_request_not_found",
    });
  });
});

describe("a waiver above the limit", () => {
  it("changes nothing until a second person confirms it, and is found in the list and the export", async () => {
    const examSessionId = await sessionWith(4999);
    const [one, two] = [await finance(), await finance()];
    const before = await paymentCounts();
    const { registrationId } = await waive(one, examSessionId);
    expect(await statusOf(registrationId)).toBe("APPROVED");
    expect((await paymentCounts()).awaitingWaivers).toBe(before.awaitingWaivers + 1);
    expect(await waiveFee({ staffId: two, registrationId, reason: "重复" }, new Date())).toEqual({
      ok: false,
      error: "waiver_already_waits",
    });

    const { id } = await db().waiverRequest.findFirstOrThrow({ where: { registrationId } });
    const decide = (staffId: string, decision: "confirm" | "reject" | "withdraw") =>
      decideWaiver({ staffId, waiverId: id, decision }, new Date());
    expect(await decide(one, "confirm")).toEqual({ ok: false, error: "refund_needs_another_person" });
    expect(await decide(two, "withdraw")).toEqual({ ok: false, error: "request_of_somebody_else" });
    const decided = await Promise.all([decide(two, "confirm"), decide(two, "confirm")]);
    expect(decided.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await db().ledgerEntry.findMany({ where: { registrationId } })).toMatchObject([
      { kind: "WAIVER", waivedFen: 5000, staffId: one },
    ]);
    const [found] = (await waivers({ limit: 50 })).others.filter((waiver) => waiver.id === id);
    expect(found).toMatchObject({ confirmed: true, decidedBy: { id: two } });
    const names = await db().staff.findMany({ where: { id: { in: [one, two] } } });
    const nameOf = (wanted: string) => names.find((each) => each.id === wanted)?.name;
    const exported = await financeEntries({
      from: shanghaiMidnight(new Date()),
      until: shanghaiMidnight(new Date(), 1),
    });
    expect(exported.filter(({ kind }) => kind === "WAIVER").at(-1)).toMatchObject({
      reason: "低保家庭",
      staff: nameOf(one),
      second: nameOf(two),
    });
  });

  it.each(["reject", "withdraw"] as const)(
    "leaves the candidate to pay after a %s, and may be asked for again",
    async (decision) => {
      const examSessionId = await sessionWith(0);
      const [one, two] = [await finance(), await finance()];
      const { registrationId } = await waive(one, examSessionId);
      const { id } = await db().waiverRequest.findFirstOrThrow({ where: { registrationId } });
      const staffId = decision === "reject" ? two : one;
      expect(await decideWaiver({ staffId, waiverId: id, decision }, new Date())).toEqual({ ok: true, value: null });
      expect(await statusOf(registrationId)).toBe("APPROVED");
      expect(await waiveFee({ staffId: one, registrationId, reason: "补交证明" }, new Date())).toEqual({
        ok: true,
        value: { needsSecond: true },
      });
    },
  );

  it("loses against a payment that was made while it waited, and can then be turned down", async () => {
    const examSessionId = await sessionWith(0);
    const [one, two] = [await finance(), await finance()];
    const { accountId, registrationId } = await approvedIn(examSessionId);
    await waiveFee({ staffId: one, registrationId, reason: "低保家庭" }, new Date());
    await open({ accountId, registrationId });
    await settlePayment(factOf(await orderOf(registrationId)), "query", new Date());
    const { id } = await db().waiverRequest.findFirstOrThrow({ where: { registrationId } });
    const decide = (decision: "confirm" | "reject") =>
      decideWaiver({ staffId: two, waiverId: id, decision }, new Date());
    expect(await decide("confirm")).toEqual({ ok: false, error: "registration_not_in_expected_status" });
    expect(await decide("reject")).toEqual({ ok: true, value: null });
    expect(await db().ledgerEntry.count({ where: { registrationId, kind: "WAIVER" } })).toBe(0);
  });
});
