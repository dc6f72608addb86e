import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { editExamSessionSchema } from "@/lib/domain/exam-session/schema";
import { createExamSession, createRegistration } from "../../support/factories";
import { outcome, saveAgreeing, saveForm, saveSession, sessionForm, typedForm } from "../../support/session-form";

type Session = Awaited<ReturnType<typeof createExamSession>>;

const save = async ({ id }: Session, typed: Record<string, string>) => outcome(await saveSession(id, typed));

const row = ({ id }: Session) =>
  db().examSession.findUniqueOrThrow({ where: { id }, include: { languages: true, schools: true } });

const twoSchools = {
  schools: {
    create: [
      { name: "甲校", position: 1, teachingPoints: { create: [{ name: "东区", position: 1 }] } },
      { name: "乙校", position: 2 },
    ],
  },
};

describe("an exam session that is saved", () => {
  it("is refused to the second of two who opened the form together", async () => {
    const examSession = await createExamSession();
    const [first, second] = [
      await sessionForm(examSession.id, { title: "第一个" }),
      await sessionForm(examSession.id, { title: "第二个" }),
    ];
    expect(outcome(await saveForm(first))).toBe("saved");
    expect(await saveForm(second)).toMatchObject({ error: "session_edited_meanwhile" });
    expect((await row(examSession)).title).toBe("第一个");
  });

  it("tells the second field by field what changed, loses nothing, and merges what he chooses", async () => {
    const examSession = await createExamSession({ publishedAt: null });
    const mine = await typedForm(examSession.id, { title: "我的名称", contactPhone: "027-2", levels: "专升本" });
    const theirs = { title: "他的名称", fee: "60", languages: "英语 1\n日语 2", contactHours: "周一" };
    expect(await save(examSession, theirs)).toBe("saved");

    const post = async (more: Record<string, string>) => saveForm(editExamSessionSchema.parse({ ...mine, ...more }));
    const asked = await post({});
    const changes = asked.ok ? [] : (asked.detail?.problems ?? []);
    expect(changes.map(({ field, code }) => `${field}: ${code}`).toSorted()).toEqual([
      "contactHours: changed_by_colleague",
      "fee: changed_by_colleague",
      "languages: changed_by_colleague",
      "title: changed_by_both",
    ]);
    expect(changes.find(({ field }) => field === "title")?.values).toEqual({
      theirs: JSON.stringify("他的名称"),
      mine: JSON.stringify("我的名称"),
    });
    const met = asked.ok ? "" : (asked.detail?.confirm ?? "");

    // A choice is missing; then a third one saves in between: both are asked again.
    const choices = { "take-title": "mine", "take-fee": "theirs", "take-languages": "theirs" };
    expect(await post({ met, ...choices })).toMatchObject({ error: "session_edited_meanwhile" });
    expect(await save(examSession, { examAddress: "第三处" })).toBe("saved");
    const again = await post({ met, ...choices, "take-contactHours": "mine" });
    expect(again).toMatchObject({ error: "session_edited_meanwhile" });
    const now = again.ok ? "" : (again.detail?.confirm ?? "");
    const all = { ...choices, "take-contactHours": "mine", "take-examAddress": "theirs" };
    expect(await post({ met: now, ...all })).toMatchObject({ ok: true });
    expect(await row(examSession)).toMatchObject({
      title: "我的名称",
      contactPhone: "027-2",
      levels: ["专升本"],
      feeFen: 6000,
      contactHours: examSession.contactHours,
      examAddress: "第三处",
    });
    expect((await row(examSession)).languages).toHaveLength(2);
  });

  it("tells the second of two that the draft was published meanwhile", async () => {
    const examSession = await createExamSession({ publishedAt: null });
    const form = await typedForm(examSession.id, { contactPhone: "027-3" });
    const published = new Date(examSession.updatedAt.getTime() + 5);
    await db().examSession.update({
      where: { id: examSession.id },
      data: { publishedAt: published, updatedAt: published },
    });
    const asked = await saveForm(editExamSessionSchema.parse(form));
    expect(asked).toMatchObject({ error: "session_edited_meanwhile", detail: { problems: [] } });
    const met = asked.ok ? "" : (asked.detail?.confirm ?? "");
    expect(await saveForm(editExamSessionSchema.parse({ ...form, met }))).toMatchObject({ ok: true });
  });

  it("is saved once by two who press at the same instant", async () => {
    const examSession = await createExamSession();
    const forms = await Promise.all(
      ["第一个", "第二个", "第三个"].map((title) => sessionForm(examSession.id, { title })),
    );
    const saved = await Promise.all(forms.map((form) => saveForm(form)));
    expect(saved.map(outcome).toSorted()).toEqual(["changed_by_both", "changed_by_both", "saved"]);
  });

  it("keeps the portrait rule it is given, within bounds, and says in the audit what it was", async () => {
    const examSession = await createExamSession();
    expect(await save(examSession, { portraitWidth: "300", portraitHeight: "400", portraitMaxKb: "60" })).toBe("saved");
    expect(await row(examSession)).toMatchObject({ portraitWidth: 300, portraitHeight: 400, portraitMaxKb: 60 });
    const audit = await db().auditEntry.findFirstOrThrow({
      where: { action: "exam_session.update", subjectId: examSession.id },
    });
    expect(audit.detail).toMatchObject({
      values: { portraitWidth: { before: 480, after: 300 }, portraitMaxKb: { before: 500, after: 60 } },
    });

    const form = await typedForm(examSession.id);
    const errors = (typed: Record<string, string>) =>
      editExamSessionSchema
        .safeParse({ ...form, ...typed })
        .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    expect(errors({ portraitWidth: "358", portraitHeight: "441" })).toEqual(["portraitWidth portrait_size_invalid"]);
    expect(errors({ portraitWidth: "237", portraitHeight: "316" })).toEqual(["portraitWidth portrait_size_invalid"]);
    expect(errors({ portraitWidth: "一寸" })).toEqual(["portraitWidth portrait_size_invalid"]);
    expect(errors({ portraitMaxKb: "29" })).toEqual(["portraitMaxKb portrait_kb_invalid"]);
    expect(errors({ portraitMaxKb: "1001" })).toEqual(["portraitMaxKb portrait_kb_invalid"]);
    expect(errors({ portraitMaxKb: "1000", portraitWidth: "720", portraitHeight: "960" })).toBeUndefined();
  });

  it("asks candidates to confirm the texts anew only when one of the two has changed", async () => {
    const examSession = await createExamSession();
    const version = async (typed: Record<string, string>) => {
      expect(await save(examSession, typed)).toBe("saved");
      return (await row(examSession)).textsVersion;
    };
    expect(await version({ pledgeText: "另一份承诺。" })).toBe(1);
    expect(await version({ noticeText: "另一份须知。" })).toBe(2);
    expect(await version({ noticeText: "另一份须知。", tipsText: "另一份提示。" })).toBe(3);
  });

  it.each([
    [null, { examAddress: "另一处" }, 1],
    [new Date(), { examAddress: "另一处" }, 2],
    [new Date(), { schoolName: "另一所大学" }, 2],
    [new Date(), { year: "2031" }, 2],
    [new Date(), { contactPhone: "027-12345678" }, 2],
    [new Date(), { notes: "另一条。" }, 2],
    // Only the cards of that language: tests/integration/admit-card/exam-time.test.ts.
    [new Date(), { languages: "英语 → 大学英语 1" }, 1],
    [new Date(), { fee: "60.00" }, 1],
    [new Date(), { tipsText: "另一份提示。" }, 1],
  ])(
    "draws the cards anew only when they are out (%o) and say something else (%o)",
    async (cardsPublishedAt, typed, version) => {
      const examSession = await createExamSession({ cardsPublishedAt });
      expect(await save(examSession, typed)).toBe("saved");
      expect((await row(examSession)).cardVersion).toBe(version);
    },
  );
});

describe("the numbers of the admit cards", () => {
  it.each([
    ["the template", { numberTemplate: "{school:5}{yy}{half}{language:1}{room:3}{seat:3}" }],
    ["the school's number", { schoolNumber: "10497" }],
    ["the year", { year: "2031" }],
    ["the season", { season: "SPRING" }],
    ["a language's digit", { languages: "英语 9\n日语 2\n俄语 3\n法语 4\n德语 5" }],
    ["the digit of a language that is renamed", { languages: "英语 → 大学英语 9\n日语 2\n俄语 3\n法语 4\n德语 5" }],
  ])("are settled once seats are drawn: %s", async (_what, typed) => {
    const [open, frozen] = [await createExamSession(), await createExamSession({ seatsFrozenAt: new Date() })];
    expect(await save(open, typed)).toBe("saved");
    expect(await save(frozen, typed)).toBe("numbering_frozen");
    expect(await save(frozen, { title: "只改名称" })).toBe("saved");
  });

  it("let two languages change their digits, and their names", async () => {
    const examSession = await createExamSession();
    expect(await save(examSession, { languages: "英语 2\n日语 1\n俄语 → 法语 3\n法语 → 俄语 4\n德语 5" })).toBe(
      "saved",
    );
    const after = (await row(examSession)).languages;
    const named = (id: string | undefined) => after.find((language) => language.id === id);
    expect(examSession.languages.map(({ id }) => [named(id)?.name, named(id)?.code])).toEqual([
      ["英语", "2"],
      ["日语", "1"],
      ["法语", "3"],
      ["俄语", "4"],
      ["德语", "5"],
    ]);
  });
});

describe("what a list offers", () => {
  // Somebody else's session, in which everything is taken: it must keep nobody from changing this one.
  async function taken() {
    const examSession = await createExamSession(twoSchools);
    const [school] = examSession.schools;
    const point = school?.teachingPoints[0]?.id ?? null;
    await createRegistration({ examSessionId: examSession.id, schoolId: school?.id ?? null, teachingPointId: point });
    return examSession;
  }
  const without = {
    level_in_use: { levels: "高起本" },
    language_in_use: { languages: "日语 2\n俄语 3\n法语 4\n德语 5" },
    school_in_use: { schools: "乙校" },
    teaching_point_in_use: { schools: "甲校\n乙校" },
    category_in_use: { "category-ADULT_ENROLLED": "" },
    id_type_in_use: { "idType-RESIDENT_ID": "" },
  };

  it.each(Object.entries(without))(
    "stays while a registration names it, drafts included, and says how many: %s",
    async (refusal, typed: Record<string, string>) => {
      const examSession = await taken();
      const free = await createExamSession(twoSchools);
      const refused = await saveSession(examSession.id, typed);
      expect(outcome(refused)).toBe(refusal);
      const named = refused.ok ? undefined : refused.detail?.problems[0]?.values;
      expect([named?.["count"], String(named?.["name"]).length > 0]).toEqual([1, true]);
      const { schools, languages, levels } = await row(examSession);
      expect([schools.length, languages.length, levels.length]).toEqual([2, 5, 2]);
      expect(await save(free, typed)).toBe("saved");
    },
  );

  it("is renamed with its people: school, teaching point, language and level", async () => {
    const examSession = await taken();
    const { id } = examSession;
    const typed = {
      schools: "甲校 → 丙校：东区 → 西区\n乙校",
      languages: "英语 → 大学英语 1\n日语 2\n俄语 3\n法语 4\n德语 5",
      levels: "专升本 → 专科升本科\n高起本",
    };
    expect(outcome(await saveSession(id, typed))).toBe("renamed");
    expect(outcome(await saveAgreeing(id, typed))).toBe("saved");
    const registration = await db().registration.findFirstOrThrow({
      where: { examSessionId: id },
      include: { school: true, teachingPoint: true, language: true },
    });
    const { school, teachingPoint, language, level } = registration;
    expect([school?.name, teachingPoint?.name, language?.name, level]).toEqual([
      "丙校",
      "西区",
      "大学英语",
      "专科升本科",
    ]);
    expect((await row(examSession)).levels).toEqual(["专科升本科", "高起本"]);
  });
});
