import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";

// Nobody listens there: an order's row is written all the same, before WeChat is called.
vi.hoisted(() => (process.env["WECHAT_PAY_BASE_URL"] = "http://127.0.0.1:9"));

import { db } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { createOrder } from "@/lib/domain/payment/commands/create-order";
import { submit } from "@/lib/domain/registration/commands/submit";
import { approve } from "@/lib/domain/review/commands/approve";
import { addCannedReason, retireCannedReason, rewordCannedReason } from "@/lib/domain/review/commands/canned-reasons";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { refuseRegistration } from "@/lib/domain/review/commands/refuse-registration";
import { sendBack } from "@/lib/domain/review/commands/send-back";
import { sendDecisionSms } from "@/lib/domain/review/commands/send-decision-sms";
import { undoDecision } from "@/lib/domain/review/commands/undo-decision";
import { cannedReasons, countedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { reviewCase } from "@/lib/domain/review/queries/case";
import { undoableDecision } from "@/lib/domain/review/queries/undoable";
import { createAccount, createExamSession, createRegistration, createStaff, newPhone } from "../../support/factories";

const MINUTE = 60_000;

async function waiting(overrides: Parameters<typeof createRegistration>[0] = {}) {
  const phone = newPhone();
  const account = await createAccount({ phone });
  const registration = await createRegistration({ status: "SUBMITTED", accountId: account.id, ...overrides });
  const staff = await createStaff({ role: "REVIEWER" });
  const now = new Date();
  return {
    phone,
    registration,
    staff,
    now,
    look: { registrationId: registration.id, version: registration.version, staff, now },
  };
}

const row = (id: string) =>
  db().registration.findUniqueOrThrow({
    where: { id },
    include: { account: true, decisions: true, overrides: true, events: true },
  });

const messagesTo = async (phone: string) => {
  const text = await readFile(path.join(env().DATA_DIR, "sms-outbox.jsonl"), "utf8").catch(() => "");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { phone: string; text: string })
    .filter((message) => message.phone === phone);
};

const plannedAt = async (decisionId: string) => {
  const rows = await db().$queryRaw<{ runAt: Date }[]>`
    SELECT run_at AS "runAt" FROM graphile_worker.jobs WHERE key = ${`decision-sms ${decisionId}`}`;
  return rows.map(({ runAt }) => runAt);
};

const decisionOf = (outcome: { ok: boolean; value?: { decisionId: string } }) => {
  if (!outcome.value) throw new Error("not decided");
  return outcome.value.decisionId;
};

const returned = [{ item: "PORTRAIT", reason: "登记照过暗。", withSample: true }] as const;

describe("the message about a decision", () => {
  it.each([
    ["an approval", (look: Parameters<typeof approve>[0]) => approve(look)],
    ["a return", (look: Parameters<typeof approve>[0]) => sendBack({ ...look, returned })],
    ["a refusal", (look: Parameters<typeof approve>[0]) => refuseRegistration({ ...look, reason: "不符合报名条件。" })],
  ])("of %s is staged with it and due after sixty seconds, without reasons and names", async (_what, decide) => {
    const { look, phone, now } = await waiting();
    const decisionId = decisionOf(await decide(look));
    expect(await plannedAt(decisionId)).toEqual([new Date(now.getTime() + MINUTE)]);
    expect(await sendDecisionSms({ decisionId, now: new Date(now.getTime() + MINUTE) })).toBe("sent");
    const [message, ...more] = await messagesTo(phone);
    expect(more).toEqual([]);
    expect(message?.text).toContain("请登录");
    expect(message?.text).not.toMatch(/张三|不符合|过暗/);
    // The job again, as after a crash between sending and its end: nothing twice.
    expect(await sendDecisionSms({ decisionId, now: new Date(now.getTime() + MINUTE) })).toBe("cancelled");
    expect(await messagesTo(phone)).toHaveLength(1);
  });

  it("is not staged where the decision was refused", async () => {
    const { look } = await waiting();
    const before = await db().$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs WHERE key LIKE 'decision-sms%'`;
    expect((await approve({ ...look, version: look.version - 1 })).ok).toBe(false);
    expect(
      await db().$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs WHERE key LIKE 'decision-sms%'`,
    ).toHaveLength(before.length);
  });
});

describe("undoing a decision", () => {
  it("puts everything back as it was: status, bond, reopened items, longer window, message", async () => {
    const { registration, staff, look, now } = await waiting();
    const examSession = await db().examSession.findUniqueOrThrow({ where: { id: registration.examSessionId } });
    const reopenUntil = new Date(examSession.reviewClosesAt.getTime() + MINUTE);
    const sent = decisionOf(await sendBack({ ...look, returned, reopenUntil }));
    const soon = new Date(now.getTime() + 1000);
    expect(await undoDecision({ decisionId: sent, staff, now: soon })).toEqual({
      ok: true,
      value: { registrationId: registration.id },
    });
    let after = await row(registration.id);
    expect(after).toMatchObject({
      status: "SUBMITTED",
      reopenedItems: [],
      decidedAt: null,
      claimedById: staff.id,
      overrides: [],
    });
    expect(after.submittedAt).toEqual(registration.submittedAt);
    expect(await plannedAt(sent)).toEqual([]);
    expect(await sendDecisionSms({ decisionId: sent, now: new Date(now.getTime() + MINUTE) })).toBe("cancelled");

    const approved = decisionOf(await approve({ ...look, version: after.version, now: soon }));
    expect((await row(registration.id)).account.documentIndex).toBe(registration.documentIndex);
    expect((await undoDecision({ decisionId: approved, staff, now: soon })).ok).toBe(true);
    after = await row(registration.id);
    expect(after.account.documentIndex).toBeNull();
    expect(after.decisions.every(({ undoneAt }) => undoneAt !== null)).toBe(true);
    expect(after.events.map(({ event }) => event).filter((event) => event === "undoDecision")).toHaveLength(2);
    expect(
      await db().auditEntry.count({ where: { subjectId: registration.id, action: "registration.undoDecision" } }),
    ).toBe(2);
  });

  it("leaves a bond that an earlier session made", async () => {
    const first = await waiting();
    await approve(first.look);
    const second = await waiting({ accountId: first.registration.accountId, document: first.registration.document });
    const decisionId = decisionOf(await approve(second.look));
    expect((await undoDecision({ decisionId, staff: second.staff, now: second.now })).ok).toBe(true);
    expect((await row(second.registration.id)).account.documentIndex).toBe(first.registration.documentIndex);
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("is possible for sixty seconds: %i ms around the last one", async (offset, possible) => {
    const { look, staff, now } = await waiting();
    const decisionId = decisionOf(await approve(look));
    const then = new Date(now.getTime() + MINUTE + offset);
    expect((await undoableDecision({ decisionId, staffId: staff.id, now: then })) !== null).toBe(possible);
    const undone = await undoDecision({ decisionId, staff, now: then });
    expect(undone.ok ? null : undone.error).toBe(possible ? null : "undo_too_late");
  });

  it("is its maker's alone, and once", async () => {
    const { look, staff, now } = await waiting();
    const decisionId = decisionOf(await approve(look));
    const other = await createStaff({ role: "EXAM_OFFICER" });
    expect(await undoDecision({ decisionId, staff: other, now })).toEqual({ ok: false, error: "decision_not_found" });
    const both = await Promise.all([
      undoDecision({ decisionId, staff, now }),
      undoDecision({ decisionId, staff, now }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is refused once the message has set out, whichever comes first", async () => {
    for (let round = 0; round < 5; round++) {
      const { look, staff, now, phone } = await waiting();
      const decisionId = decisionOf(await approve(look));
      const [undone, sent] = await Promise.all([
        undoDecision({ decisionId, staff, now }),
        sendDecisionSms({ decisionId, now }),
      ]);
      expect(undone.ok).toBe(sent === "cancelled");
      expect(await messagesTo(phone)).toHaveLength(undone.ok ? 0 : 1);
    }
  });

  it("is refused when the candidate has acted: corrected and handed in again", async () => {
    const { registration, look, staff, now } = await waiting();
    const decisionId = decisionOf(await sendBack({ ...look, returned }));
    const { accountId, examSessionId } = registration;
    const { version } = await row(registration.id);
    expect((await submit({ accountId, examSessionId, version, now })).ok).toBe(true);
    expect(await undoDecision({ decisionId, staff, now })).toEqual({ ok: false, error: "candidate_acted" });
    expect(await plannedAt(decisionId)).toHaveLength(1);
    expect((await row(registration.id)).status).toBe("SUBMITTED");
  });

  it("and the candidate's order never both stand, in whatever order they come", async () => {
    for (let round = 0; round < 6; round++) {
      const { registration, look, staff, now } = await waiting();
      const decisionId = decisionOf(await approve(look));
      const who = { accountId: registration.accountId, registrationId: registration.id };
      const [undone] = await Promise.all([
        undoDecision({ decisionId, staff, now }),
        createOrder({ ...who, way: { channel: "NATIVE" } }, now),
      ]);
      const orders = await db().paymentOrder.count({ where: { registrationId: registration.id } });
      expect(orders).toBe(undone.ok ? 0 : 1);
      expect(undone.ok ? "candidate_acted" : undone.error).toBe("candidate_acted");
    }
  });
});

it("is approved by another person than the one who filled it in at the desk, who may send it back", async () => {
  const { registration, look, staff, now } = await waiting();
  const officer = await createStaff({ role: "EXAM_OFFICER" });
  await db().deskFilling.create({
    data: { registrationId: registration.id, staffId: officer.id, consent: "已签字", createdAt: now, endedAt: now },
  });
  expect(await approve({ ...look, staff: officer })).toEqual({ ok: false, error: "filled_in_by_approver" });
  expect((await row(registration.id)).status).toBe("SUBMITTED");
  expect(await approve({ ...look, staff })).toMatchObject({ ok: true });

  const other = await waiting();
  await db().deskFilling.create({
    data: {
      registrationId: other.registration.id,
      staffId: officer.id,
      consent: "已签字",
      createdAt: now,
      endedAt: now,
    },
  });
  expect(await sendBack({ ...other.look, staff: officer, returned })).toMatchObject({ ok: true });
});

describe("two stages", () => {
  async function twoStages() {
    const examSession = await createExamSession({ twoStageReview: true });
    const made = await waiting({ examSessionId: examSession.id });
    const officer = await createStaff({ role: "EXAM_OFFICER" });
    return { ...made, officer };
  }

  it("take the school's 初审 and the office's 复审, by two people, and bind only at the end", async () => {
    const { registration, look, officer } = await twoStages();
    expect(await approve(look)).toMatchObject({ ok: true, value: { kind: "PRE_APPROVE" } });
    let after = await row(registration.id);
    expect(after).toMatchObject({ status: "PRE_APPROVED", account: { documentIndex: null } });

    const second = { ...look, version: after.version };
    expect(await approve(second)).toEqual({ ok: false, error: "second_opinion_by_office" });
    expect(await sendBack({ ...second, returned })).toEqual({ ok: false, error: "second_opinion_by_office" });
    expect(await approve({ ...second, staff: officer })).toMatchObject({ ok: true, value: { kind: "APPROVE" } });
    after = await row(registration.id);
    expect(after).toMatchObject({ status: "APPROVED", account: { documentIndex: registration.documentIndex } });
  });

  it("need another person, also where the office did the first", async () => {
    const { registration, look, officer } = await twoStages();
    await approve({ ...look, staff: officer });
    const second = { ...look, version: look.version + 1 };
    expect(await approve({ ...second, staff: officer })).toEqual({ ok: false, error: "second_opinion_needs_another" });
    // Sending back is no approval.
    expect((await sendBack({ ...second, staff: officer, returned })).ok).toBe(true);
    expect((await row(registration.id)).status).toBe("RETURNED");
  });

  it("are undone one at a time; a pre-approval sends no message", async () => {
    const { registration, look, officer, staff, now } = await twoStages();
    const first = decisionOf(await approve(look));
    expect(await plannedAt(first)).toEqual([]);
    const second = decisionOf(await approve({ ...look, version: look.version + 1, staff: officer }));
    expect((await undoDecision({ decisionId: second, staff: officer, now })).ok).toBe(true);
    expect((await row(registration.id)).status).toBe("PRE_APPROVED");
    // What came after the first decision is not its maker's to undo.
    expect(await undoDecision({ decisionId: first, staff, now })).toEqual({ ok: false, error: "candidate_acted" });
    const fresh = await twoStages();
    const only = decisionOf(await approve(fresh.look));
    expect((await undoDecision({ decisionId: only, staff: fresh.staff, now: fresh.now })).ok).toBe(true);
    expect((await row(fresh.registration.id)).status).toBe("SUBMITTED");
  });
});

describe("canned reasons", () => {
  it("are counted wherever their words are used, and keep their count when reworded or retired", async () => {
    const staff = await createStaff();
    const now = new Date();
    const text = "照片反光，请重新拍摄。";
    const added = await addCannedReason({ item: "ID_FRONT", text, staffId: staff.id, now });
    if (!added.ok) throw new Error("not added");
    const count = async () => (await countedReasons()).find(({ id }) => id === added.value.id)?.used;
    expect(await count()).toBe(0);
    for (let times = 0; times < 2; times++) {
      const { look } = await waiting();
      await sendBack({ ...look, returned: [{ item: "ID_FRONT", reason: text, withSample: false }] });
    }
    // The same words on another item are words of one's own.
    const other = await waiting();
    const undone = decisionOf(
      await sendBack({ ...other.look, returned: [{ item: "ID_BACK", reason: text, withSample: false }] }),
    );
    expect(await count()).toBe(2);
    await undoDecision({ decisionId: undone, staff: other.staff, now: other.now });

    expect(
      (await rewordCannedReason({ id: added.value.id, text: "照片反光，请避开灯光重新拍摄。", staffId: staff.id, now }))
        .ok,
    ).toBe(true);
    expect(await count()).toBe(2);
    const offered = (await cannedReasons()).filter(({ item }) => item === "ID_FRONT").map((reason) => reason.text);
    expect(offered).toContain("照片反光，请避开灯光重新拍摄。");
    expect(offered).not.toContain(text);
    expect(await retireCannedReason({ id: added.value.id, staffId: staff.id, now })).toEqual({
      ok: false,
      error: "reason_gone",
    });
    expect((await addCannedReason({ item: "ID_FRONT", text, staffId: staff.id, now })).ok).toBe(true);
    expect(await count()).toBe(2);
  });

  it("of a refusal are counted too", async () => {
    const reason = (await cannedReasons()).find(({ item }) => item === "REFUSAL");
    if (!reason) throw new Error("no canned refusal");
    const used = async () => (await countedReasons()).find(({ id }) => id === reason.id)?.used ?? 0;
    const before = await used();
    const { look } = await waiting();
    await refuseRegistration({ ...look, reason: reason.text });
    expect(await used()).toBe(before + 1);
  });
});

describe("what changed since the last submission", () => {
  it("is shown old and new, numbers masked, files by kind", async () => {
    const draft = await createRegistration({ status: "DRAFT", name: "张山" });
    const { accountId, examSessionId } = draft;
    const now = new Date();
    expect((await submit({ accountId, examSessionId, version: draft.version, now })).ok).toBe(true);
    const staff = await createStaff({ role: "REVIEWER" });
    const { version } = await row(draft.id);
    expect((await reviewCase(draft.id, "all", now))?.changes).toEqual([]);
    await sendBack({
      registrationId: draft.id,
      version,
      staff,
      now,
      returned: [{ item: "name", reason: "不一致。", withSample: false }],
    });
    const front = await db().storedFile.findFirstOrThrow({ where: { registrationId: draft.id, kind: "ID_FRONT" } });
    await db().storedFile.update({ where: { id: front.id }, data: { removedAt: now } });
    const { id: _, perceptualHash: _hash, ...copied } = front;
    await db().storedFile.create({ data: { ...copied, storageKey: `${front.storageKey}-new` } });
    const changed = await db().registration.update({
      where: { id: draft.id },
      data: { name: "张三", version: { increment: 1 } },
    });
    expect((await submit({ accountId, examSessionId, version: changed.version, now })).ok).toBe(true);

    const seen = await reviewCase(draft.id, "all", now);
    expect(seen?.submissions).toBe(2);
    expect(seen?.changes).toEqual([
      { kind: "field", item: "name", before: "张山", after: "张三" },
      { kind: "upload", item: "ID_FRONT", before: 1, after: 1 },
    ]);
    const kept = await db().submission.findMany({ where: { registrationId: draft.id } });
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain("张");
  });
});

describe("the automatic check", () => {
  it("lays down what to look at, asks again after another submit, and leaves alone what has moved on", async () => {
    const { registration, now } = await waiting({ name: "王〓", sex: "FEMALE", accommodation: "需要大字试卷" });
    await db().storedFile.updateMany({
      where: { registrationId: registration.id, kind: "PORTRAIT" },
      data: { findings: ["portrait_dark"] },
    });
    expect(await recheck({ target: { registrationId: registration.id }, now })).toBe(1);
    const checked = await row(registration.id);
    expect(checked.findings).toEqual(["sex_differs", "name_unwritten", "portrait_warning", "accommodation_asked"]);
    expect(checked).toMatchObject({ checkedAt: now, rosterState: "NOT_COMPARED", version: registration.version });
    const approved = await createRegistration({ status: "APPROVED" });
    expect(await recheck({ target: { registrationId: approved.id }, now })).toBe(0);
  });

  it("finds nothing where nothing is", async () => {
    const { registration, now } = await waiting();
    await recheck({ target: { registrationId: registration.id }, now });
    expect(await row(registration.id)).toMatchObject({ findings: [], checkedAt: now });
  });

  it("looks at all of a session that waits, and marks both sides of a picture", async () => {
    const examSession = await createExamSession();
    const made = [];
    for (let index = 0; index < 3; index++) made.push((await waiting({ examSessionId: examSession.id })).registration);
    await createRegistration({ status: "PAID", examSessionId: examSession.id });
    const now = new Date();
    const [first, second] = await Promise.all(
      made
        .slice(0, 2)
        .map(({ id }) => db().storedFile.findFirstOrThrow({ where: { registrationId: id, kind: "PORTRAIT" } })),
    );
    if (!first || !second) throw new Error("no files");
    await db().fileMatch.createMany({
      data: [
        { fileId: first.id, otherFileId: second.id, distance: 0, exact: true, createdAt: now },
        { fileId: second.id, otherFileId: first.id, distance: 0, exact: true, createdAt: now },
      ],
    });
    expect(await recheck({ target: { fileId: first.id }, now })).toBe(2);
    expect(await recheck({ target: { examSessionId: examSession.id }, now })).toBe(3);
    const findings = await Promise.all(made.map(async ({ id }) => (await row(id)).findings));
    expect(findings).toEqual([["same_picture"], ["same_picture"], []]);
  });
});
