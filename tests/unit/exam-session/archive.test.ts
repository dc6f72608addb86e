import { expect, it } from "vitest";
import { archiveObstacles, openWork, type OpenWork } from "@/lib/domain/exam-session/archive";

const ends = new Date("2026-11-08T03:00:00Z");
const examSession = { examStartsAt: new Date("2026-11-08T01:00:00Z"), examEndsAt: ends, languages: [] };
const done = Object.fromEntries(openWork.map((kind) => [kind, 0])) as OpenWork;

it("waits until the exam is over: −1 ms, 0", () => {
  expect(archiveObstacles(examSession, done, new Date(ends.getTime() - 1))).toEqual([{ kind: "exam", count: 1 }]);
  expect(archiveObstacles(examSession, done, ends)).toEqual([]);
});

it.each(openWork)("names the %s under way, and how many", (kind) => {
  expect(archiveObstacles(examSession, { ...done, [kind]: 3 }, ends)).toEqual([{ kind, count: 3 }]);
});
