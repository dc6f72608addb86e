import { expect, it } from "vitest";
import { fromShanghai } from "@/lib/core/clock";
import { timelineOf } from "@/lib/domain/exam-session/timeline";

const on = (day: number, hour = 0) => fromShanghai(2026, 10, day, hour);

/** Forty days, from 1 October to the end of the exam on 10 November at midnight. */
const examSession = {
  registrationOpensAt: on(1),
  registrationClosesAt: on(9),
  reviewOpensAt: on(5),
  reviewClosesAt: on(11),
  paymentOpensAt: on(11),
  paymentClosesAt: on(21),
  printingOpensAt: on(31),
  printingClosesAt: on(41),
  examStartsAt: on(40),
  examEndsAt: on(41),
  languages: [{ name: "英语", examStartsAt: null, examEndsAt: null }],
};

const rounded = (share: number) => Math.round(share * 1000) / 1000;
const after = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);

it("places the windows and the exam on one line", () => {
  const { rows, months } = timelineOf(examSession, on(1));
  expect(rows.map(({ what, start, length }) => [what, rounded(start), rounded(length)])).toEqual([
    ["REGISTRATION", 0, 0.2],
    ["REVIEW", 0.1, 0.15],
    ["PAYMENT", 0.25, 0.25],
    ["PRINTING", 0.75, 0.25],
    ["EXAM", 0.975, 0.025],
  ]);
  expect(months.map(({ month, at }) => [month, rounded(at)])).toEqual([[11, 0.775]]);
});

it.each([
  [-1, 1],
  [0, 1],
  [1, 2],
])("finds the steps that are open together: payment opens %d ms after review closes", (early, count) => {
  const { overlaps } = timelineOf({ ...examSession, paymentOpensAt: after(on(11), -early) }, on(1));
  expect(overlaps).toHaveLength(count);
  expect(overlaps[0]).toMatchObject({ steps: ["REGISTRATION", "REVIEW"], opensAt: on(5), closesAt: on(9) });
});

it.each([
  [on(1), -1, null],
  [on(1), 0, 0],
  [on(21), 0, 0.5],
  [on(41), 0, 1],
  [on(41), 1, null],
])("marks now only between the ends: %s %d ms", (instant, milliseconds, expected) => {
  expect(timelineOf(examSession, after(instant, milliseconds)).now).toEqual(expected);
});

it("places the exam of each time, with its languages", () => {
  const own = { name: "日语", examStartsAt: on(38), examEndsAt: on(39) };
  const { rows } = timelineOf({ ...examSession, languages: [...examSession.languages, own] }, on(1));
  expect(
    rows.slice(4).map(({ what, languages, start, length }) => [what, languages, rounded(start), rounded(length)]),
  ).toEqual([
    ["EXAM", ["日语"], 0.925, 0.025],
    ["EXAM", ["英语"], 0.975, 0.025],
  ]);
});

it("thins the months of a long line out", () => {
  const { months } = timelineOf({ ...examSession, examStartsAt: on(400), examEndsAt: on(401) }, on(1));
  expect(months.map(({ month }) => month)).toEqual([11, 2, 5, 8, 11]);
});
