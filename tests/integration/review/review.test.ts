import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { approve } from "@/lib/domain/review/commands/approve";
import { refuseRegistration } from "@/lib/domain/review/commands/refuse-registration";
import { recordLook } from "@/lib/domain/audit/commands";
import { sendBack } from "@/lib/domain/review/commands/send-back";
import { writeName } from "@/lib/domain/review/commands/write-name";
import type { Submitted } from "@/lib/domain/registration/submission";
import { reviewCase } from "@/lib/domain/review/queries/case";
import { createExamSession, createRegistration, createStaff, newDocument } from "../../support/factories";

const HOUR = 60 * 60 * 1000;

async function waiting(overrides: Parameters<typeof createRegistration>[0] = {}) {
  const registration = await createRegistration({ status: "SUBMITTED", ...overrides });
  const reviewer = await createStaff({ role: "REVIEWER" });
  const now = new Date();
  return {
    registration,
    reviewer,
    look: { registrationId: registration.id, version: registration.version, staff: reviewer, now },
  };
}

const statusOf = async (id: string) => (await db().registration.findUniqueOrThrow({ where: { id } })).status;

describe("approving", () => {
  it("approves, writes decision, event and audit row, and binds phone and document to each other", async () => {
    const { registration, reviewer, look } = await waiting();
    expect(await approve(look)).toMatchObject({ ok: true });

    const row = await db().registration.findUniqueOrThrow({
      where: { id: registration.id },
      include: { account: true, decisions: true, events: { orderBy: { version: "asc" } } },
    });
    expect(row).toMatchObject({ status: "APPROVED", version: registration.version + 1, decidedAt: look.now });
    expect(row.account.documentIndex).toBe(row.documentIndex);
    expect(row.decisions).toMatchObject([
      { kind: "APPROVE", staffId: reviewer.id, registrationVersion: registration.version },
    ]);
    expect(row.events.at(-1)).toMatchObject({ event: "approve", actorKind: "STAFF", actorId: reviewer.id });
    expect(await db().auditEntry.count({ where: { subjectId: registration.id, action: "registration.approve" } })).toBe(
      1,
    );
  });

  it("has one effect when a hundred reviewers press at once", async () => {
    const { registration, look } = await waiting();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => approve(look)));

    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
    expect(new Set(refusals)).toEqual(new Set(["registration_not_in_expected_status"]));
    expect(await db().reviewDecision.count({ where: { registrationId: registration.id } })).toBe(1);
    expect(await db().registrationEvent.count({ where: { registrationId: registration.id, event: "approve" } })).toBe(
      1,
    );
    expect(await db().auditEntry.count({ where: { subjectId: registration.id, action: "registration.approve" } })).toBe(
      1,
    );
  });

  it("refuses a version that is no longer the one that was looked at", async () => {
    const { registration, look } = await waiting();
    expect(await approve({ ...look, version: registration.version - 1 })).toEqual({
      ok: false,
      error: "registration_not_in_expected_status",
    });
    expect(await statusOf(registration.id)).toBe("SUBMITTED");
    expect(await db().reviewDecision.count({ where: { registrationId: registration.id } })).toBe(0);
  });

  it("refuses a document that an earlier session bound to another phone, and leaves nothing behind", async () => {
    const document = newDocument();
    const first = await waiting({ document });
    expect((await approve(first.look)).ok).toBe(true);

    const second = await waiting({ document });
    expect(await approve(second.look)).toEqual({ ok: false, error: "document_bound_to_other_phone" });
    expect(await statusOf(second.registration.id)).toBe("SUBMITTED");
    expect(await db().reviewDecision.count({ where: { registrationId: second.registration.id } })).toBe(0);
  });

  it("refuses a phone that an earlier session bound to another document", async () => {
    const first = await waiting();
    expect((await approve(first.look)).ok).toBe(true);
    const second = await waiting({ accountId: first.registration.accountId });
    expect(await approve(second.look)).toEqual({ ok: false, error: "phone_bound_to_other_document" });
    expect(await statusOf(second.registration.id)).toBe("SUBMITTED");
  });

  it("finds nothing under an unknown id", async () => {
    const { look } = await waiting();
    expect(await approve({ ...look, registrationId: "019a0000-0000-7000-8000-00000000dead" })).toEqual({
      ok: false,
      error: "registration_not_found",
    });
  });
});

describe("the review window, to the millisecond", () => {
  it.each([
    ["before it opens", "reviewOpensAt", -1, "review_not_started"],
    ["at the opening instant", "reviewOpensAt", 0, null],
    ["after the opening instant", "reviewOpensAt", 1, null],
    ["before the closing instant", "reviewClosesAt", -1, null],
    ["at the closing instant", "reviewClosesAt", 0, "review_closed"],
    ["after the closing instant", "reviewClosesAt", 1, "review_closed"],
  ] as const)("a reviewer %s", async (_when, edge, offset, refusal) => {
    const examSession = await createExamSession();
    const { look } = await waiting({ examSessionId: examSession.id });
    const outcome = await approve({ ...look, now: new Date(examSession[edge].getTime() + offset) });
    expect(outcome.ok ? null : outcome.error).toBe(refusal);
  });

  it("lets an exam officer decide with a reason from then until payment closes", async () => {
    const examSession = await createExamSession();
    const officer = await createStaff({ role: "EXAM_OFFICER" });
    const { registration, look } = await waiting({ examSessionId: examSession.id });
    const late = { ...look, staff: officer, now: examSession.reviewClosesAt };
    expect(await approve(late)).toEqual({ ok: false, error: "late_reason_required" });
    expect(await approve({ ...late, reason: "材料核实较晚", now: examSession.paymentClosesAt })).toEqual({
      ok: false,
      error: "review_closed",
    });
    expect(
      (await approve({ ...late, reason: "材料核实较晚", now: new Date(examSession.paymentClosesAt.getTime() - 1) })).ok,
    ).toBe(true);
    expect(await db().reviewDecision.findFirst({ where: { registrationId: registration.id } })).toMatchObject({
      reason: "材料核实较晚",
    });
  });
});

describe("sending back and refusing", () => {
  it("opens exactly the ticked items, each with its reason", async () => {
    const { registration, look } = await waiting();
    const returned = [
      { item: "PORTRAIT", reason: "登记照过暗。", withSample: true },
      { item: "name", reason: "与身份证不一致。", withSample: false },
    ] as const;
    expect((await sendBack({ ...look, returned })).ok).toBe(true);
    const row = await db().registration.findUniqueOrThrow({
      where: { id: registration.id },
      include: { decisions: { include: { items: true } } },
    });
    expect(row).toMatchObject({ status: "RETURNED", reopenedItems: ["PORTRAIT", "name"] });
    expect(
      row.decisions[0]?.items
        .map(({ item, reason, withSample }) => ({ item, reason, withSample }))
        .toSorted((a, b) => (a.item < b.item ? -1 : 1)),
    ).toEqual(returned);
  });

  it("keeps review open longer for the person who is sent back late, and writes it down", async () => {
    const examSession = await createExamSession();
    const officer = await createStaff({ role: "EXAM_OFFICER" });
    const { registration, look } = await waiting({ examSessionId: examSession.id });
    const late = {
      ...look,
      staff: officer,
      now: examSession.reviewClosesAt,
      returned: [{ item: "PROOF", reason: "不清晰。", withSample: false }] as const,
    };

    expect(await sendBack(late)).toEqual({ ok: false, error: "send_back_too_late" });
    expect(await sendBack({ ...late, reopenUntil: new Date(examSession.paymentClosesAt.getTime() + 1) })).toEqual({
      ok: false,
      error: "reopen_until_invalid",
    });
    const until = new Date(examSession.reviewClosesAt.getTime() + HOUR);
    expect((await sendBack({ ...late, reopenUntil: until })).ok).toBe(true);
    expect(await db().stepOverride.findMany({ where: { registrationId: registration.id } })).toMatchObject([
      { step: "REVIEW", until, staffId: officer.id },
    ]);
    expect(
      await db().auditEntry.count({ where: { subjectId: registration.id, action: "registration.reopen_step" } }),
    ).toBe(1);
  });

  it("refuses with a reason that the candidate can read", async () => {
    const { registration, look } = await waiting();
    expect((await refuseRegistration({ ...look, reason: "不符合报名条件。" })).ok).toBe(true);
    expect(await statusOf(registration.id)).toBe("REFUSED");
    expect(await db().reviewDecision.findFirst({ where: { registrationId: registration.id } })).toMatchObject({
      kind: "REFUSE",
      reason: "不符合报名条件。",
    });
  });

  it("lets one of an approval and a refusal win", async () => {
    const { registration, look } = await waiting();
    const outcomes = await Promise.all([approve(look), refuseRegistration({ ...look, reason: "不符合报名条件。" })]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().reviewDecision.count({ where: { registrationId: registration.id } })).toBe(1);
  });
});

describe("what the desk shows", () => {
  it("shows the document number whole and every other number masked", async () => {
    const { registration, look } = await waiting();
    const shown = await reviewCase(registration.id, "all", look.now);
    expect(shown?.documentNumber).toBe(registration.document);
    expect(JSON.stringify({ ...shown, documentNumber: null })).not.toContain(registration.document);
    expect(shown?.phoneMasked).toMatch(/^\d{3}\*{4}\d{4}$/);
    expect(shown?.findings.map(({ code }) => code)).toEqual(["number_valid", "sex_matches", "birth_matches"]);
  });

  it("writes down who saw which number whole, once for each view", async () => {
    const { registration, reviewer, look } = await waiting();
    const subject = { kind: "registration", id: registration.id };
    const page = { staffId: reviewer.id, page: "/admin/reviews/[id]", subject, now: look.now };
    await recordLook({ ...page, whole: [] });
    await recordLook({ ...page, whole: ["documentNumber"] });
    await recordLook({ ...page, whole: ["documentNumber"] });
    const audit = await db().auditEntry.findMany({
      where: { subjectId: registration.id, action: "registration.look" },
      orderBy: { id: "asc" },
    });
    expect(audit.map(({ actorId, detail }) => ({ actorId, detail }))).toEqual([
      { actorId: reviewer.id, detail: { page: page.page } },
      { actorId: reviewer.id, detail: { page: page.page, whole: ["documentNumber"] } },
    ]);
  });

  it("does not show drafts to staff", async () => {
    const draft = await createRegistration({ status: "DRAFT" });
    expect(await reviewCase(draft.id, "all", new Date())).toBeNull();
  });
});

describe("a name with a character that could not be typed", () => {
  it("is not approved before staff have written it from the document", async () => {
    const { registration, reviewer, look } = await waiting({ name: "王〓" });
    expect(await approve(look)).toEqual({ ok: false, error: "name_unwritten" });
    expect(await statusOf(registration.id)).toBe("SUBMITTED");

    const write = (typed: string, version = registration.version, more: { confirmed?: string; reason?: string } = {}) =>
      writeName({
        registrationId: registration.id,
        version,
        staff: reviewer,
        typed,
        confirmed: more.confirmed,
        reason: more.reason,
        now: look.now,
      });
    expect(await write("王？")).toEqual({ ok: false, error: "name_unwritten" });
    expect(await write("王3")).toEqual({ ok: false, error: "name_characters" });
    expect(await write("李四𬱖")).toEqual({ ok: false, error: "name_rest_changed" });
    expect(await write("王U+2CC56")).toEqual({ ok: false, error: "name_not_confirmed" });
    expect(await write("王U+2CC56", registration.version, { confirmed: "王𬱗" })).toEqual({
      ok: false,
      error: "name_not_confirmed",
    });
    expect(await write("王U+2CC56", registration.version, { confirmed: "王𬱖" })).toEqual({
      ok: true,
      value: { name: "王𬱖" },
    });
    // Whoever looked at the name before must look again.
    expect(await approve(look)).toEqual({ ok: false, error: "registration_not_in_expected_status" });
    const correct = (typed: string, reason: string) =>
      write(typed, registration.version + 1, { confirmed: typed, reason });
    expect(await correct("王三", "")).toEqual({ ok: false, error: "name_reason_missing" });
    expect(await correct("李三", "看错")).toEqual({ ok: false, error: "name_rest_changed" });
    expect((await correct("王三", "看错")).ok).toBe(true);
    expect((await approve({ ...look, version: registration.version + 2 })).ok).toBe(true);
    expect(await write("王四", registration.version + 3, { confirmed: "王四", reason: "晚了" })).toMatchObject({
      ok: false,
    });

    // Before and after are kept sealed, under the versions that the audit names; the log holds no name.
    const entries = await db().auditEntry.findMany({
      where: { subjectId: registration.id, action: { endsWith: "_name" } },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: "registration.write_name", detail: { before: registration.version, after: registration.version + 1 } },
      {
        action: "registration.correct_name",
        detail: { before: registration.version + 1, after: registration.version + 2, reason: "看错" },
      },
    ]);
    const kept = await db().submission.findMany({
      where: { registrationId: registration.id },
      orderBy: { version: "asc" },
    });
    expect(
      kept.map(({ id, version, contentEncrypted }) => [
        version - registration.version,
        (JSON.parse(decryptColumn("submission.content_encrypted", id, contentEncrypted)) as Submitted).fields.name,
      ]),
    ).toEqual([
      [0, "王〓"],
      [1, "王𬱖"],
      [2, "王三"],
    ]);
  });

  it("is written by one of two who do so at once, and never over a name that stands", async () => {
    const { registration, reviewer, look } = await waiting({ name: "〓三" });
    const both = ["张三", "章三"].map((typed) =>
      writeName({
        registrationId: registration.id,
        version: registration.version,
        staff: reviewer,
        typed,
        confirmed: typed,
        now: look.now,
      }),
    );
    expect((await Promise.all(both)).filter(({ ok }) => ok)).toHaveLength(1);
    const written = await waiting({ name: "张三" });
    expect(
      await writeName({
        registrationId: written.registration.id,
        version: 1,
        staff: reviewer,
        typed: "李四",
        confirmed: "李四",
        now: look.now,
      }),
    ).toMatchObject({ ok: false });
  });
});
