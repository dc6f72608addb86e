import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentExamSessions, sharedBrand } from "@/lib/domain/exam-session/current";

const DAY = 24 * 60 * 60 * 1000;
const now = new Date("2026-10-10T00:00:00Z");
const on = (day: number, milliseconds = 0) => new Date(now.getTime() + day * DAY + milliseconds);

/** An exam session by the days of its registration and exam, counted from now. */
const session = (id: string, opens: Date, closes: Date, exam: Date) => ({
  id,
  registrationOpensAt: opens,
  registrationClosesAt: closes,
  reviewOpensAt: opens,
  reviewClosesAt: closes,
  paymentOpensAt: opens,
  paymentClosesAt: closes,
  printingOpensAt: opens,
  printingClosesAt: exam,
  examStartsAt: new Date(exam.getTime() - 1),
  examEndsAt: exam,
  languages: [] as { examStartsAt: Date | null; examEndsAt: Date | null }[],
});

const ids = (sessions: readonly { id: string }[]) => sessions.map(({ id }) => id);

describe("currentExamSessions", () => {
  it("has those whose exam is not over: −1 ms, 0, +1 ms", () => {
    const long = session("long", on(-1), on(1), on(9));
    const ends = (milliseconds: number) => session("ends", on(-9), on(-5), on(0, milliseconds));
    expect([-1, 0, 1].map((ms) => ids(currentExamSessions([long, ends(ms)], now)))).toEqual([
      ["long"],
      ["long"],
      ["long", "ends"],
    ]);
  });

  it("keeps the one that was over last until another one is published", () => {
    const [older, last] = [session("older", on(-9), on(-8), on(-3)), session("last", on(-9), on(-8), on(-2))];
    expect(ids(currentExamSessions([last, older], now))).toEqual(["last"]);
    expect(ids(currentExamSessions([last, older, session("next", on(50), on(60), on(90))], now))).toEqual(["next"]);
    expect(currentExamSessions([], now)).toEqual([]);
  });

  it("puts open registrations first, then announced ones, then the others", () => {
    const sorted = ["closing", "open", "soon", "later", "near", "far"];
    const sessions = [
      session("closing", on(-5), on(1), on(30)),
      session("open", on(-5), on(2), on(20)),
      session("soon", on(1), on(9), on(30)),
      session("later", on(2), on(9), on(20)),
      session("near", on(-9), on(-5), on(3)),
      session("far", on(-9), on(-8), on(4)),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(sessions, { minLength: 6 }), (shuffled) => {
        expect(ids(currentExamSessions(shuffled, now))).toEqual(sorted);
      }),
    );
    const opening = (ms: number) => [session("a", on(0, ms), on(9), on(30)), session("b", on(-1), on(10), on(30))];
    expect([-1, 0, 1].map((ms) => ids(currentExamSessions(opening(ms), now)))).toEqual([
      ["a", "b"],
      ["a", "b"],
      ["b", "a"],
    ]);
  });

  it("counts registration as closed where staff stopped newcomers, to the millisecond", () => {
    const open = session("open", on(-5), on(5), on(30));
    const stopped = (ms: number) => ({ ...session("stopped", on(-5), on(1), on(20)), newcomersClosedAt: on(0, ms) });
    expect([-1, 0, 1].map((ms) => ids(currentExamSessions([open, stopped(ms)], now)))).toEqual([
      ["open", "stopped"],
      ["open", "stopped"],
      ["stopped", "open"],
    ]);
    expect(ids(currentExamSessions([{ ...open, newcomersClosedAt: null }, stopped(0)], now))).toEqual([
      "open",
      "stopped",
    ]);
  });

  it("is not over before the last language's own exam is: −1 ms, 0, +1 ms", () => {
    const long = session("long", on(-1), on(1), on(9));
    const own = (ms: number) => ({
      ...session("own", on(-9), on(-5), on(-1)),
      languages: [
        { examStartsAt: null, examEndsAt: null },
        { examStartsAt: on(-0.5), examEndsAt: on(0, ms) },
      ],
    });
    expect([-1, 0, 1].map((ms) => ids(currentExamSessions([long, own(ms)], now)))).toEqual([
      ["long"],
      ["long"],
      ["long", "own"],
    ]);
  });

  it("orders two campuses of the same times alike on every server", () => {
    const [a, b] = [session("a", on(-1), on(1), on(9)), session("b", on(-1), on(1), on(9))];
    expect(ids(currentExamSessions([a, b], now))).toEqual(["a", "b"]);
    expect(ids(currentExamSessions([b, a], now))).toEqual(["a", "b"]);
  });
});

describe("sharedBrand", () => {
  const brand = {
    schoolName: "某大学",
    schoolNameEn: "A University",
    brandColour: "#0f4c81",
    emblemHash: "e",
    bannerHash: "b",
    season: "AUTUMN",
  } as const;

  it("is the exam session's own where there is one", () => {
    expect(sharedBrand([brand])).toEqual(brand);
    expect(sharedBrand([])).toBeNull();
  });

  it("keeps of two campuses what is the same, and shows of two schools neither", () => {
    expect(sharedBrand([brand, { ...brand, brandColour: "#7a1f1f", bannerHash: null }])).toEqual({
      ...brand,
      brandColour: null,
      bannerHash: null,
    });
    expect(
      sharedBrand([brand, { ...brand, schoolName: "另一大学", schoolNameEn: "Another", emblemHash: "f" }]),
    ).toEqual({
      ...brand,
      schoolName: "",
      schoolNameEn: "",
      emblemHash: null,
    });
  });
});
