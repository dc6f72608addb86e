import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { ownDecision } from "@/lib/domain/review/queries/own-decision";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { sendDecisionSms } from "@/lib/domain/review/commands/send-decision-sms";
import { viewFile } from "@/lib/domain/review/commands/view-file";
import { writeName } from "@/lib/domain/review/commands/write-name";
import { reviewCase } from "@/lib/domain/review/queries/case";
import { filesAhead } from "@/lib/domain/review/queries/queue";
import { searchRegistrations } from "@/lib/domain/review/queries/search";
import { recentPace, reviewerDays, waitingTimes } from "@/lib/domain/review/queries/throughput";
import { undoableDecision } from "@/lib/domain/review/queries/undoable";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { createExamSession, createFile, createRegistration, createStaff } from "../../support/factories";
import { whileUncommitted } from "../../support/race";
import { messagesTo } from "../../support/sms";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const decisionOf = (registrationId: string) => db().reviewDecision.findFirstOrThrow({ where: { registrationId } });
const phoneOf = async (accountId: string) => db().account.findUniqueOrThrow({ where: { id: accountId } });

describe("what was decided and what waits", () => {
  const now = new Date();
  const since = new Date(now.getTime() - 3 * DAY);

  it("counts each reviewer's decisions of this session that stand, and his alone when asked", async () => {
    const { id: examSessionId } = await createExamSession();
    const staff = await createStaff({ role: "REVIEWER" });
    const decided = async (decidedAt: Date, change: object = {}) => {
      const { id } = await createRegistration({ status: "APPROVED", examSessionId });
      await db().reviewDecision.updateMany({
        where: { registrationId: id },
        data: { staffId: staff.id, decidedAt, ...change },
      });
    };
    await decided(since);
    await decided(new Date(since.getTime() - 1));
    await decided(now, { undoneAt: now });
    await decided(now, { kind: "PRE_APPROVE" });
    await createRegistration({ status: "RETURNED", examSessionId, now });
    await createRegistration({ status: "REFUSED", examSessionId, now });
    await createRegistration({ status: "APPROVED", now });

    const counts = async (staffId: string | null) => {
      const days = await reviewerDays({ examSessionId, since, staffId });
      const sum = (of: "approved" | "sentBack" | "refused") => days.reduce((total, day) => total + day[of], 0);
      return [sum("approved"), sum("sentBack"), sum("refused")];
    };
    expect(await counts(null)).toEqual([2, 1, 1]);
    expect(await counts(staff.id)).toEqual([2, 0, 0]);
    // The forecast reckons with what is through with review: neither a first of two stages nor what was taken back is.
    expect(await recentPace(examSessionId, "all", now)).toMatchObject({ decided: 3 });
  });

  it("shows a reviewer how long his own schools wait", async () => {
    const examSession = await createExamSession({
      schools: { create: ["甲校", "乙校"].map((name, index) => ({ name, position: index + 1 })) },
    });
    const ids = examSession.schools.toSorted((a, b) => a.position - b.position).map(({ id }) => id);
    const submittedAt = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);
    const at = (school: number) => ({ examSessionId: examSession.id, schoolId: ids[school] ?? null });
    await createRegistration({ status: "SUBMITTED", ...at(0), submittedAt: submittedAt(60) });
    await createRegistration({ status: "SUBMITTED", ...at(1), submittedAt: submittedAt(30) });
    await createRegistration({ status: "APPROVED", ...at(1), submittedAt: submittedAt(90), decidedAt: now });
    const times = (schools: string[]) =>
      waitingTimes({ examSessionId: examSession.id, scope: { schools, teachingPoints: [] }, since });
    expect(await times(["乙校"])).toMatchObject({
      waiting: 1,
      oldestAt: submittedAt(30),
      medianHours: expect.closeTo(1.5) as number,
    });
    expect(await times(["甲校"])).toMatchObject({ waiting: 1, oldestAt: submittedAt(60), medianHours: null });
  });
});

describe("the desk", () => {
  it("loads ahead what lies free and was not taken away", async () => {
    const { id: examSessionId } = await createExamSession();
    const now = new Date();
    const [claimed, free] = [
      await createRegistration({ status: "SUBMITTED", examSessionId, submittedAt: new Date(now.getTime() - 2) }),
      await createRegistration({ status: "SUBMITTED", examSessionId, submittedAt: new Date(now.getTime() - 1) }),
    ];
    const [me, colleague] = [await createStaff({ role: "REVIEWER" }), await createStaff({ role: "REVIEWER" })];
    await db().registration.update({
      where: { id: claimed.id },
      data: { claimedById: colleague.id, claimedAt: now, claimedUntil: new Date(now.getTime() + MINUTE) },
    });
    const removed = await createFile(free, { removedAt: now });
    const question = { examSessionId, scope: "all" as const, filter: readFilter(""), staffId: me.id, now };
    const ahead = await filesAhead(question, me.id);
    expect(ahead?.registrationId).toBe(free.id);
    expect(ahead?.fileIds).toHaveLength(4);
    expect(ahead?.fileIds).not.toContain(removed.id);
  });

  it("names nobody who has not handed in, in a match or by the address, and finds nobody of another session", async () => {
    const draft = await createRegistration();
    const seen = await createRegistration({ status: "SUBMITTED", examSessionId: draft.examSessionId });
    const elsewhere = await createRegistration({ status: "SUBMITTED" });
    const fileOf = (registrationId: string) =>
      db().storedFile.findFirstOrThrow({ where: { registrationId, kind: "PORTRAIT" } });
    const [fileId, otherFileId] = [(await fileOf(seen.id)).id, (await fileOf(draft.id)).id];
    await db().fileMatch.create({ data: { fileId, otherFileId, distance: 0, exact: true, createdAt: new Date() } });
    const shown = await reviewCase(seen.id, "all", new Date());
    expect(shown?.files.flatMap(({ matches }) => matches)).toMatchObject([{ owner: null }]);
    expect(await reviewCase(draft.id, "all", new Date())).toBeNull();
    const search = { kind: "registrationNumber", value: elsewhere.registrationNumber ?? "" } as const;
    expect(
      await searchRegistrations({ examSessionId: draft.examSessionId, search, scope: "all", now: new Date() }),
    ).toEqual([]);
    expect(
      await searchRegistrations({ examSessionId: elsewhere.examSessionId, search, scope: "all", now: new Date() }),
    ).toHaveLength(1);
  });

  it("shows uploads, not the admit card", async () => {
    const registration = await createRegistration({ status: "PAID" });
    const card = await createFile(registration, { kind: "ADMIT_CARD" });
    const look = {
      staff: await createStaff({ role: "REVIEWER" }),
      page: 1,
      purpose: "shown",
      shownOn: "",
      now: new Date(),
    } as const;
    expect(await viewFile({ ...look, fileId: card.id })).toBeNull();
  });
});

describe("a name that the candidate could not type", () => {
  it.each([
    ["in the version that was looked at", {}, { version: -1 }],
    ["while it waits for review", { status: "APPROVED" }, {}],
    ["where a character is missing", { name: "王三" }, {}],
    ["while no colleague has it open", { claimedUntil: new Date(Date.now() + 5 * MINUTE) }, {}],
  ] as const)("is written only %s", async (_what, change, look) => {
    const colleague = await createStaff({ role: "REVIEWER" });
    const { id, version } = await createRegistration({ status: "SUBMITTED", name: "王〓" });
    await db().registration.update({ where: { id }, data: { ...change, claimedById: colleague.id } });
    const staff = await createStaff({ role: "REVIEWER" });
    const seen = version + ("version" in look ? look.version : 0);
    const write = { registrationId: id, version: seen, typed: "王四", confirmed: "王四", staff, now: new Date() };
    expect(await writeName(write)).toEqual({ ok: false, error: "registration_not_in_expected_status" });
    expect((await db().registration.findUniqueOrThrow({ where: { id } })).name).not.toBe("王四");
  });
});

describe("the check of what was handed in", () => {
  it("looks at what waits alone, and writes nothing beside a change that came meanwhile", async () => {
    const [waiting, over] = [
      await createRegistration({ status: "SUBMITTED" }),
      await createRegistration({ status: "APPROVED" }),
    ];
    const now = new Date();
    expect(await recheck({ target: { registrationId: over.id }, now })).toBe(0);
    await whileUncommitted("UPDATE registration SET version = version + 1 WHERE id = $1", [waiting.id], () =>
      recheck({ target: { registrationId: waiting.id }, now }),
    );
    const checkedAt = async () => (await db().registration.findUniqueOrThrow({ where: { id: waiting.id } })).checkedAt;
    expect(await checkedAt()).toBeNull();
    expect(await recheck({ target: { registrationId: waiting.id }, now })).toBe(1);
    expect(await checkedAt()).toEqual(now);
  });
});

describe("a decision", () => {
  it("is offered to be undone to whoever made it, and the candidate reads the one that stands", async () => {
    const registration = await createRegistration({ status: "RETURNED" });
    const decision = await decisionOf(registration.id);
    const offered = async (staffId: string) =>
      (await undoableDecision({ decisionId: decision.id, staffId, now: new Date() }))?.id ?? null;
    expect(await offered((await createStaff({ role: "REVIEWER" })).id)).toBeNull();
    expect(await offered(decision.staffId)).toBe(decision.id);
    expect(await ownDecision(registration)).toMatchObject({ kind: "SEND_BACK" });
    await db().reviewDecision.update({ where: { id: decision.id }, data: { undoneAt: new Date() } });
    expect(await ownDecision(registration)).toBeNull();
    expect(await offered(decision.staffId)).toBeNull();
  });

  it("is told once, and not when it was undone", async () => {
    const registration = await createRegistration({ status: "APPROVED" });
    const [decision, now] = [await decisionOf(registration.id), new Date()];
    const tell = () => sendDecisionSms({ decisionId: decision.id, now });
    await db().reviewDecision.update({ where: { id: decision.id }, data: { undoneAt: now } });
    expect(await tell()).toBe("cancelled");
    await db().reviewDecision.update({ where: { id: decision.id }, data: { undoneAt: null } });
    expect([await tell(), await tell()]).toEqual(["sent", "cancelled"]);
    const { phoneEncrypted } = await phoneOf(registration.accountId);
    expect(
      await messagesTo(decryptColumn("account.phone_encrypted", registration.accountId, phoneEncrypted ?? "")),
    ).toHaveLength(1);
  });
});
