import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { updateExamSession } from "@/lib/exam-session/commands";
import type { ExamSessionInput } from "@/lib/exam-session/schema";
import { createExamSession, createRegistration, createStaff } from "../support/factories";

type Session = Awaited<ReturnType<typeof createExamSession>>;

/** What the form posts when nobody changes anything. */
const untouched = (session: Session): ExamSessionInput => {
  const { id, title, examStartsAt, examEndsAt, examAddress, graduationMonth, levels, noticeText, tipsText, pledgeText } = session;
  const { registrationOpensAt, registrationClosesAt, reviewOpensAt, reviewClosesAt } = session;
  const { paymentOpensAt, paymentClosesAt, printingOpensAt, printingClosesAt } = session;
  const { contactPhone, contactHours, rosterRequired, twoStageReview, payerIdentity } = session;
  return {
    id,
    title,
    examStartsAt,
    examEndsAt,
    examAddress,
    graduationMonth,
    levels,
    noticeText,
    tipsText,
    pledgeText,
    registrationOpensAt,
    registrationClosesAt,
    reviewOpensAt,
    reviewClosesAt,
    paymentOpensAt,
    paymentClosesAt,
    printingOpensAt,
    printingClosesAt,
    contactPhone,
    contactHours,
    rosterRequired,
    twoStageReview,
    payerIdentity,
    seen: session.updatedAt.getTime(),
    fee: session.feeFen,
    refundLimit: session.refundLimitFen,
    notes: session.admitCardNotes,
    numberTemplate: session.admitNumberTemplate,
    schoolNumber: session.schoolCode,
    schools: session.schools.map(({ name, teachingPoints }) => ({ name, teachingPoints: teachingPoints.map((point) => point.name) })),
    languages: session.languages.map(({ name, code, feeFen }) => ({ name, code, feeFen })),
  };
};

async function save(session: Session, change: Partial<ExamSessionInput>) {
  const staff = await createStaff();
  const saved = await updateExamSession({
    staffId: staff.id,
    role: "ADMINISTRATOR",
    input: { ...untouched(session), ...change },
    now: new Date(),
  });
  return saved.ok ? "saved" : saved.error;
}

const row = ({ id }: Session) => db().examSession.findUniqueOrThrow({ where: { id }, include: { languages: true, schools: true } });

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
    const session = await createExamSession();
    expect(await save(session, { title: "第一个" })).toBe("saved");
    expect(await save(session, { title: "第二个" })).toBe("session_edited_meanwhile");
    expect((await row(session)).title).toBe("第一个");
  });

  it("asks candidates to confirm the texts anew only when one of the two has changed", async () => {
    const session = await createExamSession();
    const version = async (change: Partial<ExamSessionInput>) => {
      const { updatedAt } = await row(session);
      expect(await save(session, { seen: updatedAt.getTime(), ...change })).toBe("saved");
      return (await row(session)).textsVersion;
    };
    expect(await version({ pledgeText: "另一份承诺。" })).toBe(1);
    expect(await version({ noticeText: "另一份须知。" })).toBe(2);
    expect(await version({ noticeText: "另一份须知。", tipsText: "另一份提示。" })).toBe(3);
  });

  it.each([
    [null, "另一处", 1],
    [new Date(), "另一处", 2],
    [new Date(), null, 1],
  ])("draws the cards anew only when they are out (%o) and say something else (%s)", async (cardsPublishedAt, examAddress, version) => {
    const session = await createExamSession({ cardsPublishedAt });
    expect(await save(session, examAddress ? { examAddress } : { fee: 1 })).toBe("saved");
    expect((await row(session)).cardVersion).toBe(version);
  });
});

describe("the numbers of the admit cards", () => {
  it.each([
    ["the template", () => ({ numberTemplate: "{school:5}{yy}{half}{language:1}{room:3}{seat:3}" })],
    ["the school's number", () => ({ schoolNumber: "10497" })],
    ["a language's digit", (session: Session) => ({ languages: recoded(session) })],
  ])("are settled once seats are drawn: %s", async (_what, change) => {
    const [open, frozen] = [await createExamSession(), await createExamSession({ seatsFrozenAt: new Date() })];
    expect(await save(open, change(open))).toBe("saved");
    expect(await save(frozen, change(frozen))).toBe("numbering_frozen");
    expect(await save(frozen, { title: "只改名称" })).toBe("saved");
  });

  it("let two languages change their digits", async () => {
    const session = await createExamSession();
    const [first, second, ...rest] = untouched(session).languages;
    if (!first || !second) throw new Error("no languages");
    const languages = [{ ...first, code: second.code }, { ...second, code: first.code }, ...rest];
    expect(await save(session, { languages })).toBe("saved");
    const codes = new Map((await row(session)).languages.map(({ name, code }) => [name, code]));
    expect([codes.get(first.name), codes.get(second.name)]).toEqual([second.code, first.code]);
  });
});

const recoded = (session: Session) => untouched(session).languages.map((entry, index) => (index === 0 ? { ...entry, code: "9" } : entry));

describe("what a list offers", () => {
  // Somebody else's session, in which everything is taken: it must keep nobody from changing this one.
  async function taken() {
    const session = await createExamSession(twoSchools);
    const [school] = session.schools;
    const point = school?.teachingPoints[0]?.id ?? null;
    await createRegistration({ examSessionId: session.id, schoolId: school?.id ?? null, teachingPointId: point });
    return session;
  }
  const without = {
    level_in_use: () => ({ levels: ["高起本"] }),
    language_in_use: (session: Session) => ({ languages: untouched(session).languages.slice(1) }),
    school_in_use: () => ({ schools: [{ name: "乙校", teachingPoints: [] }] }),
    teaching_point_in_use: () => ({
      schools: [
        { name: "甲校", teachingPoints: [] },
        { name: "乙校", teachingPoints: [] },
      ],
    }),
  };

  it.each(Object.entries(without))("stays while a registration names it, drafts included: %s", async (refusal, change) => {
    const session = await taken();
    const free = await createExamSession(twoSchools);
    expect(await save(session, change(session))).toBe(refusal);
    const { schools, languages, levels } = await row(session);
    expect([schools.length, languages.length, levels.length]).toEqual([2, 5, 2]);
    expect(await save(free, change(free))).toBe("saved");
  });
});
