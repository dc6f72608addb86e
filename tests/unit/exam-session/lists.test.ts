import { expect, it } from "vitest";
import { formatLanguages, formatSchools, parseLanguages, parseSchools } from "@/lib/exam-session/lists";

it("reads schools with their teaching points, and writes them back as they were", () => {
  const text = "武汉轻工大学：校本部、襄阳函授站\n另一所大学";
  const schools = parseSchools(`${text}\r\n\r\n`);
  expect(schools).toEqual([
    { name: "武汉轻工大学", teachingPoints: ["校本部", "襄阳函授站"] },
    { name: "另一所大学", teachingPoints: [] },
  ]);
  expect(
    formatSchools(
      (schools ?? []).map(({ name, teachingPoints }) => ({ name, teachingPoints: teachingPoints.map((point) => ({ name: point })) })),
    ),
  ).toBe(text);
});

it.each(["", "：校本部", "甲\n甲", "甲：乙、乙"])("refuses schools typed as %j", (text) => expect(parseSchools(text)).toBeNull());

it("reads languages with their digit and their own fee, and writes them back as they were", () => {
  const text = "英语 1 50.00\n日语 2";
  const languages = parseLanguages(text);
  expect(languages).toEqual([
    { name: "英语", code: "1", feeFen: 5000 },
    { name: "日语", code: "2", feeFen: null },
  ]);
  expect(formatLanguages(languages ?? [])).toBe(text);
});

it.each(["", "英语", "英语 A", "英语 1 -5", "英语 1 5 6", "英语 1\n日语 1", "英语 1\n英语 2"])("refuses languages typed as %j", (text) =>
  expect(parseLanguages(text)).toBeNull(),
);
