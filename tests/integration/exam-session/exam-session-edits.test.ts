import { describe, expect, it } from "vitest";
import { formatInput } from "@/app/_lib/format";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";
import { whileUncommitted } from "../../support/race";
import { outcome, saveAgreeing, saveSession } from "../../support/session-form";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const later = (instant: Date, milliseconds: number) => formatInput(new Date(instant.getTime() + milliseconds));

/** A published session with one person in each status. */
async function peopled(overrides: Parameters<typeof createExamSession>[0] = {}) {
  const examSession = await createExamSession(overrides);
  const statuses = [
    "DRAFT",
    "SUBMITTED",
    "RETURNED",
    "REFUSED",
    "PRE_APPROVED",
    "APPROVED",
    "PAID",
    "CANCELLED",
  ] as const;
  for (const status of statuses) await createRegistration({ examSessionId: examSession.id, status });
  return examSession;
}

/** What the desk is told that a change touches: "code: how many". */
async function touched(id: string, typed: Record<string, string>) {
  const saved = await saveSession(id, typed);
  if (saved.ok) return [];
  expect(saved.error).toBe("session_change_to_confirm");
  return saved.detail?.problems.map(({ code, values }) => `${code}: ${values?.["count"]}`);
}

const lastAudit = (subjectId: string) =>
  db().auditEntry.findFirstOrThrow({ where: { subjectId }, orderBy: { id: "desc" } });

describe("a change of a published session that touches people", () => {
  type Session = Awaited<ReturnType<typeof peopled>>;
  it.each<[string, (examSession: Session) => Record<string, string>, string[]]>([
    [
      "registration ends earlier",
      (s) => ({ registrationClosesAt: later(s.registrationClosesAt, -HOUR) }),
      ["closes_earlier: 1"],
    ],
    ["review ends earlier", (s) => ({ reviewClosesAt: later(s.reviewClosesAt, -HOUR) }), ["closes_earlier: 3"]],
    ["payment ends earlier", (s) => ({ paymentClosesAt: later(s.paymentClosesAt, -HOUR) }), ["closes_earlier: 4"]],
    ["printing ends earlier", (s) => ({ printingClosesAt: later(s.printingClosesAt, -HOUR) }), ["closes_earlier: 1"]],
    [
      "payment begins later than now",
      (s) => ({ paymentOpensAt: later(s.paymentOpensAt, 2 * DAY) }),
      ["opens_later: 4"],
    ],
    ["payment began later", (s) => ({ paymentOpensAt: later(s.paymentOpensAt, HOUR) }), []],
    ["every window ends later", (s) => ({ registrationClosesAt: later(s.registrationClosesAt, HOUR) }), []],
    ["the exam's place", () => ({ examAddress: "另一处" }), ["exam_place_moved: 6"]],
    ["the fee", () => ({ fee: "60" }), ["fee_changed: 5", "fee_changed_after_payment: 1"]],
    ["the fee of another language", () => ({ languages: "英语 1\n日语 2 80\n俄语 3\n法语 4\n德语 5" }), []],
    [
      "the fee of a language",
      () => ({ languages: "英语 1 80\n日语 2\n俄语 3\n法语 4\n德语 5" }),
      ["fee_changed: 5", "fee_changed_after_payment: 1"],
    ],
    ["a new language with a fee", () => ({ languages: "英语 1\n日语 2\n俄语 3\n法语 4\n德语 5\n西班牙语 6 80" }), []],
    ["two stages of review", () => ({ twoStageReview: "on" }), ["two_stages_from_now: 1"]],
    ["the roster", () => ({ rosterRequired: "on" }), ["roster_from_now: 3"]],
    ["the payer's own account", () => ({ payerIdentity: "on" }), ["own_wechat_from_now: 5"]],
    ["texts and telephone", () => ({ tipsText: "别的提示。", contactPhone: "027-1", title: "别的名称" }), []],
  ])("lists whom it touches before it is saved: %s", async (_what, typed, expected) => {
    const examSession = await peopled();
    const before = await db().examSession.findUniqueOrThrow({ where: { id: examSession.id } });
    expect(await touched(examSession.id, typed(examSession))).toEqual(expected);
    const after = await db().examSession.findUniqueOrThrow({ where: { id: examSession.id } });
    expect(after.updatedAt.getTime() === before.updatedAt.getTime()).toBe(expected.length > 0);
  });

  it("counts only those whom a later month of graduation shuts out", async () => {
    const examSession = await createExamSession({ graduationMonth: "2026-06" });
    for (const graduationMonth of ["2026-05", "2026-06", "2026-11", "2026-12"])
      await createRegistration({
        examSessionId: examSession.id,
        status: "SUBMITTED",
        category: "ADULT_GRADUATING",
        graduationMonth,
      });
    await createRegistration({ examSessionId: examSession.id, status: "SUBMITTED" });
    expect(await touched(examSession.id, { graduationMonth: "2026-12" })).toEqual(["graduation_month_later: 3"]);
  });

  it("tells that cards which are out become void", async () => {
    const examSession = await createExamSession({ cardsPublishedAt: new Date(), seatsFrozenAt: new Date() });
    const { id: registrationId } = await createRegistration({ examSessionId: examSession.id, status: "PAID" });
    await createRegistration({ examSessionId: examSession.id, status: "PAID" });
    const room = await db().room.create({
      data: { examSessionId: examSession.id, number: 1, place: "A", capacity: 30 },
    });
    await db().seat.create({
      data: { examSessionId: examSession.id, roomId: room.id, number: 1, registrationId, admitCardNumber: "1" },
    });
    expect(await touched(examSession.id, { notes: "另一条。" })).toEqual(["cards_drawn_anew: 1"]);
    expect(await touched(examSession.id, { languages: "英语 → 大学英语 1\n日语 2\n俄语 3\n法语 4\n德语 5" })).toEqual([
      "cards_drawn_anew: 1",
      "renamed: 2",
    ]);
  });

  it("names few people, masked, and nobody in the audit", async () => {
    const examSession = await createExamSession();
    await createRegistration({ examSessionId: examSession.id, status: "APPROVED", name: "欧阳小明" });
    const asked = await saveSession(examSession.id, { fee: "60" });
    const [line] = asked.ok ? [] : (asked.detail?.problems ?? []);
    expect(line && problemSentence(line)).toContain("影响 1 人（欧＊＊＊）");
    for (let more = 0; more < 5; more += 1)
      await createRegistration({ examSessionId: examSession.id, status: "APPROVED" });
    const many = await saveSession(examSession.id, { fee: "60" });
    expect(many.ok ? null : many.detail?.problems[0]?.people).toBeUndefined();
    expect(outcome(await saveAgreeing(examSession.id, { fee: "60" }))).toBe("saved");
    expect(JSON.stringify((await lastAudit(examSession.id)).detail)).not.toMatch(/欧|张/);
  });

  it("needs a reason, and is asked anew when more people or another change have come in between", async () => {
    const examSession = await createExamSession();
    const person = (status: RegistrationStatus) => createRegistration({ examSessionId: examSession.id, status });
    await person("APPROVED");
    const asked = await saveSession(examSession.id, { fee: "60" });
    const confirmed = asked.ok ? "" : (asked.detail?.confirm ?? "");
    expect(outcome(await saveSession(examSession.id, { fee: "60", confirmed }))).toBe("fee_changed");
    expect(await saveSession(examSession.id, { fee: "60", confirmed, reason: " " })).toMatchObject({
      error: "session_change_without_reason",
    });
    expect(await saveSession(examSession.id, { fee: "70", confirmed, reason: "通知" })).toMatchObject({
      error: "session_change_not_as_confirmed",
    });
    await person("APPROVED");
    expect(await saveSession(examSession.id, { fee: "60", confirmed, reason: "通知" })).toMatchObject({
      error: "session_change_not_as_confirmed",
    });
    expect((await db().examSession.findUniqueOrThrow({ where: { id: examSession.id } })).feeFen).toBe(5000);
    expect(outcome(await saveAgreeing(examSession.id, { fee: "60" }))).toBe("saved");
    const { detail } = await lastAudit(examSession.id);
    expect(detail).toMatchObject({
      changed: ["feeFen"],
      values: { feeFen: { before: 5000, after: 6000 } },
      reason: "学校通知",
      touched: [{ code: "fee_changed", count: 2 }],
    });
  });
});

describe("an edit that would be a disaster", () => {
  it.each<[string, (examSession: Awaited<ReturnType<typeof peopled>>) => Record<string, string>]>([
    [
      "moved_into_past",
      () => ({ paymentClosesAt: later(new Date(), -HOUR), paymentOpensAt: later(new Date(), -2 * DAY) }),
    ],
    [
      "printing_after_exam",
      (s) => ({ examStartsAt: later(s.examStartsAt, -3 * DAY), examEndsAt: later(s.examEndsAt, -3 * DAY) }),
    ],
    ["fee_too_high", () => ({ fee: "9999999" })],
    ["fee_zero", () => ({ fee: "0" })],
    ["language_fee_too_high", () => ({ languages: "英语 1 99999\n日语 2\n俄语 3\n法语 4\n德语 5" })],
    ["empty", () => ({ examAddress: " " })],
    ["empty", () => ({ pledgeText: "" })],
    ["number_prefix_given", () => ({ numberPrefix: "999999" })],
    ["pre_approved_waiting", () => ({ twoStageReview: "" })],
    ["renamed_is_unknown", () => ({ levels: "本科 → 专升本科\n专升本\n高起本" })],
  ])("is refused in a published session, and in words: %s", async (code, typed) => {
    const examSession = await peopled({ twoStageReview: true });
    const refused = await saveSession(examSession.id, typed(examSession));
    expect(refused).toMatchObject({ ok: false, error: "session_contradictory" });
    const problems = refused.ok ? [] : (refused.detail?.problems ?? []);
    expect(problems.map((problem) => problem.code)).toContain(code);
    for (const problem of problems) expect(problemSentence(problem)).not.toMatch(/undefined|填写有误/);
  });
});

describe("the notice of a change", () => {
  const notices = (examSessionId: string) => db().notice.findMany({ where: { examSessionId } });
  const words = { announceTitle: "考试地址变更", announceText: "考试改在主楼举行。" };

  it("is published with the change, for those whom it touches, in the officer's words, and on record", async () => {
    const examSession = await createExamSession();
    for (const status of ["DRAFT", "APPROVED", "PAID", "CANCELLED"] as const)
      await createRegistration({ examSessionId: examSession.id, status });
    const typed = { examAddress: "主楼", announce: "on", ...words };
    // Nothing is told of a change that is not saved yet.
    expect(await saveSession(examSession.id, typed)).toMatchObject({ error: "session_change_to_confirm" });
    expect(await notices(examSession.id)).toEqual([]);
    expect(outcome(await saveAgreeing(examSession.id, typed))).toBe("saved");
    const [notice, ...more] = await notices(examSession.id);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      audience: "CANDIDATES",
      title: words.announceTitle,
      text: words.announceText,
      endsAt: examSession.examEndsAt,
    });
    expect(notice?.groups.toSorted()).toEqual(["DRAFT", "IN_REVIEW", "PAID", "RETURNED", "TO_PAY"]);
    expect(await db().auditEntry.findMany({ where: { subjectId: notice?.id ?? "" } })).toMatchObject([
      { action: "notice.publish", detail: { after: { text: words.announceText } } },
    ]);
  });

  it("needs its words, and is none without the tick or without anybody whom the change touches", async () => {
    const examSession = await createExamSession();
    const { id } = examSession;
    const untouched = { examAddress: "甲楼", announce: "on", ...words };
    expect(outcome(await saveAgreeing(id, untouched))).toBe("saved");
    await createRegistration({ examSessionId: id, status: "PAID" });
    expect(await saveAgreeing(id, { examAddress: "乙楼", announce: "on", ...words, announceText: " " })).toMatchObject({
      error: "session_change_without_notice_text",
    });
    expect((await db().examSession.findUniqueOrThrow({ where: { id } })).examAddress).toBe("甲楼");
    expect(outcome(await saveAgreeing(id, { examAddress: "乙楼", ...words }))).toBe("saved");
    expect(await notices(id)).toEqual([]);
  });
});

describe("the audit of an edit", () => {
  const open = (name: string) => ({ name, closed: false });

  it("holds the old and the new value of everything, lists and long texts included", async () => {
    const examSession = await createExamSession();
    const long = "很长的须知。".repeat(500);
    const typed = {
      languages: "英语 1\n日语 2\n俄语 3\n法语 4\n德语 5\n西班牙语 6 80",
      schools: "武汉轻工大学：校本部、襄阳函授站",
      noticeText: long,
    };
    expect(outcome(await saveSession(examSession.id, { ...typed, "idType-PASSPORT": "" }))).toBe("saved");
    const detail = (await lastAudit(examSession.id)).detail as {
      changed: string[];
      values: Record<string, { before: unknown; after: unknown }>;
    };
    expect(detail.changed.toSorted()).toEqual(["idTypes", "languages", "noticeText", "schools"]);
    expect(detail.values["languages"]?.after).toContainEqual({
      ...open("西班牙语"),
      code: "6",
      feeFen: 8000,
      examStartsAt: null,
      examEndsAt: null,
    });
    expect(detail.values["languages"]?.before).toHaveLength(5);
    expect(detail.values["schools"]).toEqual({
      before: [{ ...open("武汉轻工大学"), teachingPoints: [open("校本部")] }],
      after: [{ ...open("武汉轻工大学"), teachingPoints: [open("校本部"), open("襄阳函授站")] }],
    });
    expect(detail.values["noticeText"]).toEqual({ before: examSession.noticeText, after: long });
  });

  it("says that nothing changed when nothing was typed", async () => {
    const examSession = await createExamSession();
    expect(outcome(await saveSession(examSession.id, {}))).toBe("saved");
    expect((await lastAudit(examSession.id)).detail).toEqual({ changed: [], values: {} });
  });
});

describe("a rename", () => {
  const schools = {
    create: [
      { name: "改名甲校", position: 1, teachingPoints: { create: [{ name: "东区", position: 1 }] } },
      { name: "改名乙校", position: 2, teachingPoints: { create: [{ name: "东区", position: 1 }] } },
    ],
  };
  const scopesOf = async (staffId: string) =>
    (
      await db().staffScope.findMany({ where: { staffId }, orderBy: [{ school: "asc" }, { teachingPoint: "asc" }] })
    ).map(({ school, teachingPoint }) => `${school}/${teachingPoint}`);
  const reviewer = (...scopes: [string, string][]) =>
    createStaff({
      role: "REVIEWER",
      allSchools: false,
      scopes: { create: scopes.map(([school, teachingPoint]) => ({ school, teachingPoint })) },
    } as Parameters<typeof createStaff>[0]);

  it("takes the reviewers' limits along, swaps too, and those of nobody else", async () => {
    const examSession = await createExamSession({ schools });
    const whole = await reviewer(["改名甲校", ""]);
    const point = await reviewer(["改名甲校", "东区"], ["别的学校", "东区"]);
    expect(
      outcome(
        await saveAgreeing(examSession.id, { schools: "改名甲校 → 改名乙校：东区 → 西区\n改名乙校 → 改名甲校：东区" }),
      ),
    ).toBe("saved");
    expect(await scopesOf(whole.id)).toEqual(["改名乙校/"]);
    expect(await scopesOf(point.id)).toEqual(["别的学校/东区", "改名乙校/西区"].toSorted());
  });

  it("leaves a reviewer the old name while another session has it", async () => {
    const named = (name: string) => ({
      create: [{ name, position: 1, teachingPoints: { create: [{ name: "东区", position: 1 }] } }],
    });
    const [older, newer] = [
      await createExamSession({ schools: named("沿用校") }),
      await createExamSession({ schools: named("沿用校") }),
    ];
    const member = await reviewer(["沿用校", "东区"]);
    expect(outcome(await saveAgreeing(newer.id, { schools: "沿用校 → 新校：东区" }))).toBe("saved");
    expect(await scopesOf(member.id)).toEqual(["新校/东区", "沿用校/东区"].toSorted());
    expect(outcome(await saveAgreeing(older.id, { schools: "沿用校 → 旧校：东区" }))).toBe("saved");
    expect(await scopesOf(member.id)).toContain("旧校/东区");
    expect(await scopesOf(member.id)).not.toContain("沿用校/东区");
  });

  it("takes the roster along: school, point and level", async () => {
    const examSession = await createExamSession({ schools });
    const entry = { documentEncrypted: "x", documentMasked: "x", name: "甲", nameKey: "甲" };
    const row = (documentIndex: string, school: string | null, teachingPoint: string | null, level: string) =>
      db().rosterEntry.create({
        data: { examSessionId: examSession.id, ...entry, documentIndex, school, teachingPoint, level },
      });
    const rows = [
      await row("1", "改名甲校", "东区", "专升本"),
      await row("2", "改名乙校", "东区", "高起本"),
      await row("3", null, null, "专升本"),
    ];
    const typed = {
      schools: "改名甲校 → 改名丙校：东区 → 西区\n改名乙校：东区",
      levels: "专升本 → 高起本\n高起本 → 专升本",
    };
    expect(outcome(await saveAgreeing(examSession.id, typed))).toBe("saved");
    const after = await Promise.all(rows.map(({ id }) => db().rosterEntry.findUniqueOrThrow({ where: { id } })));
    expect(after.map(({ school, teachingPoint, level }) => [school, teachingPoint, level])).toEqual([
      ["改名丙校", "西区", "高起本"],
      ["改名乙校", "东区", "专升本"],
      [null, null, "高起本"],
    ]);
  });

  it("is refused for what somebody chooses at this very instant, when it would be deleted instead", async () => {
    const examSession = await createExamSession({ schools });
    const registration = await createRegistration({
      examSessionId: examSession.id,
      schoolId: examSession.schools[0]?.id ?? null,
    });
    const chosen = await whileUncommitted(
      "UPDATE registration SET school_id = $2 WHERE id = $1",
      [registration.id, examSession.schools[1]?.id],
      () => saveSession(examSession.id, { schools: "改名甲校：东区" }),
    );
    expect(outcome(chosen)).toBe("school_in_use");
    expect(await db().school.count({ where: { examSessionId: examSession.id } })).toBe(2);
  });
});
