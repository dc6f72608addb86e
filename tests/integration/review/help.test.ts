import { beforeAll, describe, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { db } from "@/lib/adapter/db/client";
import { endAccountLogins } from "@/lib/domain/account/commands/end-account-logins";
import { ownProgress } from "@/lib/domain/progress/queries/own-progress";
import { personFile } from "@/lib/domain/progress/queries/person";
import { timeline } from "@/lib/domain/progress/timeline";
import { extendStep } from "@/lib/domain/registration/commands/extend-step";
import { extensibleSteps, extensionRefusal } from "@/lib/domain/registration/extension";
import { addNote } from "@/lib/domain/review/commands/add-note";
import { cancelRegistration } from "@/lib/domain/review/commands/cancel-registration";
import { reopenRegistration } from "@/lib/domain/review/commands/reopen-registration";
import { sendCancelSms } from "@/lib/domain/review/commands/send-cancel-sms";
import { sendDecisionSms } from "@/lib/domain/review/commands/send-decision-sms";
import { undoDecision } from "@/lib/domain/review/commands/undo-decision";
import {
  createAccount,
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
} from "../../support/factories";
import { orderOf, statusOf, waiting } from "../../support/payments";
import { messagesTo } from "../../support/sms";

const HOUR = 3_600_000;

let officer: { id: string };
beforeAll(async () => {
  officer = await createStaff({ role: "EXAM_OFFICER", name: "闻人考务" });
  return () => world.close();
});

const auditOf = (subjectId: string, action: string) => db().auditEntry.findMany({ where: { subjectId, action } });
const versionOf = async (id: string) =>
  (await db().registration.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

describe("ending a candidate's logins", () => {
  it("ends all of his, nobody else's, and says how many and why", async () => {
    const [account, other] = [await createAccount(), await createAccount()];
    await createLoginSession({ accountId: account.id });
    await createLoginSession({ accountId: account.id });
    const kept = await createLoginSession({ accountId: other.id });
    const act = { accountId: account.id, reason: "手机丢失", staffId: officer.id, now: new Date() };
    expect(await endAccountLogins(act)).toEqual({ ok: true, value: { logins: 2 } });
    expect(await db().loginSession.count({ where: { accountId: account.id, revokedAt: null } })).toBe(0);
    expect((await db().loginSession.findUniqueOrThrow({ where: { id: kept.id } })).revokedAt).toBeNull();
    expect(await auditOf(account.id, "account.end_logins")).toMatchObject([
      { actorId: officer.id, detail: { logins: { before: 2, after: 0 }, reason: "手机丢失" } },
    ]);
    expect(await endAccountLogins(act)).toEqual({ ok: false, error: "logins_are_over" });
  });
});

describe("keeping a step open for one candidate", () => {
  it("moves the window of this registration alone, and tells the second officer that something changed", async () => {
    const now = new Date();
    const examSession = await createExamSession({ now });
    const { id, version } = await createRegistration({ status: "APPROVED", examSessionId: examSession.id });
    const until = new Date(examSession.paymentClosesAt.getTime() + HOUR);
    const act = {
      registrationId: id,
      version,
      step: "PAYMENT",
      until,
      reason: "住院",
      staffId: officer.id,
      now,
    } as const;
    expect(await extendStep(act)).toEqual({ ok: true, value: null });
    expect(await extendStep({ ...act, until: new Date(until.getTime() + HOUR) })).toEqual({
      ok: false,
      error: "person_changed_meanwhile",
    });
    expect(await db().stepOverride.findMany({ where: { registrationId: id } })).toMatchObject([
      { step: "PAYMENT", until, reason: "住院", staffId: officer.id },
    ]);
    expect(await auditOf(id, "registration.reopen_step")).toMatchObject([
      { detail: { step: "PAYMENT", before: examSession.paymentClosesAt.toISOString(), until: until.toISOString() } },
    ]);
  });

  it("refuses times that help nobody or contradict the exam session", () => {
    const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * HOUR);
    const examSession = {
      registrationOpensAt: at(0),
      registrationClosesAt: at(10),
      reviewOpensAt: at(0),
      reviewClosesAt: at(20),
      paymentOpensAt: at(10),
      paymentClosesAt: at(30),
      printingOpensAt: at(40),
      printingClosesAt: at(50),
    };
    const exam = { opensAt: at(50), closesAt: at(52) };
    const refusal = (
      status: "DRAFT" | "APPROVED" | "PAID" | "REFUSED",
      step: "REGISTRATION" | "REVIEW" | "PAYMENT" | "PRINTING",
      until: Date,
    ) => extensionRefusal({ status, overrides: [], examSession, exam }, { step, until }, at(15));
    expect(refusal("DRAFT", "REGISTRATION", at(15))).toBe("extension_in_the_past");
    expect(refusal("DRAFT", "REGISTRATION", at(30))).toBeNull();
    expect(refusal("DRAFT", "REGISTRATION", at(31))).toBe("extension_after_payment");
    expect(refusal("APPROVED", "PAYMENT", at(30))).toBe("extension_not_later");
    expect(refusal("APPROVED", "PAYMENT", at(50))).toBeNull();
    expect(refusal("APPROVED", "PAYMENT", at(51))).toBe("extension_after_exam");
    expect(refusal("PAID", "PRINTING", at(52))).toBeNull();
    expect(refusal("PAID", "PRINTING", at(53))).toBe("extension_after_exam");
    expect(refusal("PAID", "PAYMENT", at(40))).toBe("extension_not_needed");
    expect(extensibleSteps("REFUSED")).toEqual([]);
  });
});

const reopening = async (id: string, change: object = {}) => ({
  registrationId: id,
  version: await versionOf(id),
  items: ["name", "PORTRAIT"] as const,
  reason: "姓名有误",
  staffId: officer.id,
  now: new Date(),
  ...change,
});

describe("reopening a decided registration", () => {
  it("opens the named items, with a reason that the candidate reads and a message that is sent once", async () => {
    for (const status of ["APPROVED", "REFUSED"] as const) {
      const account = await createAccount();
      const { id } = await createRegistration({ status, accountId: account.id });
      expect(await reopenRegistration(await reopening(id))).toEqual({ ok: true, value: null });
      const person = await personFile(id, "all", { whole: false });
      expect(person).toMatchObject({ status: "RETURNED" });
      expect(person?.events.at(-1)).toMatchObject({ event: "reopen", actorId: officer.id, reason: "姓名有误" });
      const decision = person?.decisions.at(-1);
      expect(decision).toMatchObject({ kind: "SEND_BACK", staff: { name: "闻人考务" } });
      expect(decision?.items.map(({ item }) => item).toSorted()).toEqual(["PORTRAIT", "name"]);
      const decisionId = decision?.id ?? "";
      expect(await sendDecisionSms({ decisionId, now: new Date() })).toBe("sent");
      expect(await sendDecisionSms({ decisionId, now: new Date() })).toBe("cancelled");
      expect(await messagesTo(account.phone)).toHaveLength(1);
      expect(await auditOf(id, "registration.reopen_items")).toHaveLength(1);
    }
  });

  it("closes an order first, so that nobody can pay a registration that is open again", async () => {
    const { registrationId, order } = await waiting();
    expect(await reopenRegistration(await reopening(registrationId))).toEqual({ ok: true, value: null });
    expect((await db().paymentOrder.findUniqueOrThrow({ where: { id: order.id } })).status).toBe("CLOSED");
    expect((await orderOf(registrationId)).id).toBe(order.id);
    expect(await statusOf(registrationId)).toBe("RETURNED");
  });

  it("is refused while it is paid, waits for review, or changed since the page was opened", async () => {
    for (const [status, error] of [
      ["PAID", "reopen_paid_needs_two"],
      ["SUBMITTED", "reopen_not_decided"],
      ["CANCELLED", "reopen_not_decided"],
    ] as const) {
      const { id } = await createRegistration({ status });
      expect(await reopenRegistration(await reopening(id))).toEqual({ ok: false, error });
      expect(await statusOf(id)).toBe(status);
    }
    const { id, version } = await createRegistration({ status: "APPROVED" });
    expect(await reopenRegistration(await reopening(id, { version: version - 1 }))).toEqual({
      ok: false,
      error: "person_changed_meanwhile",
    });
  });

  it("never takes back time that a colleague gave", async () => {
    const now = new Date();
    const examSession = await createExamSession({ now, reviewClosesAt: new Date(now.getTime() - HOUR) });
    const { id } = await createRegistration({ status: "APPROVED", examSessionId: examSession.id });
    const granted = new Date(now.getTime() + 5 * HOUR);
    await db().stepOverride.create({
      data: { registrationId: id, step: "REVIEW", until: granted, reason: "住院", staffId: (await createStaff()).id },
    });
    const shorter = new Date(granted.getTime() - 1);
    expect(await reopenRegistration(await reopening(id, { until: shorter }))).toEqual({
      ok: false,
      error: "reopen_until_invalid",
    });
    expect(await reopenRegistration(await reopening(id, { until: granted }))).toMatchObject({ ok: true });
  });

  it("gives time to correct once review has closed, and never beyond the payment", async () => {
    const now = new Date();
    const examSession = await createExamSession({ now, reviewClosesAt: new Date(now.getTime() - HOUR) });
    const { id } = await createRegistration({ status: "APPROVED", examSessionId: examSession.id });
    expect(await reopenRegistration(await reopening(id))).toEqual({ ok: false, error: "send_back_too_late" });
    const late = new Date(examSession.paymentClosesAt.getTime() + 1);
    expect(await reopenRegistration(await reopening(id, { until: late }))).toEqual({
      ok: false,
      error: "reopen_until_invalid",
    });
    const until = new Date(now.getTime() + 2 * HOUR);
    expect(await reopenRegistration(await reopening(id, { until }))).toMatchObject({ ok: true });
    expect(await db().stepOverride.findMany({ where: { registrationId: id } })).toMatchObject([
      { step: "REVIEW", until },
    ]);
  });

  it("lets go of the number that the approval bound to the phone, if the number may be corrected", async () => {
    for (const [items, bound] of [
      [["name"], true],
      [["sex"], false],
    ] as const) {
      const account = await createAccount();
      const { id } = await createRegistration({ status: "APPROVED", accountId: account.id });
      const { documentIndex } = await db().registration.findUniqueOrThrow({ where: { id } });
      await db().account.update({ where: { id: account.id }, data: { documentIndex } });
      await db().reviewDecision.updateMany({ where: { registrationId: id }, data: { boundDocument: true } });
      expect(await reopenRegistration(await reopening(id, { items }))).toMatchObject({ ok: true });
      const after = await db().account.findUniqueOrThrow({ where: { id: account.id } });
      expect([items, after.documentIndex !== null]).toEqual([items, bound]);
    }
  });

  it("is not undone like a decision, and is refused when the number is somebody else's by now", async () => {
    const { id } = await createRegistration({ status: "APPROVED" });
    expect(await reopenRegistration(await reopening(id))).toMatchObject({ ok: true });
    const { id: decisionId } = await db().reviewDecision.findFirstOrThrow({
      where: { registrationId: id, kind: "SEND_BACK" },
    });
    const staff = { id: officer.id, roles: ["EXAM_OFFICER"] as const };
    expect(await undoDecision({ decisionId, staff, now: new Date() })).toEqual({ ok: false, error: "undo_too_late" });

    const refused = await createRegistration({ status: "REFUSED" });
    await createRegistration({
      status: "SUBMITTED",
      examSessionId: refused.examSessionId,
      document: refused.document,
    });
    expect(await reopenRegistration(await reopening(refused.id))).toEqual({
      ok: false,
      error: "document_already_registered",
    });
    expect(await statusOf(refused.id)).toBe("REFUSED");
  });

  it("happens once when two officers press at the same moment", async () => {
    const { id } = await createRegistration({ status: "APPROVED" });
    const act = await reopening(id);
    const answers = await Promise.all([reopenRegistration(act), reopenRegistration(act)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().registrationEvent.count({ where: { registrationId: id, event: "reopen" } })).toBe(1);
    expect(await db().reviewDecision.count({ where: { registrationId: id, kind: "SEND_BACK" } })).toBe(1);
  });
});

describe("cancelling what nothing was paid for", () => {
  const cancelling = async (id: string, change: object = {}) => ({
    registrationId: id,
    version: await versionOf(id),
    reason: "本人放弃",
    staffId: officer.id,
    now: new Date(),
    ...change,
  });

  it("ends it with a reason that the candidate reads and one message, and frees the number", async () => {
    for (const status of ["SUBMITTED", "PRE_APPROVED", "RETURNED", "APPROVED"] as const) {
      const account = await createAccount();
      const { id, examSessionId, document } = await createRegistration({ status, accountId: account.id });
      expect(await cancelRegistration(await cancelling(id))).toEqual({ ok: true, value: null });
      expect(await statusOf(id)).toBe("CANCELLED");
      const own = await ownProgress({ accountId: account.id, registrationId: id, status: "CANCELLED" });
      expect(timeline(own.events, own.decisions, null, [])[0]).toMatchObject({
        what: "cancelled_unpaid",
        reason: "本人放弃",
      });
      expect(await sendCancelSms({ registrationId: id, now: new Date() })).toBe("sent");
      expect(await messagesTo(account.phone)).toHaveLength(1);
      await createRegistration({ status: "SUBMITTED", examSessionId, document });
    }
  });

  it("closes an order first; one that was paid wins", async () => {
    const { registrationId, order } = await waiting();
    expect(await cancelRegistration(await cancelling(registrationId))).toEqual({ ok: true, value: null });
    expect((await db().paymentOrder.findUniqueOrThrow({ where: { id: order.id } })).status).toBe("CLOSED");

    const paid = await waiting();
    await world.pay(paid.order.outTradeNo);
    expect(await cancelRegistration(await cancelling(paid.registrationId))).toEqual({
      ok: false,
      error: "cancel_order_paid",
    });
    expect(await statusOf(paid.registrationId)).toBe("PAID");
    expect(await cancelRegistration(await cancelling(paid.registrationId))).toEqual({
      ok: false,
      error: "cancel_paid_by_refund",
    });
  });

  it("is taken back by reopening, which a refunded registration cannot be", async () => {
    const { id } = await createRegistration({ status: "APPROVED" });
    await cancelRegistration(await cancelling(id));
    expect(await reopenRegistration(await reopening(id))).toEqual({ ok: true, value: null });
    expect(await statusOf(id)).toBe("RETURNED");
    expect(await sendCancelSms({ registrationId: id, now: new Date() })).toBe("nobody");
    const refunded = await createRegistration({ status: "CANCELLED" });
    expect(await reopenRegistration(await reopening(refunded.id))).toEqual({ ok: false, error: "reopen_not_decided" });
  });

  it("happens once, on what the page showed, and not to a draft or to what has ended", async () => {
    const { id } = await createRegistration({ status: "SUBMITTED" });
    const act = await cancelling(id);
    const answers = await Promise.all([cancelRegistration(act), cancelRegistration(act)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().registrationEvent.count({ where: { registrationId: id, event: "cancelUnpaid" } })).toBe(1);
    for (const status of ["DRAFT", "REFUSED", "CANCELLED"] as const) {
      const row = await createRegistration({ status });
      expect(await cancelRegistration(await cancelling(row.id))).toEqual({ ok: false, error: "cancel_not_possible" });
    }
    const other = await createRegistration({ status: "SUBMITTED" });
    expect(await cancelRegistration(await cancelling(other.id, { version: 1 }))).toMatchObject({
      error: "person_changed_meanwhile",
    });
  });
});

describe("a note for colleagues", () => {
  it("is kept encrypted, told to colleagues, and written within the writer's schools alone", async () => {
    const { id } = await createRegistration({ status: "SUBMITTED" });
    const note = { registrationId: id, text: "本人来电核实", now: new Date() };
    expect(await addNote({ ...note, staff: { id: officer.id, roles: ["EXAM_OFFICER"] } })).toMatchObject({ ok: true });
    const stranger = await createStaff({ role: "REVIEWER", allSchools: false });
    expect(await addNote({ ...note, staff: { id: stranger.id, roles: ["REVIEWER"] } })).toEqual({
      ok: false,
      error: "registration_not_found",
    });
    const person = await personFile(id, "all", { whole: false });
    expect(person?.notes).toMatchObject([{ text: "本人来电核实", staff: { name: "闻人考务" } }]);
    const [stored] = await db().staffNote.findMany({ where: { registrationId: id } });
    expect(stored?.textEncrypted).not.toContain("核实");
    expect(JSON.stringify((await auditOf(id, "registration.note")).map(({ detail }) => detail))).not.toContain("核实");
  });
});
