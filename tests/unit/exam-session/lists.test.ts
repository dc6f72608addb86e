import { expect, it } from "vitest";
import {
  formatLanguages,
  formatSchools,
  parseLanguages,
  parseLevels,
  parseSchools,
  planList,
  renamesIn,
} from "@/lib/domain/exam-session/lists";

const named = (name: string, formerName: string | null = null) => ({ name, formerName });

it("reads schools with their teaching points, and writes them back as they were", () => {
  const text = "武汉轻工大学：校本部、襄阳函授站\n另一所大学";
  const schools = parseSchools(`${text}\r\n\r\n`);
  expect(schools).toEqual([
    { ...named("武汉轻工大学"), teachingPoints: [named("校本部"), named("襄阳函授站")] },
    { ...named("另一所大学"), teachingPoints: [] },
  ]);
  expect(formatSchools(schools ?? [])).toBe(text);
});

it.each([
  "",
  "：校本部",
  "甲\n甲",
  "甲：乙、乙",
  "甲 →",
  "→ 甲",
  "甲 → 乙 → 丙",
  "甲 → 丙\n乙 → 丙",
  "甲 → 乙\n甲 → 丙",
  "甲：乙→、丙",
])("refuses schools typed as %j", (text) => expect(parseSchools(text)).toBeNull());

it("reads languages with their digit and their own fee, and writes them back as they were", () => {
  const text = "英语 1 50.00\n日语 2";
  const languages = parseLanguages(text);
  expect(languages).toEqual([
    { ...named("英语"), code: "1", feeFen: 5000 },
    { ...named("日语"), code: "2", feeFen: null },
  ]);
  expect(formatLanguages(languages ?? [])).toBe(text);
});

it.each([
  "",
  "英语",
  "英语 A",
  "英语 1 -5",
  "英语 1 5 6",
  "英语 1\n日语 1",
  "英语 1\n英语 2",
  "英语 → 1",
  "英语 → 日语 1\n日语 2",
])("refuses languages typed as %j", (text) => expect(parseLanguages(text)).toBeNull());

it.each(["→", "->", "=>", "⇒"])("reads a rename however its arrow is typed: %s", (arrow) => {
  expect(parseLevels(`专升本${arrow}专科升本科\n高起本`)).toEqual([named("专科升本科", "专升本"), named("高起本")]);
  expect(parseLanguages(`英语 ${arrow} 大学英语 1 50`)).toEqual([
    { ...named("大学英语", "英语"), code: "1", feeFen: 5000 },
  ]);
  expect(parseSchools(`甲 ${arrow} 乙：东区 ${arrow} 西区、南区`)).toEqual([
    { ...named("乙", "甲"), teachingPoints: [named("西区", "东区"), named("南区")] },
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
