import { expect, it } from "vitest";
import { fromShanghai } from "@/lib/core/clock";
import { examSpan, examsOf, examTimeOf, overlaps } from "@/lib/domain/exam-session/exam-time";

const at = (day: number, hour: number) => fromShanghai(2026, 11, day, hour);
const usual = { examStartsAt: null, examEndsAt: null };
const examSession = {
  examStartsAt: at(5, 9),
  examEndsAt: at(5, 11),
  languages: [
    { id: "en", name: "英语", ...usual },
    { id: "ja", name: "日语", examStartsAt: at(5, 14), examEndsAt: at(5, 16) },
    { id: "ru", name: "俄语", ...usual },
    { id: "fr", name: "法语", examStartsAt: at(4, 14), examEndsAt: at(4, 17) },
  ],
};
const time = (opensAt: Date, closesAt: Date) => ({ opensAt, closesAt });

it.each([
  ["en", time(at(5, 9), at(5, 11))],
  ["ja", time(at(5, 14), at(5, 16))],
  ["fr", time(at(4, 14), at(4, 17))],
  [null, time(at(5, 9), at(5, 11))],
])("gives who chose %s the time of his exam", (language, expected) => {
  expect(examTimeOf(examSession, language)).toEqual(expected);
});

it("tells the exams by their times, the earliest first, and no languages where all have one time", () => {
  expect(examsOf(examSession)).toEqual([
    { ...time(at(4, 14), at(4, 17)), languages: ["法语"] },
    { ...time(at(5, 9), at(5, 11)), languages: ["英语", "俄语"] },
    { ...time(at(5, 14), at(5, 16)), languages: ["日语"] },
  ]);
  const alike = { ...examSession, languages: examSession.languages.map((one) => ({ ...one, ...usual })) };
  expect(examsOf(alike)).toEqual([{ ...time(at(5, 9), at(5, 11)), languages: null }]);
  expect(examsOf({ ...examSession, languages: [] })).toEqual([{ ...time(at(5, 9), at(5, 11)), languages: null }]);
});

it("spans from the first exam to the end of the last, without the exam session's time where no language has it", () => {
  expect(examSpan(examSession)).toEqual(time(at(4, 14), at(5, 16)));
  const [, ja] = examSession.languages;
  expect(examSpan({ ...examSession, languages: ja ? [ja] : [] })).toEqual(time(at(5, 14), at(5, 16)));
  expect(examSpan({ ...examSession, languages: [] })).toEqual(time(at(5, 9), at(5, 11)));
});

it("says that two exams overlap when one begins before the other has ended: −1 ms, 0, +1 ms", () => {
  const exam = time(at(5, 9), at(5, 11));
  const from = (ms: number) => time(new Date(at(5, 11).getTime() + ms), at(5, 12));
  expect([-1, 0, 1].map((ms) => [overlaps(exam, from(ms)), overlaps(from(ms), exam)])).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ]);
});
