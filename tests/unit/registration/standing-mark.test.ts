import { describe, expect, it } from "vitest";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { type MarkFacts, nextTurn, standingMark, waitsForOthers } from "@/lib/domain/registration/standing-mark";

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const examSession = {
  registrationOpensAt: day(1),
  registrationClosesAt: day(5),
  reviewOpensAt: day(1),
  reviewClosesAt: day(7),
  paymentOpensAt: day(6),
  paymentClosesAt: day(9),
  printingOpensAt: day(12),
  printingClosesAt: day(20),
  cardsPublishedAt: null as Date | null,
};
const exam = { opensAt: day(20), closesAt: day(21) };
const registration: NonNullable<MarkFacts["registration"]> = {
  status: "SUBMITTED",
  noticeConfirmed: true,
  detailsSaved: true,
  idType: "RESIDENT_ID",
  uploads: ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"],
  overrides: [],
  seated: false,
};
const facts = (change: Partial<typeof registration> = {}, more: Partial<typeof examSession> = {}): MarkFacts => ({
  examSession: { ...examSession, ...more },
  exam,
  registration: { ...registration, ...change },
  version: 3,
});
const before = (instant: Date) => new Date(instant.getTime() - 1);

describe("the mark of a candidate's pages", () => {
  it("stays as long as nothing changes, and changes with everything that they show", () => {
    const paid = { status: "PAID", seated: true } as const;
    const marks = [
      standingMark(facts(), day(2)),
      standingMark({ ...facts(), version: 4 }, day(2)),
      ...Object.values(RegistrationStatus).flatMap((status) =>
        status === "SUBMITTED" ? [] : [standingMark(facts({ status }), day(2))],
      ),
      standingMark(facts({ status: "PAID", seated: true }), day(2)),
      standingMark(facts(paid, { cardsPublishedAt: day(2) }), day(2)),
      standingMark(facts({ overrides: [{ step: "REVIEW", until: day(8) }] }), day(2)),
    ];
    expect(new Set(marks).size).toBe(marks.length);
    expect(standingMark(facts(), new Date(day(2).getTime() + 1))).toBe(marks[0]);
  });

  it.each([
    ["payment opens", "APPROVED", day(6)],
    ["payment closes", "APPROVED", day(9)],
    ["review closes", "SUBMITTED", day(7)],
    ["printing opens", "PAID", day(12)],
    ["the exam is over", "PAID", day(21)],
  ] as const)("changes at the instant at which %s, of which the page was told", (_what, status, instant) => {
    const at = facts({ status, seated: true }, { cardsPublishedAt: day(11) });
    expect(standingMark(at, before(instant))).not.toBe(standingMark(at, instant));
    expect(nextTurn(at, before(instant))).toBe(1);
    expect(nextTurn(at, instant)).not.toBe(0);
  });

  it("has no turn to come when everything is over", () => {
    expect(nextTurn(facts({ status: "PAID" }), day(21))).toBeNull();
  });
});

it("asks again and again only where others may act", () => {
  const waiting = Object.values(RegistrationStatus).filter((status) => waitsForOthers(facts({ status }), day(2)));
  expect(waiting.sort()).toEqual(["PAID", "PRE_APPROVED", "SUBMITTED"]);
  expect(waitsForOthers(facts({ status: "PAID", seated: true }, { cardsPublishedAt: day(2) }), day(3))).toBe(false);
  expect(waitsForOthers(facts({ status: "PAID", seated: false }, { cardsPublishedAt: day(2) }), day(3))).toBe(true);
  expect(waitsForOthers(facts({ status: "PAID" }), day(21))).toBe(false);
});
