import { describe, expect, it } from "vitest";
import { cardMoment } from "@/lib/domain/progress/card-moment";
import type { JourneyFacts } from "@/lib/domain/registration/steps";

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const before = (instant: Date) => new Date(instant.getTime() - 1);
const examSession = {
  registrationOpensAt: day(1),
  registrationClosesAt: day(5),
  reviewOpensAt: day(1),
  reviewClosesAt: day(7),
  paymentOpensAt: day(6),
  paymentClosesAt: day(9),
  printingOpensAt: day(12),
  printingClosesAt: day(18),
  cardsPublishedAt: day(11) as Date | null,
};
const exam = { opensAt: day(20), closesAt: day(21) };
const registration: NonNullable<JourneyFacts["registration"]> = {
  status: "PAID",
  noticeConfirmed: true,
  detailsSaved: true,
  idType: "RESIDENT_ID",
  uploads: ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"],
  overrides: [],
  seated: true,
};
const withCard: JourneyFacts = { examSession, exam, registration };

describe("where the admit card of a paid candidate stands", () => {
  it.each([
    ["published", day(11)],
    ["published", before(day(12))],
    ["printable", day(12)],
    ["printable", before(day(18))],
    ["printing_closed", day(18)],
    ["printing_closed", before(day(21))],
    ["exam_over", day(21)],
  ] as const)("is %s at %s", (moment, now) => {
    expect(cardMoment(withCard, now)).toBe(moment);
  });

  it.each([
    ["not seated", { ...withCard, registration: { ...registration, seated: false } }],
    ["cards not published", { ...withCard, examSession: { ...examSession, cardsPublishedAt: null } }],
  ])("is awaited while it is not out, and overdue once nobody may print any more: %s", (_why, facts) => {
    expect(cardMoment(facts, day(11))).toBe("awaited");
    expect(cardMoment(facts, before(day(18)))).toBe("awaited");
    expect(cardMoment(facts, day(18))).toBe("overdue");
    expect(cardMoment(facts, day(21))).toBe("exam_over");
  });

  it("follows the time to print that staff kept open for this candidate", () => {
    const longer = { ...registration, overrides: [{ step: "PRINTING" as const, until: day(19) }] };
    expect(cardMoment({ examSession, exam, registration: longer }, day(18))).toBe("printable");
    expect(cardMoment({ examSession, exam, registration: longer }, day(19))).toBe("printing_closed");
  });
});
