import { expect, it } from "vitest";
import {
  formatLanguages,
  formatLevels,
  formatSchools,
  readLanguages,
  readLevels,
  readSchools,
} from "@/lib/domain/exam-session/list-text";
import { fromShanghai } from "@/lib/core/clock";
import { planList, renamesIn } from "@/lib/domain/exam-session/lists";
import { type Lists, nothingChosen, offered } from "@/lib/domain/exam-session/offered";

const usualTime = { examStartsAt: null, examEndsAt: null };
const named = (name: string, formerName: string | null = null, closed = false) => ({ name, formerName, closed });

it("reads schools with their teaching points, and writes them back as they were", () => {
  const text = "武汉轻工大学：校本部、襄阳函授站 停报\n另一所大学 停报";
  const { entries, errors } = readSchools(`${text}\r\n\r\n`);
  expect(errors).toEqual([]);
  expect(entries).toEqual([
    { ...named("武汉轻工大学"), teachingPoints: [named("校本部"), named("襄阳函授站", null, true)] },
    { ...named("另一所大学", null, true), teachingPoints: [] },
  ]);
  expect(formatSchools(entries)).toBe(text);
});

it("reads the rows of a spreadsheet: a school in several rows, merged cells, teaching points in one cell or in several", () => {
  const pasted = "甲大学\t东区\n甲大学\t西区\t停报\n\t南区、北区\n乙大学\t\n丙大学\t\t停报\n丁大学\t一站\t二站";
  const { entries, errors } = readSchools(pasted);
  expect(errors).toEqual([]);
  expect(formatSchools(entries)).toBe("甲大学：东区、西区 停报、南区、北区\n乙大学\n丙大学 停报\n丁大学：一站、二站");
  expect(formatLanguages(readLanguages("英语\t1\t50\n日语\t2\t\t停报\n").entries)).toBe("英语 1 50.00\n日语 2 停报");
  expect(formatLevels(readLevels("专升本\t停报\n高起本\t").entries)).toBe("专升本 停报\n高起本");
});

it.each([
  ["：校本部", "1 line_without_name"],
  ["甲\n\n甲", "3 line_repeats_name"],
  ["甲：乙、乙", "1 line_repeats_name"],
  ["甲 →", "1 line_without_name"],
  ["→ 甲", "1 line_without_name"],
  ["停报", "1 line_without_name"],
  ["甲 → 乙 → 丙", "1 line_without_name"],
  ["甲 → 丙\n乙 → 丙", "2 line_repeats_name"],
  ["甲 → 乙\n甲 → 丙", "2 line_repeats_name"],
  ["甲：乙→、丙", "1 line_without_name"],
  ["\t东区", "1 line_without_name"],
  ["甲\t东区\n甲\t东区\n：\n乙", "2 line_repeats_name, 3 line_without_name"],
])("says which line of schools is wrong: %j", (text, expected) => {
  expect(
    readSchools(text)
      .errors.map(({ line, code }) => `${line} ${code}`)
      .join(", "),
  ).toBe(expected);
});

it("reads languages with their digit and their own fee, and writes them back as they were", () => {
  const text = "英语 1 50.00\n日语 2\n俄语 3 60.00 停报\n法语 4 停报";
  const { entries, errors } = readLanguages(text);
  expect(errors).toEqual([]);
  expect(entries.slice(0, 3)).toEqual([
    { ...named("英语"), code: "1", feeFen: 5000, ...usualTime },
    { ...named("日语"), code: "2", feeFen: null, ...usualTime },
    { ...named("俄语", null, true), code: "3", feeFen: 6000, ...usualTime },
  ]);
  expect(formatLanguages(entries)).toBe(text);
});

it("reads a language's own exam time, in Shanghai time, as it is typed or copied from a spreadsheet", () => {
  const exam = { examStartsAt: fromShanghai(2026, 11, 5, 14), examEndsAt: fromShanghai(2026, 11, 5, 16) };
  const typed = [
    "2026-11-05 14:00-16:00",
    "2026/11/5 14:00–16:00",
    "2026年11月5日 14:00至16:00",
    "2026-11-05\t14:00\t16:00",
    "2026/11/5 14:00:00 16:00:00",
    "２０２６-１１-０５ １４：００～１６：００",
  ];
  const entries = [
    { ...named("日语", null, true), code: "2", feeFen: 6000, ...exam },
    { ...named("英语"), code: "1", feeFen: null, ...exam },
  ];
  expect(typed.map((time) => [time, readLanguages(`日语 2 60.00 ${time} 停报\n英语 1 ${time}`)])).toEqual(
    typed.map((time) => [time, { entries, errors: [] }]),
  );
  const text = "日语 2 60.00 2026-11-05 14:00-16:00 停报\n英语 1 2026-11-05 09:00-11:00";
  expect(formatLanguages(readLanguages(text).entries)).toBe(text);
});

it.each([
  ["英语", "1 line_without_code"],
  ["英语 A", "1 line_without_code"],
  ["英语 123", "1 line_without_code"],
  ["英语 1 -5", "1 line_with_wrong_fee"],
  ["英语 1 5 6", "1 line_with_more_columns"],
  ["英语 1 5 6 2026-11-05 09:00-11:00", "1 line_with_more_columns"],
  ["英语 1 2026-11-05", "1 line_with_wrong_exam_time"],
  ["英语 1 09:00-11:00", "1 line_with_wrong_exam_time"],
  ["英语 1 2026-11-05 09:00", "1 line_with_wrong_exam_time"],
  ["英语 1 2026-11-05 09:00-09:00", "1 line_with_wrong_exam_time"],
  ["英语 1 2026-11-05 11:00-09:00", "1 line_with_wrong_exam_time"],
  ["英语 1 2026-02-30 09:00-11:00", "1 line_with_wrong_exam_time"],
  ["英语 1 2026-11-05 09:60-11:00", "1 line_with_wrong_exam_time"],
  ["英语 1 2026-11-05 09:00-24:00", "1 line_with_wrong_exam_time"],
  ["英语 1 2026-11-05 09:00-11:00 50", "1 line_with_wrong_exam_time"],
  ["英语 1\n日语 1", "2 line_repeats_code"],
  ["英语 1\n英语 2", "2 line_repeats_name"],
  ["英语 → 1", "1 line_without_code"],
  ["英语 → 日语 1\n日语 2", "2 line_repeats_name"],
  [Array.from({ length: 27 }, (_, index) => `语${index} ${index}`).join("\n"), "27 line_beyond_limit"],
])("says which line of languages is wrong: %j", (text, expected) => {
  expect(readLanguages(text).errors.map(({ line, code }) => `${line} ${code}`)).toEqual([expected]);
});

it.each(["→", "->", "=>", "⇒"])("reads a rename however its arrow is typed: %s", (arrow) => {
  expect(readLevels(`专升本${arrow}专科升本科\n高起本`).entries).toEqual([
    named("专科升本科", "专升本"),
    named("高起本"),
  ]);
  expect(readLanguages(`英语 ${arrow} 大学英语 1 50`).entries).toEqual([
    { ...named("大学英语", "英语"), code: "1", feeFen: 5000, ...usualTime },
  ]);
  expect(readSchools(`甲 ${arrow} 乙：东区 ${arrow} 西区、南区`).entries).toEqual([
    { ...named("乙", "甲"), teachingPoints: [named("西区", "东区"), named("南区")] },
  ]);
});

it("offers a newcomer what is open, and everybody what he has chosen before", () => {
  const open = (id: string) => ({ id, closed: false });
  const shut = (id: string) => ({ id, closed: true });
  const lists = {
    categories: ["ADULT_ENROLLED", "ADULT_GRADUATING", "SELF_STUDY_ENROLLED"] as const,
    closedCategories: ["ADULT_GRADUATING", "SELF_STUDY_ENROLLED"] as const,
    idTypes: ["RESIDENT_ID", "PASSPORT", "TAIWAN_PERMIT"] as const,
    closedIdTypes: ["PASSPORT", "TAIWAN_PERMIT"] as const,
    levels: ["专升本", "高起本"],
    closedLevels: ["高起本"],
    languages: [open("英语"), shut("日语"), shut("俄语")],
    schools: [
      { ...open("甲"), teachingPoints: [open("东区"), shut("西区")] },
      { ...shut("乙"), teachingPoints: [open("南区")] },
    ],
  };
  const told = (chosen = nothingChosen) => {
    const { categories, idTypes, levels, languages, schools } = offered<Lists>(lists, chosen);
    return [
      categories.join(),
      idTypes.join(),
      levels.join(),
      languages.map(({ id }) => id).join(),
      schools.map(({ id, teachingPoints }) => `${id}:${teachingPoints.map((point) => point.id).join()}`).join(" "),
    ];
  };
  expect(told()).toEqual(["ADULT_ENROLLED", "RESIDENT_ID", "专升本", "英语", "甲:东区"]);
  const chosen = { category: "ADULT_GRADUATING", idType: "PASSPORT", level: "高起本" } as const;
  expect(told({ ...chosen, languageId: "俄语", schoolId: "乙", teachingPointId: "西区" })).toEqual([
    "ADULT_ENROLLED,ADULT_GRADUATING",
    "RESIDENT_ID,PASSPORT",
    "专升本,高起本",
    "英语,俄语",
    "甲:东区,西区 乙:南区",
  ]);
});

it("tells what stays, is new, goes, and cannot be renamed", () => {
  const before = ["甲", "乙", "丙"].map((name) => ({ id: `id-${name}`, name }));
  const plan = planList(before, [named("丁", "甲"), named("丙"), named("戊"), named("己", "无")]);
  expect(plan.kept.map(({ before: { id }, after, position }) => [id, after.name, position])).toEqual([
    ["id-甲", "丁", 1],
    ["id-丙", "丙", 2],
  ]);
  expect(plan.added.map(({ entry, position }) => [entry.name, position])).toEqual([["戊", 3]]);
  expect([plan.gone.map(({ name }) => name), plan.unknown]).toEqual([["乙"], ["无"]]);
  expect(renamesIn(plan)).toEqual([{ id: "id-甲", from: "甲", to: "丁" }]);
});

it("lets two entries swap their names", () => {
  const before = ["甲", "乙"].map((name) => ({ id: `id-${name}`, name }));
  expect(renamesIn(planList(before, [named("乙", "甲"), named("甲", "乙")]))).toEqual([
    { id: "id-甲", from: "甲", to: "乙" },
    { id: "id-乙", from: "乙", to: "甲" },
  ]);
});
