import { describe, expect, it } from "vitest";
import { CLAIM_MS, isClaimed, latestClaimEnd } from "@/lib/domain/registration/claim-time";
import { journey, type JourneyFacts, landing, refusalFor, withdrawalOpen } from "@/lib/domain/registration/steps";

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
  cardsPublishedAt: day(11),
};
const exam = { opensAt: day(20), closesAt: day(21) };
type Registration = NonNullable<JourneyFacts["registration"]>;
const complete: Registration = {
  status: "DRAFT",
  noticeConfirmed: true,
  detailsSaved: true,
  idType: "RESIDENT_ID",
  uploads: ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"],
  overrides: [],
  seated: true,
};
const open = (
  change: Partial<Registration>,
  now: Date,
  more: Partial<typeof examSession> | { cardsPublishedAt: null } = {},
) => journey({ examSession: { ...examSession, ...more }, exam, registration: { ...complete, ...change } }, now).open;
const before = (instant: Date) => new Date(instant.getTime() - 1);

describe("the pages that are open", () => {
  it.each([
    ["nothing confirmed", { noticeConfirmed: false }, ["notice"]],
    ["no details", { detailsSaved: false }, ["notice", "details"]],
    ["a side of the card missing", { uploads: ["ID_FRONT", "PROOF", "PORTRAIT"] }, ["notice", "details"]],
    ["no portrait", { uploads: ["ID_FRONT", "ID_BACK", "PROOF"] }, ["notice", "details", "portrait"]],
    ["everything", {}, ["notice", "details", "portrait", "confirm"]],
  ] as [string, Partial<Registration>, string[]][])("follow the order of the journey: %s", (_what, change, pages) => {
    expect(open(change, day(2))).toEqual(pages);
    expect(open({ ...change, status: "RETURNED" }, day(2))).toEqual(["review", ...pages]);
  });

  it("end with registration, for who was sent back with review, to the millisecond", () => {
    expect(open({}, before(day(1)))).toEqual([]);
    expect(open({}, day(1))).toContain("confirm");
    expect(open({}, before(day(5)))).toContain("confirm");
    expect(open({}, day(5))).toEqual([]);
    expect(open({ status: "RETURNED" }, before(day(7)))).toContain("confirm");
    expect(open({ status: "RETURNED" }, day(7))).toEqual(["review"]);
  });

  it("hold the admit card only with a seat, once cards are out, in the window", () => {
    const paid = { status: "PAID" } as const;
    expect(open(paid, day(12))).toContain("admit-card");
    expect(open(paid, before(day(20)))).toContain("admit-card");
    for (const now of [before(day(12)), day(20)]) expect(open(paid, now)).not.toContain("admit-card");
    expect(open({ ...paid, seated: false }, day(12))).not.toContain("admit-card");
    expect(open(paid, day(12), { cardsPublishedAt: null })).not.toContain("admit-card");
    expect(open({ status: "APPROVED" }, day(12))).toEqual(["review", "payment"]);
    const facts = (change: Partial<Registration>) => ({
      examSession,
      exam,
      registration: { ...complete, ...paid, ...change },
    });
    expect(refusalFor("admit-card", facts({ seated: false }), day(12))).toBe("admit_card_not_published");
    expect(refusalFor("admit-card", facts({}), before(day(12)))).toBe("printing_not_started");
    expect(refusalFor("admit-card", facts({}), day(20))).toBe("printing_closed");
  });

  it("let nobody take back what could not be handed in again", () => {
    const may = (status: Registration["status"], now: Date) =>
      withdrawalOpen({ examSession, exam, registration: { ...complete, status } }, now);
    expect([before(day(1)), day(1), before(day(5)), day(5)].map((now) => may("SUBMITTED", now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(may("PRE_APPROVED", day(2))).toBe(false);
  });
});

describe("the steps show where this person stands", () => {
  const [d, c, l, x] = ["done", "current", "later", "closed"];
  it.each([
    ["a draft without details", { detailsSaved: false }, day(2), [d, c, l, l, l, l, l]],
    ["a draft that was not handed in", {}, day(2), [d, d, c, l, l, l, l]],
    ["a draft when registration has closed", {}, day(5), [d, d, x, x, x, x, x]],
    ["somebody who waits, before", { status: "SUBMITTED" }, day(2), [d, d, d, c, l, l, l]],
    ["somebody who waits while others pay", { status: "SUBMITTED" }, day(6), [d, d, d, c, l, l, l]],
    ["somebody who waits when review is late", { status: "SUBMITTED" }, day(8), [d, d, d, c, l, l, l]],
    ["somebody sent back", { status: "RETURNED" }, day(6), [d, d, d, c, l, l, l]],
    ["somebody sent back, too late", { status: "RETURNED" }, day(7), [d, d, d, x, x, x, x]],
    ["somebody refused", { status: "REFUSED" }, day(6), [d, d, d, d, x, x, x]],
    ["somebody approved before payment", { status: "APPROVED" }, day(5), [d, d, d, d, c, l, l]],
    ["somebody approved who has not paid in time", { status: "APPROVED" }, day(9), [d, d, d, d, x, x, x]],
    ["somebody who has paid, while others pay", { status: "PAID" }, day(8), [d, d, d, d, d, l, c]],
    ["somebody who can print", { status: "PAID" }, day(12), [d, d, d, d, d, c, l]],
    ["somebody at the exam", { status: "PAID" }, day(20), [d, d, d, d, d, x, c]],
    ["somebody after the exam", { status: "PAID" }, day(21), [d, d, d, d, d, x, d]],
    ["somebody whose money went back", { status: "CANCELLED" }, day(8), [d, d, d, d, x, x, x]],
  ] as [string, Partial<Registration>, Date, string[]][])("%s", (_who, change, now, states) => {
    expect(
      journey({ examSession, exam, registration: { ...complete, ...change } }, now).steps.map(({ state }) => state),
    ).toEqual(states);
  });

  it("before anything was begun", () => {
    const states = (now: Date) =>
      journey({ examSession, exam, registration: null }, now).steps.map(({ state }) => state);
    expect(states(before(day(1)))).toEqual([d, l, l, l, l, l, l]);
    expect(states(day(1))).toEqual([d, c, l, l, l, l, l]);
    expect(states(day(5))).toEqual([d, x, x, x, x, x, x]);
  });
});

it("brings who has handed in back to his number, and everybody else to where he stands", () => {
  const to = (change: Partial<Registration>, now: Date) => {
    const facts = { examSession, exam, registration: { ...complete, ...change } };
    return landing(refusalFor("confirm", facts, now), journey(facts, now));
  };
  for (const status of ["SUBMITTED", "PRE_APPROVED"] as const)
    expect(to({ status }, day(8))).toBe("/registration/submitted");
  for (const status of ["APPROVED", "PAID", "REFUSED"] as const)
    expect(to({ status }, day(8))).toBe("/registration/review");
  expect(to({ status: "CANCELLED" }, day(8))).toBe("/registration");
  expect(to({ detailsSaved: false }, day(2))).toBe("/registration/details");
});

describe("a claim", () => {
  it("holds until its end, and not at all when a wrong clock made it", () => {
    const now = day(2);
    const at = (milliseconds: number) => isClaimed(new Date(now.getTime() + milliseconds), now);
    expect([-1, 0, 1, CLAIM_MS].map(at)).toEqual([false, false, true, true]);
    const latest = latestClaimEnd(now).getTime() - now.getTime();
    expect([latest - 1, latest, latest + 1].map(at)).toEqual([true, true, false]);
    expect(isClaimed(null, now)).toBe(false);
  });
});
