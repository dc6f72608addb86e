import { beforeAll, describe, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { documentIdentity } from "@/lib/core/identity-number";
import { printableCard } from "@/lib/domain/admit-card/queries";
import { decideCorrection } from "@/lib/domain/correction/commands/decide-correction";
import { proposeCorrection } from "@/lib/domain/correction/commands/propose-correction";
import { sendCorrectionSms } from "@/lib/domain/correction/commands/send-correction-sms";
import { correctionCase, correctionList } from "@/lib/domain/correction/queries/corrections";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { ownProgress } from "@/lib/domain/progress/queries/own-progress";
import { personFile } from "@/lib/domain/progress/queries/person";
import { approve } from "@/lib/domain/review/commands/approve";
import { createSeated } from "../../support/admit-card";
import {
  createAccount,
  createExamSession,
  createRegistration,
  createStaff,
  newDocument,
} from "../../support/factories";
import { factOf, open, orderOf, statusOf, waiting } from "../../support/payments";
import { whileUncommitted } from "../../support/race";
import { messagesTo } from "../../support/sms";

let officer: { id: string };
let colleague: { id: string };
beforeAll(async () => {
  officer = await createStaff({ role: "EXAM_OFFICER", name: "闻人考务" });
  colleague = await createStaff({ role: "EXAM_OFFICER", name: "濮阳考务" });
  return () => world.close();
});

const rowOf = (id: string) => db().registration.findUniqueOrThrow({ where: { id } });
const indexOf = (number: string) => blindIndex("document", documentIdentity("RESIDENT_ID", number));
const jobsOf = async (task: string) =>
  (
    await db().$queryRaw<{ payload: Record<string, string> }[]>`
      SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE t.identifier = ${task}`
  ).map(({ payload }) => payload);

type Typed = Parameters<typeof proposeCorrection>[0]["typed"];

const act = async (registrationId: string, typed: Typed, change: object = {}) => ({
  registrationId,
  version: (await rowOf(registrationId)).version,
  typed,
  reason: "录入有误",
  evidence: "当面核对身份证原件",
  confirmed: "",
  staffId: officer.id,
  now: new Date(),
  ...change,
});

/** Asks, reads what the page would show, and confirms that. */
async function propose(registrationId: string, typed: Typed, change: object = {}) {
  const first = await proposeCorrection(await act(registrationId, typed, change));
  if (first.ok || first.error !== "correction_to_confirm") return first;
  return proposeCorrection(await act(registrationId, typed, { confirmed: first.detail?.confirm, ...change }));
}

async function waitingCorrection(registrationId: string, typed: Typed): Promise<string> {
  const proposed = await propose(registrationId, typed);
  if (!proposed.ok) throw new Error(proposed.error);
  expect(proposed.value.needsSecond).toBe(true);
  return proposed.value.correctionId;
}

const decide = (correctionId: string, decision: "confirm" | "reject" | "withdraw", staffId = colleague.id) =>
  decideCorrection({
    correctionId,
    decision,
    reason: decision === "confirm" ? "" : "凭据不足",
    seenEvidence: "",
    staffId,
    now: new Date(),
  });

/** A paid registration whose phone is bound to its document, as an approval leaves it. */
async function bound(status: "APPROVED" | "PAID" = "PAID", change: object = {}) {
  const account = await createAccount();
  const row = await createRegistration({ status, accountId: account.id, name: "张山", ...change });
  await db().account.update({ where: { id: account.id }, data: { documentIndex: row.documentIndex } });
  return { account, ...row };
}

describe("one person, before seats and payment", () => {
  it("shows before and after first, and writes nothing until that was confirmed", async () => {
    const { id, version } = await createRegistration({ status: "SUBMITTED", name: "张山" });
    const asked = await proposeCorrection(await act(id, { name: "张三" }));
    expect(asked).toMatchObject({
      ok: false,
      error: "correction_to_confirm",
      detail: { problems: [{ field: "name", values: { before: "张山", after: "张三" } }] },
    });
    const key = asked.ok ? "" : (asked.detail?.confirm ?? "");
    // What was confirmed were other changes.
    expect(await proposeCorrection(await act(id, { name: "张四" }, { confirmed: key }))).toMatchObject({
      error: "correction_to_confirm",
    });
    expect(await rowOf(id)).toMatchObject({ name: "张山", version });
    expect(await db().correction.count({ where: { registrationId: id } })).toBe(0);
    expect(await proposeCorrection(await act(id, { name: "张三" }, { confirmed: key }))).toMatchObject({ ok: true });
    expect(await rowOf(id)).toMatchObject({ name: "张三", version: version + 1, status: "SUBMITTED", checkedAt: null });
    expect(await jobsOf("recheck-registrations")).toContainEqual({ registrationId: id });
  });

  it("tells the candidate, his time line, the colleagues' page and the audit, and keeps values encrypted", async () => {
    const account = await createAccount();
    const { id, accountId, document, status, version } = await createRegistration({
      status: "APPROVED",
      accountId: account.id,
    });
    const fresh = newDocument();
    const proposed = await propose(id, { documentNumber: fresh });
    if (!proposed.ok) throw new Error(proposed.error);
    const { correctionId } = proposed.value;
    expect(await sendCorrectionSms({ correctionId, now: new Date() })).toBe("sent");
    expect(await sendCorrectionSms({ correctionId, now: new Date() })).toBe("nobody");
    expect(await messagesTo(account.phone)).toHaveLength(1);
    const own = await ownProgress({ accountId, registrationId: id, status });
    expect(own.corrections).toMatchObject([{ reason: "录入有误", changes: [{ item: "documentNumber" }] }]);
    const person = await personFile(id, "all", { whole: false });
    expect(person?.corrections).toMatchObject([{ staff: { name: "闻人考务" }, needsSecond: false }]);
    const row = await db().correction.findUniqueOrThrow({ where: { id: correctionId } });
    const audits = await db().auditEntry.findMany({ where: { subjectId: id, action: "registration.correct" } });
    expect(audits).toMatchObject([
      {
        actorId: officer.id,
        detail: { correctionId, items: ["documentNumber"], before: version, after: version + 1, newCard: false },
      },
    ]);
    for (const number of [document, fresh])
      expect(
        JSON.stringify([own, person?.corrections, person?.documentMasked, row, audits.map(({ detail }) => detail)]),
      ).not.toContain(number);
    const kept = await db().submission.findMany({ where: { registrationId: id }, orderBy: { version: "asc" } });
    expect(kept.map(({ version: of, writtenById }) => [of, writtenById])).toEqual([
      [version, null],
      [version + 1, officer.id],
    ]);
  });

  it("lets the bond of phone and document follow, with sex and birth, and lets nobody else's be taken", async () => {
    const { id, account } = await bound("APPROVED");
    const fresh = newDocument("FEMALE", "19960203");
    expect(await propose(id, { documentNumber: fresh })).toMatchObject({ ok: true });
    const row = await rowOf(id);
    expect(row).toMatchObject({ documentIndex: indexOf(fresh), sex: "FEMALE", status: "APPROVED" });
    expect(decryptColumn("registration.document_encrypted", id, row.documentEncrypted ?? "")).toBe(fresh);
    expect(decryptColumn("registration.birth_date_encrypted", id, row.birthDateEncrypted ?? "")).toBe("1996-02-03");
    expect(await db().account.findUniqueOrThrow({ where: { id: account.id } })).toMatchObject({
      documentIndex: indexOf(fresh),
    });

    const other = await bound("APPROVED");
    expect(await propose(other.id, { documentNumber: fresh })).toMatchObject({ error: "correction_number_bound" });
    expect((await rowOf(other.id)).documentIndex).toBe(other.documentIndex);
  });

  it("solves the number of somebody bound in an earlier session", async () => {
    const { account, document } = await bound("PAID");
    const { id } = await createRegistration({ status: "SUBMITTED", accountId: account.id, document });
    const fresh = newDocument();
    expect(await propose(id, { documentNumber: fresh })).toMatchObject({ ok: true });
    const reviewer = await createStaff({ role: "REVIEWER", allSchools: true });
    const { version } = await rowOf(id);
    const approved = await approve({
      registrationId: id,
      version,
      staff: { id: reviewer.id, roles: ["REVIEWER"] },
      now: new Date(),
    });
    expect(approved).toMatchObject({ ok: true });
  });

  it("refuses a number that another registration holds, and names it", async () => {
    const holder = await createRegistration({ status: "SUBMITTED", name: "持有人" });
    const { id } = await createRegistration({ status: "APPROVED", examSessionId: holder.examSessionId });
    expect(await propose(id, { documentNumber: holder.document })).toMatchObject({
      error: "correction_number_taken",
      detail: { problems: [{ code: "held_by", values: { registrationId: holder.id, name: "持有人" } }] },
    });
    // Refused and cancelled registrations hold nothing, as when a candidate hands in.
    await db().registration.update({ where: { id: holder.id }, data: { status: "CANCELLED" } });
    expect(await propose(id, { documentNumber: holder.document })).toMatchObject({ ok: true });
  });

  it("is not stopped by a request for 合理便利 of before the separate consent, and leaves it as it is", async () => {
    const { id } = await createRegistration({ status: "APPROVED", name: "张山", accommodation: "需要放大镜" });
    const before = (await rowOf(id)).accommodationEncrypted;
    expect(await propose(id, { name: "张三" })).toMatchObject({ ok: true });
    expect(await rowOf(id)).toMatchObject({ name: "张三", accommodationEncrypted: before });
  });

  it("refuses what cannot be, each with a reason", async () => {
    const { id } = await createRegistration({ status: "SUBMITTED" });
    expect(await propose(id, {})).toMatchObject({ error: "correction_nothing" });
    expect(await propose(id, { studentNumber: "1" })).toMatchObject({
      error: "correction_invalid",
      detail: { problems: [{ field: "studentNumber", code: "student_number_format" }] },
    });
    expect(await propose(id, { name: "张〓" })).toMatchObject({ error: "correction_name_unwritten" });
    expect(await propose(id, { name: "张三三" }, { version: 1 })).toMatchObject({ error: "person_changed_meanwhile" });
    for (const status of ["DRAFT", "RETURNED", "REFUSED", "CANCELLED"] as const) {
      const row = await createRegistration({ status });
      expect(await propose(row.id, { name: "张三三" })).toMatchObject({ error: "correction_not_possible" });
    }
  });

  it("takes nobody out of the roster that the exam session demands", async () => {
    const { id: examSessionId } = await createExamSession({ rosterRequired: true });
    const { id } = await createRegistration({ status: "APPROVED", examSessionId });
    expect(await propose(id, { name: "李四四" })).toMatchObject({ error: "roster_not_imported" });
    expect((await rowOf(id)).name).toBe("张三");
  });

  it("happens once when two officers press at the same moment", async () => {
    const { id } = await createRegistration({ status: "SUBMITTED", name: "张山" });
    const asked = await proposeCorrection(await act(id, { name: "张三" }));
    const order = await act(id, { name: "张三" }, { confirmed: asked.ok ? "" : asked.detail?.confirm });
    const answers = await Promise.all([
      proposeCorrection(order),
      proposeCorrection({ ...order, staffId: colleague.id }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().correction.count({ where: { registrationId: id } })).toBe(1);
  });
});

describe("an order that could still be paid", () => {
  it("is closed before its payer or its fee changes, and left alone otherwise", async () => {
    for (const [typed, status] of [
      [{ name: "张三三" }, "CLOSED"],
      [{ studentNumber: "20230099" }, "OPEN"],
    ] as const) {
      const { registrationId, order } = await waiting();
      expect(await propose(registrationId, typed)).toMatchObject({ ok: true });
      expect([typed, (await orderOf(registrationId)).status]).toEqual([typed, status]);
      expect((await orderOf(registrationId)).id).toBe(order.id);
    }
  });

  it("names the fee of the new language when it is opened again", async () => {
    const examSession = await createExamSession();
    const [, japanese] = examSession.languages;
    await db().language.update({ where: { id: japanese?.id ?? "" }, data: { feeFen: 8000 } });
    const { id, accountId } = await createRegistration({ status: "APPROVED", examSessionId: examSession.id });
    const who = { accountId, registrationId: id };
    await open(who);
    expect(await propose(id, { language: japanese?.id ?? "" })).toMatchObject({ ok: true });
    await open(who);
    expect((await orderOf(id)).amountFen).toBe(8000);
  });

  it("was paid: the payment wins, and two people are needed from then on", async () => {
    const { registrationId, order } = await waiting();
    await world.pay(order.outTradeNo);
    expect(await propose(registrationId, { name: "张三三" })).toMatchObject({ error: "correction_order_paid" });
    expect(await statusOf(registrationId)).toBe("PAID");
    expect((await rowOf(registrationId)).name).toBe("张三");
    const id = await waitingCorrection(registrationId, { name: "张三三" });
    expect(await decide(id, "confirm")).toEqual({ ok: true, value: null });
    expect(await rowOf(registrationId)).toMatchObject({ name: "张三三", status: "PAID" });
  });

  it("is paid at the very moment of the correction: nothing is lost of either", async () => {
    const { registrationId, order } = await waiting();
    const asked = await proposeCorrection(await act(registrationId, { studentNumber: "20230098" }));
    const correction = await act(
      registrationId,
      { studentNumber: "20230098" },
      { confirmed: asked.ok ? "" : asked.detail?.confirm },
    );
    // The settling holds the registration's row; the correction waits for it and finds it paid.
    const outcome = await whileUncommitted(
      "UPDATE registration SET status = 'PAID', version = version + 1, paid_at = now() WHERE id = $1",
      [registrationId],
      () => proposeCorrection(correction),
    );
    expect(outcome).toMatchObject({ ok: false, error: "correction_needs_second" });
    expect(await db().correction.count({ where: { registrationId } })).toBe(0);
    expect(order.amountFen).toBe(5000);
  });
});

describe("two people, for a paid registration or drawn seats", () => {
  it("changes nothing until another one has confirmed", async () => {
    const { id } = await bound();
    const correctionId = await waitingCorrection(id, { name: "张三" });
    expect((await rowOf(id)).name).toBe("张山");
    expect(await propose(id, { level: "高起本" })).toMatchObject({ error: "correction_already_waits" });
    expect(await decide(correctionId, "confirm", officer.id)).toEqual({
      ok: false,
      error: "correction_needs_another_person",
    });
    expect((await correctionList()).waiting.map((row) => row.id)).toContain(correctionId);
    expect(await decide(correctionId, "confirm")).toEqual({ ok: true, value: null });
    expect(await rowOf(id)).toMatchObject({ name: "张三", status: "PAID" });
    expect((await correctionList()).waiting.map((row) => row.id)).not.toContain(correctionId);
    expect(await correctionCase(correctionId, { whole: false })).toMatchObject({
      confirmed: true,
      decidedBy: { name: "濮阳考务" },
    });
    const written = await db().submission.findFirst({ where: { registrationId: id }, orderBy: { version: "desc" } });
    expect(written?.writtenById).toBe(officer.id);
  });

  it("ends by a rejection or by the first person's withdrawal, with a reason, and leaves everything as it was", async () => {
    for (const [decision, staffId] of [
      ["reject", colleague.id],
      ["withdraw", officer.id],
    ] as const) {
      const { id } = await bound();
      const correctionId = await waitingCorrection(id, { name: "张三" });
      const before = await rowOf(id);
      const wrong =
        decision === "reject" ? await decide(correctionId, "withdraw") : await decide(correctionId, "reject", staffId);
      expect(wrong.ok).toBe(false);
      expect(await decide(correctionId, decision, staffId)).toEqual({ ok: true, value: null });
      expect(await decide(correctionId, "confirm")).toEqual({ ok: false, error: "correction_decided" });
      expect(await rowOf(id)).toEqual(before);
      expect(await db().correction.findUniqueOrThrow({ where: { id: correctionId } })).toMatchObject({
        confirmed: false,
        decisionReason: "凭据不足",
        appliedAt: null,
      });
      // The way is free for another one.
      await waitingCorrection(id, { name: "张叁" });
    }
  });

  it("is decided once when two colleagues press at the same moment", async () => {
    const { id, version } = await bound();
    const correctionId = await waitingCorrection(id, { name: "张三" });
    const third = await createStaff({ role: "ADMINISTRATOR" });
    const answers = await Promise.all([
      decide(correctionId, "confirm"),
      decide(correctionId, "confirm", third.id),
      decide(correctionId, "reject", third.id),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))).toEqual([
      "correction_decided",
      "correction_decided",
    ]);
    expect((await rowOf(id)).version).toBeLessThanOrEqual(version + 1);
  });

  it("finds the order paid when it is confirmed, lets the payment win, and can be confirmed then", async () => {
    const { registrationId, order, examSessionId } = await waiting();
    await db().examSession.update({ where: { id: examSessionId }, data: { seatsFrozenAt: new Date() } });
    const correctionId = await waitingCorrection(registrationId, { name: "张三三" });
    await world.pay(order.outTradeNo);
    expect(await decide(correctionId, "confirm")).toEqual({ ok: false, error: "correction_order_paid" });
    expect(await statusOf(registrationId)).toBe("PAID");
    expect(await decide(correctionId, "confirm")).toEqual({ ok: true, value: null });
    expect(await rowOf(registrationId)).toMatchObject({ name: "张三三", status: "PAID" });
  });

  it("settles a payment that arrives while it is confirmed", async () => {
    const { registrationId, order, examSessionId } = await waiting();
    await db().examSession.update({ where: { id: examSessionId }, data: { seatsFrozenAt: new Date() } });
    const correctionId = await waitingCorrection(registrationId, { studentNumber: "20230097" });
    const [confirmed, settled] = await Promise.all([
      decide(correctionId, "confirm"),
      settlePayment(factOf(order), "notification", new Date()),
    ]);
    expect(confirmed).toEqual({ ok: true, value: null });
    expect(settled).toBeDefined();
    expect(await rowOf(registrationId)).toMatchObject({ status: "PAID", studentNumber: "20230097" });
  });

  it("no longer fits when the field was changed otherwise in between", async () => {
    const { id } = await bound();
    const correctionId = await waitingCorrection(id, { name: "张三" });
    await db().registration.update({ where: { id }, data: { name: "张杉" } });
    expect(await decide(correctionId, "confirm")).toEqual({ ok: false, error: "correction_outdated" });
    expect(await db().correction.findUniqueOrThrow({ where: { id: correctionId } })).toMatchObject({ decidedAt: null });
    expect(await decide(correctionId, "reject")).toEqual({ ok: true, value: null });
  });

  it("is refused by the database when the number became somebody else's in between", async () => {
    const { id, examSessionId } = await bound();
    const fresh = newDocument();
    const correctionId = await waitingCorrection(id, { documentNumber: fresh });
    await createRegistration({ status: "SUBMITTED", examSessionId, document: fresh });
    expect(await decide(correctionId, "confirm")).toEqual({ ok: false, error: "correction_number_taken" });
  });

  it("stores no second person who is the first", async () => {
    const { id } = await bound();
    const correctionId = await waitingCorrection(id, { name: "张三" });
    const same = { confirmed: true, decidedById: officer.id, decidedAt: new Date() };
    await expect(db().correction.update({ where: { id: correctionId }, data: same })).rejects.toThrow(
      /correction_second_person/,
    );
  });
});

describe("seat and card", () => {
  it("keep the seat, and give the published card a new version that says the new name", async () => {
    const { id, seat } = await createSeated({ name: "张山" });
    const before = await printableCard({ registrationId: id, asker: { kind: "staff" }, now: new Date() });
    const correctionId = await waitingCorrection(id, { name: "张三" });
    expect(await decide(correctionId, "confirm")).toEqual({ ok: true, value: null });
    const after = await printableCard({ registrationId: id, asker: { kind: "staff" }, now: new Date() });
    if (!before.ok || !after.ok) throw new Error("no card");
    expect(after.value.version).toBe(before.value.version + 1);
    expect(after.value.text).toMatchObject({ name: "张三", cardNumber: before.value.text.cardNumber, seat: "05" });
    expect(await db().seat.findUniqueOrThrow({ where: { registrationId: id } })).toMatchObject({ id: seat.id });
    expect(await jobsOf("render-admit-card")).toContainEqual({ registrationId: id });
    expect(await jobsOf("send-card-change-sms")).toContainEqual({ registrationId: id });
    expect(await jobsOf("send-correction-sms")).not.toContainEqual({ correctionId });
  });

  it("keep the card when nothing that stands on it is corrected, or it is not out yet", async () => {
    for (const [typed, examSession] of [
      [{ studentNumber: "20230096" }, {}],
      [{ name: "张三三" }, { cardsPublishedAt: null }],
    ] as const) {
      const { id } = await createSeated({ examSession });
      const correctionId = await waitingCorrection(id, typed);
      expect(await decide(correctionId, "confirm")).toEqual({ ok: true, value: null });
      expect(await db().seat.findUniqueOrThrow({ where: { registrationId: id } })).toMatchObject({ cardRevision: 0 });
      expect(await jobsOf("send-correction-sms")).toContainEqual({ correctionId });
    }
  });

  it("refuse another language while there is a seat, and a paid one of another fee", async () => {
    const seated = await createSeated();
    const languages = await db().language.findMany({
      where: { examSessionId: seated.examSessionId },
      orderBy: { position: "asc" },
    });
    const other = languages[1]?.id ?? "";
    expect(await propose(seated.id, { language: other })).toMatchObject({ error: "correction_language_seated" });

    const examSession = await createExamSession();
    const [, japanese, russian] = examSession.languages;
    await db().language.update({ where: { id: japanese?.id ?? "" }, data: { feeFen: 8000 } });
    const paid = await createRegistration({ status: "PAID", examSessionId: examSession.id });
    expect(await propose(paid.id, { language: japanese?.id ?? "" })).toMatchObject({ error: "correction_fee_differs" });
    const correctionId = await waitingCorrection(paid.id, { language: russian?.id ?? "" });
    expect(await decide(correctionId, "confirm")).toEqual({ ok: true, value: null });
    expect((await rowOf(paid.id)).languageId).toBe(russian?.id);
  });
});
