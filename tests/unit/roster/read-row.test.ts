import { describe, expect, it } from "vitest";
import { guessColumns } from "@/lib/domain/roster/guess-columns";
import { readRow } from "@/lib/domain/roster/read-row";
import type { Cell } from "@/lib/core/sheet-cell";

describe("the columns of a header", () => {
  it("are guessed by equal words before words that merely contain them", () => {
    expect(
      guessColumns([
        "序号",
        "联系人姓名",
        "姓名",
        "性别",
        "证件类型",
        "证件号码（必填）",
        "考籍号",
        "主考院校",
        "函授站/教学点",
        "层次",
        "考生 类别",
        "是否符合报考条件",
        "备注",
      ]),
    ).toEqual({
      name: 2,
      documentNumber: 5,
      studentNumber: 6,
      school: 7,
      teachingPoint: 8,
      level: 9,
      category: 10,
      eligible: 11,
      remark: 12,
    });
  });

  it.each([
    [["身份证号码", "学生姓名", "学籍号"], { name: 1, documentNumber: 0, studentNumber: 2 }],
    [["Name", "ID No."], { name: 0, documentNumber: 1 }],
    [["甲", "乙"], {}],
  ])("%j", (header, mapping) => {
    expect(guessColumns(header)).toEqual(mapping);
  });
});

const mapping = { name: 0, documentNumber: 1, studentNumber: 2, category: 3, eligible: 4 };
const good: Cell[] = ["张三", "11010519491231002X", "2023", "", ""];

const read = (changes: Record<number, Cell>) =>
  readRow(
    good.map((cell, column) => (column in changes ? (changes[column] ?? null) : cell)),
    mapping,
    5,
  );
const rowOf = (changes: Record<number, Cell>) => {
  const found = read(changes);
  return typeof found === "object" && found?.ok ? found.row : null;
};
const problems = (changes: Record<number, Cell>) => {
  const found = read(changes);
  return typeof found === "object" && found && !found.ok
    ? found.problems.map(({ field, code }) => [field, code].join(" "))
    : [];
};

describe("a row", () => {
  it("keeps what its columns say, as people meant it", () => {
    expect(
      rowOf({ 0: "张　三", 1: " 110105 19491231 002x ", 2: { number: "20230001" }, 3: "成考（在籍）", 4: "√" }),
    ).toMatchObject({
      name: "张三",
      documentKind: "RESIDENT_ID",
      documentNumber: "11010519491231002X",
      studentNumber: "20230001",
      category: "ADULT_ENROLLED",
      eligible: true,
      school: null,
    });
  });

  it.each([
    ["11010519491231002X", "RESIDENT_ID"],
    ["H12345678", "HK_MACAO_PERMIT"],
    ["12345678", "TAIWAN_PERMIT"],
    ["ABC123456789012", "FOREIGN_RESIDENT_ID"],
    ["E12345678", "PASSPORT"],
    ["123456789", "PASSPORT"],
  ])("takes %s for a %s", (number, kind) => {
    expect(rowOf({ 1: number })).toMatchObject({ documentNumber: number, documentKind: kind });
  });

  it.each([
    ["自考(在籍)", "SELF_STUDY_ENROLLED"],
    ["自学考试-已申请毕业", "SELF_STUDY_GRADUATING"],
    ["成人教育在读", "ADULT_ENROLLED"],
    ["成考(已申请毕业)", "ADULT_GRADUATING"],
    ["成考", null],
    ["", null],
  ])("reads the category %j as %s", (text, category) => {
    expect(rowOf({ 3: text })).toMatchObject({ category });
  });

  it.each<[string | number, boolean | null]>([
    ["是", true],
    ["符合", true],
    ["Y", true],
    ["１", true],
    ["不符合", false],
    ["×", false],
    ["", null],
  ])("reads eligibility %j as %s", (text, eligible) => {
    expect(rowOf({ 4: String(text) })).toMatchObject({ eligible });
  });

  it.each<[Record<number, Cell>, string[]]>([
    [{ 0: "" }, ["name name_missing"]],
    [{ 0: "?" }, ["name characters_lost"]],
    [{ 0: "王?" }, ["name characters_lost"]],
    [{ 0: "王\uE000" }, ["name characters_lost"]],
    [{ 0: "张三1" }, ["name name_invalid"]],
    [{ 0: null, 1: null, 2: "x" }, ["name name_missing", "documentNumber number_missing"]],
    [{ 1: "110105194912310021" }, ["documentNumber number_check_character"]],
    [{ 1: "110105194913310021" }, ["documentNumber number_birth_date"]],
    [{ 1: "110105491231002" }, ["documentNumber number_fifteen_digits"]],
    [{ 1: "1101051949123100" }, ["documentNumber number_format"]],
    [{ 1: { number: "1.10105194912310E+17" } }, ["documentNumber number_damaged"]],
    [{ 1: { number: "110105194912310000" } }, ["documentNumber number_damaged"]],
    [{ 1: "1.10105E+17" }, ["documentNumber number_damaged"]],
    [{ 1: "110105194912310000" }, ["documentNumber number_damaged"]],
    [{ 1: { trouble: "error" } }, ["documentNumber cell_error"]],
    [{ 1: { trouble: "formula" } }, ["documentNumber cell_formula"]],
    [{ 2: { trouble: "merged" } }, ["studentNumber cell_merged"]],
    [{ 2: { number: "1e15" } }, ["studentNumber number_damaged"]],
    [{ 2: "9".repeat(41) }, ["studentNumber too_long"]],
    [{ 2: "\uFFFD1" }, ["studentNumber characters_lost"]],
    [{ 3: "研究生(在籍)" }, ["category category_unknown"]],
    [{ 4: "可能" }, ["eligible eligible_unknown"]],
  ])("with %o is refused for %j", (changes, expected) => {
    expect(problems(changes)).toEqual(expected);
  });

  it("of another width is refused as a whole", () => {
    expect(readRow([...good, "多"], mapping, 5)).toMatchObject({ problems: [{ code: "column_count", number: 6 }] });
    expect(readRow([...good, "", null], mapping, 5)).toMatchObject({ ok: true });
  });

  it("that ends early lacks what it does not say, and no more", () => {
    expect(readRow(good.slice(0, 2), mapping, 5)).toMatchObject({
      ok: true,
      row: { studentNumber: null, category: null },
    });
    expect(readRow(good.slice(0, 1), mapping, 5)).toMatchObject({
      problems: [{ field: "documentNumber", code: "number_missing" }],
    });
    expect(readRow(["x"], { name: 3, documentNumber: 1 }, 5)).toMatchObject({
      problems: [{ code: "name_missing" }, { code: "number_missing" }],
    });
  });

  it.each<[Cell[]]>([
    [["合计", "", "3人"]],
    [["合　计：3人"]],
    [["总计", "3"]],
    [["共3人"]],
    [["以下空白"]],
    [["填表人：李四", null, "审核人：王五"]],
    [[null, null, "备注：本表一式两份"]],
    [["第1页 共2页"]],
  ])("below the list is no person: %j", (cells) => {
    expect(readRow(cells, mapping, 5)).toBe("below_list");
  });

  it("of somebody with a strange name is not taken for a total", () => {
    expect(readRow(["合计", "11010519491231002X"], mapping, 5)).toMatchObject({ ok: true });
    expect(readRow(["备注", "H12345678"], mapping, 5)).toMatchObject({ ok: true });
    expect(readRow(["单位", ""], mapping, 5)).toMatchObject({ problems: [{ code: "number_missing" }] });
  });

  it.each<[Cell, string]>([
    [{ number: "123", shown: "00123" }, "00123"],
    [{ number: "20230001", shown: "20230001" }, "20230001"],
    [{ number: "20230001.0" }, "20230001"],
    [{ number: "123456789012" }, "123456789012"],
    [{ number: "12", shown: "NO.0012" }, "NO.0012"],
    [{ number: "1234567", shown: "123-4567" }, "123-4567"],
    ["'20230001", "20230001"],
    ['="00123"', "00123"],
    ["学号：2023\u00A00001,", "20230001"],
  ])("keeps the student number %j as %s", (cell, kept) => {
    expect(rowOf({ 2: cell })).toMatchObject({ studentNumber: kept });
  });

  it.each<[Cell, string]>([
    [{ number: "123.6", shown: "124" }, "number_shown"],
    [{ number: "45170", shown: "2023-09-01" }, "number_shown"],
    [{ number: "20230001", shown: "2.02E+07" }, "number_shown"],
    [{ number: "20230001", shown: "20,230,001" }, "number_shown"],
    [{ number: "0.5", shown: "50%" }, "number_shown"],
    [{ number: "123", shown: "" }, "number_shown"],
    [{ number: "1000000000000000" }, "number_damaged"],
    [{ number: "20230000000123456", shown: "20230000000123456" }, "number_damaged"],
    ["2.0230001E+11", "number_damaged"],
    [{ trouble: "format" }, "cell_format"],
  ])("refuses the student number %j: %s", (cell, code) => {
    expect(problems({ 2: cell })).toEqual([`studentNumber ${code}`]);
  });

  it.each(["'张三", "`张三`", '"张三"', '="张三"', "\u200B张三，", "张\u00A0三"])("finds the name in %j", (name) => {
    expect(rowOf({ 0: name })).toMatchObject({ name: "张三" });
  });

  it("shows in other columns what their cells show", () => {
    expect(
      readRow(
        ["张三", "11010519491231002X", { number: "0.5", shown: "50%" }],
        { name: 0, documentNumber: 1, remark: 2 },
        3,
      ),
    ).toMatchObject({
      row: { remark: "50%" },
    });
  });

  it("without anything is passed over", () => {
    expect(readRow(["", null, "  "], mapping, 5)).toBeNull();
  });
});
