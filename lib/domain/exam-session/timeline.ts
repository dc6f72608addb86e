import { fromShanghai, shanghaiTime } from "@/lib/core/clock";
import { Step } from "@/lib/adapter/db/enums";
import { examsOf } from "./exam-time";
import { type SessionWindows, type Window, windowFor } from "./windows";

/** A stretch of the line: where it begins and how long it is, as shares of the whole line. */
export type Stretch = { start: number; length: number };

/** `languages`: whose exam it is, where the languages have several times; null otherwise. */
export type TimelineRow = Window & Stretch & { what: Step | "EXAM"; languages: string[] | null };

/** A time at which two steps are open. */
export type Overlap = Window & Stretch & { steps: readonly [Step, Step] };

export type Timeline = {
  rows: TimelineRow[];
  overlaps: Overlap[];
  /** The first days of months, by their number. */
  months: { month: number; at: number }[];
  /** Where now is on the line; null when it is beyond an end. */
  now: number | null;
};

/** More names of months do not fit beside each other on a phone. */
const MAX_MONTHS = 6;

/** The windows and the exams on one line, from the first opening to the end of the last exam. */
export function timelineOf(examSession: SessionWindows & Parameters<typeof examsOf>[0], now: Date): Timeline {
  const windows = Object.values(Step).map((step) => ({ step, ...windowFor(examSession, [], step) }));
  const exams = examsOf(examSession);
  const all = [...windows, ...exams];
  const from = Math.min(...all.map(({ opensAt }) => opensAt.getTime()));
  const to = Math.max(...all.map(({ closesAt }) => closesAt.getTime()));
  const share = (instant: Date) => (instant.getTime() - from) / (to - from);
  const stretch = ({ opensAt, closesAt }: Window): Stretch => ({
    start: share(opensAt),
    length: share(closesAt) - share(opensAt),
  });
  return {
    rows: [
      ...windows.map(({ step, opensAt, closesAt }) => ({ what: step, opensAt, closesAt, languages: null })),
      ...exams.map((exam) => ({ what: "EXAM" as const, ...exam })),
    ].map((row) => ({ ...row, ...stretch(row) })),
    overlaps: windows.flatMap((one, index) =>
      windows.slice(index + 1).flatMap((other) => {
        const both = {
          opensAt: one.opensAt > other.opensAt ? one.opensAt : other.opensAt,
          closesAt: one.closesAt < other.closesAt ? one.closesAt : other.closesAt,
        };
        // A window ends before its closing time: two that touch do not overlap.
        return both.opensAt < both.closesAt
          ? [{ ...both, ...stretch(both), steps: [one.step, other.step] as const }]
          : [];
      }),
    ),
    months: monthsBetween(new Date(from), new Date(to)).map((first) => ({
      month: shanghaiTime(first).month,
      at: share(first),
    })),
    now: from <= now.getTime() && now.getTime() <= to ? share(now) : null,
  };
}

/** The first instants of the months between two times, evenly thinned out when there are many. */
function monthsBetween(from: Date, to: Date): Date[] {
  const { year, month } = shanghaiTime(from);
  const firsts: Date[] = [];
  for (let next = 1; ; next += 1) {
    const first = fromShanghai(year + Math.floor((month - 1 + next) / 12), ((month - 1 + next) % 12) + 1, 1);
    if (first >= to) break;
    firsts.push(first);
  }
  const every = Math.ceil(firsts.length / MAX_MONTHS);
  return firsts.filter((_, index) => index % every === 0);
}
