import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { restoreNotice, saveNotice, withdrawNotice } from "@/lib/domain/notice/commands/save-notice";
import { candidateNotices, deskNotices, homeNotices } from "@/lib/domain/notice/queries";
import { createExamSession, createStaff } from "../../support/factories";

const HOUR = 3_600_000;

let staffId = "";
beforeEach(async () => {
  await db().notice.deleteMany();
  ({ id: staffId } = await createStaff({ role: "EXAM_OFFICER" }));
});

function write(overrides: Partial<Parameters<typeof saveNotice>[0]> = {}) {
  const now = new Date();
  return saveNotice({
    id: uuidv7(now),
    version: 0,
    title: "停电通知",
    text: "明日停电。",
    audience: "EVERYBODY",
    groups: [],
    pinned: false,
    startsAt: now,
    endsAt: new Date(now.getTime() + HOUR),
    examSessionId: null,
    staffId,
    now,
    ...overrides,
  });
}

/** The home's answer is shared for a tenth of a second. */
const home = async (now = new Date()) => {
  await new Promise((resolve) => setTimeout(resolve, 110));
  return (await homeNotices(now)).map(({ title }) => title);
};

describe("a notice", () => {
  it("for everybody stands on the home and on every status page, from its first instant to its last", async () => {
    const { id: examSessionId } = await createExamSession();
    const startsAt = new Date(Date.now() + HOUR);
    const endsAt = new Date(startsAt.getTime() + HOUR);
    await write({ startsAt, endsAt });
    const own = async (now: Date) =>
      (await candidateNotices({ examSessionId, group: "NOT_BEGUN", now })).map(({ title }) => title);
    for (const [now, shown] of [
      [new Date(startsAt.getTime() - 1), []],
      [startsAt, ["停电通知"]],
      [new Date(endsAt.getTime() - 1), ["停电通知"]],
      [endsAt, []],
    ] as const) {
      expect(await home(now)).toEqual(shown);
      expect(await own(now)).toEqual(shown);
    }
  });

  it("for some is read by them alone, in their exam session", async () => {
    const [one, other] = [await createExamSession(), await createExamSession()];
    await write({ audience: "CANDIDATES", groups: ["TO_PAY", "LAPSED"], examSessionId: one.id });
    expect(await home()).toEqual([]);
    const reads = async (examSessionId: string, group: "TO_PAY" | "PAID") =>
      (await candidateNotices({ examSessionId, group, now: new Date() })).length;
    expect([await reads(one.id, "TO_PAY"), await reads(one.id, "PAID"), await reads(other.id, "TO_PAY")]).toEqual([
      1, 0, 0,
    ]);
    expect([(await deskNotices(one.id)).length, (await deskNotices(other.id)).length]).toEqual([1, 0]);
  });

  it("has readers in the database too", async () => {
    const { id: examSessionId } = await createExamSession();
    await expect(write({ audience: "CANDIDATES", groups: [], examSessionId })).rejects.toThrow(/notice_has_readers/);
    await expect(write({ audience: "CANDIDATES", groups: ["PAID"], examSessionId: null })).rejects.toThrow(
      /notice_has_readers/,
    );
  });

  it("that is posted twice is one; of two editors the second is told; every change is on record", async () => {
    const id = uuidv7(new Date());
    await Promise.all([write({ id }), write({ id })]);
    expect(await db().notice.count()).toBe(1);
    expect(await write({ id, version: 1, title: "改后" })).toEqual({ ok: true, value: { id } });
    expect(await write({ id, version: 1, title: "另改" })).toEqual({ ok: false, error: "notice_changed_meanwhile" });
    expect(await home()).toEqual(["改后"]);

    expect(await withdrawNotice({ id, version: 1, staffId, now: new Date() })).toMatchObject({ ok: false });
    expect(await withdrawNotice({ id, version: 2, staffId, now: new Date() })).toMatchObject({ ok: true });
    expect(await home()).toEqual([]);
    expect(await withdrawNotice({ id, version: 3, staffId, now: new Date() })).toMatchObject({ ok: false });
    expect(await restoreNotice({ id, version: 3, staffId, now: new Date() })).toMatchObject({ ok: true });
    expect(await home()).toEqual(["改后"]);

    const audit = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(audit.map(({ action }) => action)).toEqual([
      "notice.publish",
      "notice.edit",
      "notice.withdraw",
      "notice.restore",
    ]);
    expect(audit[1]?.detail).toMatchObject({ before: { title: "停电通知" }, after: { title: "改后" } });
  });

  it("whose time is over is refused, because nobody would read it", async () => {
    const now = new Date();
    const before = new Date(now.getTime() - HOUR);
    expect(await write({ startsAt: before, endsAt: now, now })).toEqual({ ok: false, error: "notice_over" });
    expect(await write({ startsAt: before, endsAt: new Date(now.getTime() + 1), now })).toMatchObject({ ok: true });
  });
});
