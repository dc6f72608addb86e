import { readFile } from "node:fs/promises";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { findTable } from "@/lib/domain/roster/find-table";
import { guessColumns } from "@/lib/domain/roster/guess-columns";
import { readRow } from "@/lib/domain/roster/read-row";
import { packZip } from "@/lib/adapter/spreadsheet/zip";
import { csv, gb18030, readList, workbookOf, xlsx } from "../../support/spreadsheets";

// Each reading of a workbook starts a program.
vi.setConfig({ testTimeout: 60_000 });

/** Each row of the list: name, document and student number, level, or what is wrong with it. */
async function people(bytes: Uint8Array) {
  const { header = [], rows } = await readList(bytes);
  const mapping = guessColumns(header);
  return rows.flatMap(({ cells }) => {
    const read = readRow(cells, mapping, header.length);
    if (read === null || read === "below_list") return [];
    if (!read.ok) return [read.problems.map(({ field, code }) => `${field} ${code}`).join(", ")];
    const { name, documentNumber, studentNumber, level } = read.row;
    return [[name, documentNumber, studentNumber, level].join(" ")];
  });
}

const three = [
  "张伟 420106199001010036 20230001 专升本",
  "李娜 420106199001010052 20230002 专升本",
  "阿依古丽·买买提 420106199001010079 00123 专升本",
];

const words = ["姓名", "身份证号", "学号", "层次", "备注"];
const lines = three.map((line) => line.split(" "));

const file = (name: string) => readFile(path.join(import.meta.dirname, "../../support/rosters", name));

describe("a roster as schools send it", () => {
  it.each([
    "ok.xlsx",
    "two-title-rows.xlsx",
    "title-rows.csv",
    "instructions-first.xlsx",
    "hidden-first.xlsx",
    "trailing-delims-missing.csv",
    "zip64.xlsx",
    "sharedstrings-case-rel.xlsx",
    "backslash.xlsx",
    "no-r.xlsx",
  ])("%s holds three people", async (name) => {
    expect(await people(await file(name))).toEqual(three);
  });

  it("tells which sheets are hidden", async () => {
    expect(await readList(await file("hidden-first.xlsx"))).toMatchObject({
      hidden: ["字典"],
      layout: { sheet: "名单", position: 2 },
    });
  });

  it("shows numbers as their cells do, and refuses what Excel has damaged", async () => {
    expect(await people(await file("numbers.xlsx"))).toEqual([
      "documentNumber number_damaged",
      "王强 420106199001010095 00123 ",
      "documentNumber number_damaged, studentNumber number_damaged",
    ]);
  });

  it("loses what stands around a number", async () => {
    expect(await people(await file("apostrophe.csv"))).toEqual([
      "张伟 420106199001010036 1 专升本",
      "李娜 420106199001010052 2 专升本",
      "王五 420106199001010079 3 专升本",
      "赵六 420106199001010095 4 专升本",
      "钱七 420106199001010116 5 专升本",
    ]);
  });
});

describe("a csv file of another make", () => {
  const list = [words, ...lines];
  it.each<[string, Buffer]>([
    ["with sep= before it", Buffer.from(`sep=;\r\n${csv(list, ";")}`)],
    ["with a mark and sep=", Buffer.from(`\uFEFFsep=|\n${csv(list, "|")}`)],
    ["in UTF-16 without a mark", Buffer.from(csv(list, "\t"), "utf16le")],
    ["in UTF-16 the other way round, without a mark", Buffer.from(csv(list, "\t"), "utf16le").swap16()],
    ["with old line ends", gb18030(csv(list).replaceAll("\r\n", "\r"))],
    ["with bare line ends", Buffer.from(csv(list).replaceAll("\r\n", "\n"))],
    ["with every cell in quotes", Buffer.from(list.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\n"))],
    ["with blank rows before and after", Buffer.from(`\r\n,,,\r\n${csv(list)}\r\n\r\n,,,\r\n`)],
    ["with a title that has commas", Buffer.from(`某大学,学籍名单,2026\t\r\n${csv(list, "\t")}`)],
    ["with totals and signatures", Buffer.from(`${csv(list)}\r\n合计,3人\r\n填表人：李四,,日期：2026.9.1\r\n`)],
    ["with a line break in a title", Buffer.from(`"某大学\n学籍名单",,,,\r\n${csv(list)}`)],
  ])("%s holds three people", async (_name, bytes) => {
    expect(await people(bytes)).toEqual(three);
  });

  it("counts no row for sep=, as Excel does", async () => {
    expect(await readList(Buffer.from(`sep=;\r\n${csv(list, ";")}`))).toMatchObject({
      layout: { headerRow: 1, delimiter: ";" },
    });
  });
});

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const strictOffice = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006/relationships";

type Making = {
  book?: string;
  sheet?: string;
  rels?: string;
  styles?: string;
  texts?: string;
  root?: string;
  names?: Record<string, string>;
};

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const rowsXml = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
const plainSheet = `<worksheet xmlns="${main}"><sheetData>${rowsXml([words, ...lines])}</sheetData></worksheet>`;
const relation = (id: string, type: string, target: string, from = office) =>
  `<Relationship Id="${id}" Type="${from}/${type}" Target="${target}"/>`;
const relations = (...all: string[]) => `<Relationships xmlns="${packages}">${all.join("")}</Relationships>`;

/** A workbook with one sheet; each part may be another, and lie under another name. */
function made({ book, sheet, rels, styles, texts, root, names = {} }: Making): Buffer {
  const named = (name: string) => names[name] ?? name;
  const parts: Record<string, string> = {
    [named("_rels/.rels")]: root ?? relations(relation("r1", "officeDocument", "xl/workbook.xml")),
    [named("xl/workbook.xml")]:
      book ??
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>`,
    [named("xl/_rels/workbook.xml.rels")]:
      rels ??
      relations(
        relation("r1", "worksheet", "worksheets/sheet1.xml"),
        relation("r2", "styles", "styles.xml"),
        relation("r3", "sharedStrings", "sharedStrings.xml"),
      ),
    [named("xl/worksheets/sheet1.xml")]: sheet ?? plainSheet,
  };
  if (styles) parts[named("xl/styles.xml")] = styles;
  if (texts) parts[named("xl/sharedStrings.xml")] = texts;
  return workbookOf(parts);
}

describe("a workbook of another make", () => {
  it.each<[string, Making]>([
    ["plain", {}],
    [
      "with absolute targets",
      {
        rels: relations(relation("r1", "worksheet", "/xl/worksheets/sheet1.xml")),
        root: relations(relation("r", "officeDocument", "/xl/workbook.xml")),
      },
    ],
    ["with targets that go up", { rels: relations(relation("r1", "worksheet", "../xl/./worksheets/sheet1.xml")) }],
    ["with backward slashes in targets", { rels: relations(relation("r1", "worksheet", "worksheets\\sheet1.xml")) }],
    [
      "with parts in other letters",
      { names: { "xl/worksheets/sheet1.xml": "XL/Worksheets/SHEET1.XML", "xl/workbook.xml": "xl/Workbook.xml" } },
    ],
    ["with names that begin with a slash", { names: { "xl/worksheets/sheet1.xml": "/xl/worksheets/sheet1.xml" } }],
    [
      "with parts of other names",
      {
        root: relations(relation("r", "officeDocument", "book/main.xml")),
        rels: relations(relation("r1", "worksheet", "a.xml")),
        names: {
          "xl/workbook.xml": "book/main.xml",
          "xl/_rels/workbook.xml.rels": "book/_rels/main.xml.rels",
          "xl/worksheets/sheet1.xml": "book/a.xml",
        },
      },
    ],
    [
      "strict",
      {
        root: relations(relation("r", "officeDocument", "xl/workbook.xml", strictOffice)),
        book: `<workbook xmlns="${strict}" xmlns:r="${strictOffice}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
        rels: relations(relation("r1", "worksheet", "worksheets/sheet1.xml", strictOffice)),
        sheet: plainSheet.replace(main, strict),
      },
    ],
    [
      "with prefixes",
      {
        book: `<x:workbook xmlns:x="${main}" xmlns:rel="${office}"><x:sheets><x:sheet name="a" sheetId="1" rel:id="r1"/></x:sheets></x:workbook>`,
        sheet: plainSheet.replace("xmlns=", "xmlns:x=").replaceAll(/<(\/?)(?=\w)/g, "<$1x:"),
      },
    ],
    ["with rows and cells placed by hand", { sheet: plainSheet.replace("<row><c ", '<row r="3"><c r="A3" ') }],
    [
      "with a merged title",
      {
        sheet: plainSheet
          .replace("<sheetData>", `<sheetData><row>${cell("某大学名单")}<c/><c/><c/><c/></row><row></row>`)
          .replace("</worksheet>", '<mergeCells><mergeCell ref="A1:E2"/></mergeCells></worksheet>'),
      },
    ],
    [
      "with a header of two rows",
      {
        sheet: plainSheet
          .replace(
            rowsXml([words]),
            `<row>${cell("姓名")}${cell("身份证号")}${cell("学籍信息")}<c/>${cell("备注")}</row><row><c/><c/>${cell("学号")}${cell("层次")}<c/></row>`,
          )
          .replace(
            "</worksheet>",
            '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:D1"/><mergeCell ref="E1:E2"/></mergeCells></worksheet>',
          ),
      },
    ],
    [
      "with parts of text, and readings above it",
      {
        sheet: plainSheet
          .replace(
            "<t>张伟</t>",
            '<r><t>张</t></r><r><rPr><b/></rPr><t>伟</t></r><rPh sb="0" eb="1"><t>チョウ</t></rPh>',
          )
          .replace("<t>专升本</t>", '<t xml:space="preserve"> 专升本_x000D_</t>'),
      },
    ],
    [
      "with shared texts",
      {
        sheet: plainSheet.replace(cell("张伟"), '<c t="s"><v>1</v></c>').replace(cell("李娜"), '<c t="s"><v>0</v></c>'),
        texts: `<sst xmlns="${main}"><si><t>李娜</t></si><si><r><t>张</t></r><r><t>伟</t></r><rPh sb="0" eb="1"><t>ちょう</t></rPh></si></sst>`,
      },
    ],
    [
      "with results of formulas",
      {
        sheet: plainSheet
          .replace(cell("20230001"), '<c t="str"><f>TEXT(1,"0")</f><v>20230001</v></c>')
          .replace(cell("20230002"), "<c><f>A1</f><v>20230002</v></c>"),
      },
    ],
    ["in UTF-8 with a mark", { sheet: `\uFEFF${plainSheet}` }],
    ["with comments and CDATA", { sheet: plainSheet.replace("张伟", "<!-- x --><![CDATA[张伟]]>") }],
    ["with character references", { sheet: plainSheet.replace("张伟", "&#x5F20;&#20255;") }],
  ])("%s holds three people", async (_name, making) => {
    expect(await people(made(making))).toEqual(three);
  });

  it("in UTF-16 holds three people", async () => {
    const utf16 = Buffer.from(`\uFEFF${plainSheet}`, "utf16le");
    const zipped = packZip(
      new Map([
        ["_rels/.rels", Buffer.from(relations(relation("r1", "officeDocument", "xl/workbook.xml")))],
        [
          "xl/workbook.xml",
          Buffer.from(`<workbook xmlns:r="${office}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`),
        ],
        ["xl/_rels/workbook.xml.rels", Buffer.from(relations(relation("r1", "worksheet", "worksheets/sheet1.xml")))],
        ["xl/worksheets/sheet1.xml", utf16],
      ]),
    );
    expect(await people(zipped)).toEqual(three);
  });

  /** One person a row; the student number of each in a format of its own. */
  async function studentNumbers(cases: readonly (readonly [format: string, value: string, ...rest: string[]])[]) {
    const row = (value: string, style: number) =>
      `<row>${cell("张伟")}${cell("420106199001010036")}<c s="${style}"><v>${value}</v></c></row>`;
    const rows = cases.map(([, value], index) => row(value, index + 1)).join("");
    const sheet = `<worksheet xmlns="${main}"><sheetData>${rowsXml([words])}${rows}</sheetData></worksheet>`;
    const found = await people(made({ sheet, styles: styled(...cases.map(([format]) => format)) }));
    return found.map((person) => person.replace("张伟 420106199001010036 ", "").trim());
  }

  it("shows student numbers in their formats", async () => {
    const cases = [
      ["0", "123", "123"],
      ["00000", "123", "00123"],
      ["0000000000", "123", "0000000123"],
      ["#", "123", "123"],
      ["General", "20230001", "20230001"],
      ["@", "20230001", "20230001"],
      ["0_ ", "20230001", "20230001"],
      ["0_);[Red]\\(0\\)", "20230001", "20230001"],
      ["&quot;NO.&quot;0000", "12", "NO.0012"],
      ["0;-0;;@", "123", "123"],
      ["General", "2.0230001E7", "20230001"],
    ] as const;
    expect(await studentNumbers(cases)).toEqual(cases.map(([, , shown]) => shown));
  });

  it("refuses student numbers that their formats show as something else", async () => {
    const cases = [
      ["#,##0", "20230001"],
      ["0%", "20230001"],
      ["yyyy/m/d", "45170"],
      ["0.00E+00", "20230001"],
      ["0", "20230001.6"],
      [";;;", "20230001"],
      ["0.0,", "20230001"],
    ] as const;
    expect(await studentNumbers(cases)).toEqual(cases.map(() => "studentNumber number_shown"));
  });

  it("refuses a format that nobody understands, and errors", async () => {
    const sheet = plainSheet
      .replace(cell("20230001"), '<c s="1"><v>1</v></c>')
      .replace(cell("20230002"), '<c t="e"><v>#N/A</v></c>');
    expect((await people(made({ sheet, styles: styled("[") }))).slice(0, 2)).toEqual([
      "studentNumber cell_format",
      "studentNumber cell_error",
    ]);
  });

  it("knows the formats that have numbers only", async () => {
    const styles = styled("00000").replace('<xf numFmtId="165"/>', '<xf numFmtId="3"/>');
    const sheet = plainSheet.replace(cell("20230001"), '<c s="1"><v>20230001</v></c>');
    expect((await people(made({ sheet, styles })))[0]).toBe("studentNumber number_shown");
  });

  it("is read where its directory is one of large files", async () => {
    expect(await people(zip64Directory(made({})))).toEqual(three);
  });

  it("takes no entity of its own for a text, and no other file", async () => {
    const declared = `<!DOCTYPE w [<!ENTITY a "张"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`;
    const found = await people(made({ sheet: `${declared}${plainSheet.replace("张伟", "&b;&c;")}` }));
    expect(found).toEqual(["name name_invalid", ...three.slice(1)]);
  });

  it.each<[string, Making, string]>([
    ["refers to nothing", { rels: relations() }, "sheet_no_header"],
    ["is one of macros in another form", { names: { "xl/workbook.xml": "xl/workbook.bin" } }, "sheet_unknown"],
    ["has broken markup", { sheet: plainSheet.replace("</row>", "</rov>") }, "sheet_damaged"],
    ["ends in the middle", { sheet: plainSheet.slice(0, -40) }, "sheet_damaged"],
    [
      "names a text that is not there",
      { sheet: plainSheet.replace(cell("张伟"), '<c t="s"><v>7</v></c>') },
      "sheet_damaged",
    ],
    ["reaches too far to the right", { sheet: plainSheet.replace("<row><c ", '<row><c r="XFD1" ') }, "sheet_too_large"],
  ])("is refused when it %s", async (_name, making, refused) => {
    expect(await readList(made(making))).toMatchObject({ refused });
  });

  it("passes over a sheet that is too large beside the list", async () => {
    const book = `<workbook xmlns:r="${office}"><sheets><sheet name="大" r:id="r2"/><sheet name="名单" r:id="r1"/></sheets></workbook>`;
    const rels = relations(
      relation("r1", "worksheet", "worksheets/sheet1.xml"),
      relation("r2", "worksheet", "worksheets/large.xml"),
    );
    const packed = packZip(
      new Map([
        ["xl/workbook.xml", Buffer.from(book)],
        ["xl/_rels/workbook.xml.rels", Buffer.from(rels)],
        ["xl/worksheets/sheet1.xml", Buffer.from(plainSheet)],
        ["xl/worksheets/large.xml", deflateRawSync(Buffer.alloc(70_000_000, " "))],
      ]),
    );
    for (let at = packed.indexOf("large.xml"); at >= 0; at = packed.indexOf("large.xml", at + 1)) {
      const central = packed.lastIndexOf("PK\u0001\u0002", at);
      const local = packed.lastIndexOf("PK\u0003\u0004", at);
      packed.writeUInt16LE(8, central > local ? central + 10 : local + 8);
    }
    expect(await people(packed)).toEqual(three);
  });
});

/** Styles of these formats, from 1, beside others that a cell does not mean. */
const styled = (...formats: string[]) => {
  const own = formats.map((format, index) => `<numFmt numFmtId="${165 + index}" formatCode="${format}"/>`).join("");
  const cells = formats.map((_, index) => `<xf numFmtId="${165 + index}"/>`).join("");
  const others = '<dxfs><dxf><numFmt numFmtId="165" formatCode="0%"/></dxf></dxfs>';
  return `<styleSheet xmlns="${main}"><numFmts>${own}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/>${cells}</cellXfs>${others}</styleSheet>`;
};

/**
 * The same archive with its directory told by the records that large archives have, and the fields of the old one
 * filled up.
 */
function zip64Directory(zip: Buffer): Buffer {
  const end = zip.length - 22;
  const second = Buffer.alloc(56);
  second.writeUInt32LE(0x06064b50, 0);
  second.writeBigUInt64LE(44n, 4);
  second.writeBigUInt64LE(BigInt(zip.readUInt16LE(end + 10)), 24);
  second.writeBigUInt64LE(BigInt(zip.readUInt16LE(end + 10)), 32);
  second.writeBigUInt64LE(BigInt(zip.readUInt32LE(end + 12)), 40);
  second.writeBigUInt64LE(BigInt(zip.readUInt32LE(end + 16)), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(end), 8);
  locator.writeUInt32LE(1, 16);
  const old = Buffer.from(zip.subarray(end));
  old.writeUInt16LE(0xffff, 8);
  old.writeUInt16LE(0xffff, 10);
  old.writeUInt32LE(0xffffffff, 12);
  old.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([zip.subarray(0, end), second, locator, old]);
}

describe("the list of a file", () => {
  const person = lines[0] ?? [];
  it("is the sheet whose header has most of the words, the first of equals", async () => {
    const found = await readList(
      await xlsx({
        填写示例: [words, person],
        说明: [
          ["姓名", "按身份证填写"],
          ["身份证号", "18位"],
        ],
        甲班: [["2026级甲班"], words, person],
        乙班: [words, person],
      }),
    );
    expect(found).toMatchObject({ layout: { sheet: "甲班", headerRow: 2 } });
  });

  it("is one that staff choose, by sheet or by row", async () => {
    const { tables = [] } = await readList(await xlsx({ 甲班: [words, person], 乙班: [["乙班"], words, person] }));
    const chosen = (position: number, headerRow: number | null) => {
      const found = findTable(tables, { position, headerRow });
      return found && [found.table.place.format === "xlsx" && found.table.place.position, found.headerRow.row];
    };
    expect(chosen(2, null)).toEqual([2, 2]);
    expect(chosen(2, 1)).toEqual([2, 1]);
    expect(chosen(1, 2)).toEqual([1, 2]);
    // A row that is not there is looked for anew.
    expect(chosen(2, 7)).toEqual([2, 2]);
    expect(chosen(3, null)).toBeNull();
  });

  it("has a header of unknown words where the widest row is", async () => {
    const bytes = Buffer.from(
      csv([["某校"], ["填报单位：甲", "日期：乙", ""], ["甲列", "乙列", "丙列"], ["x", "张三", "1"]]),
    );
    expect(await readList(bytes)).toMatchObject({ layout: { headerRow: 3 }, header: ["甲列", "乙列", "丙列"] });
  });

  it("is none where only a title stands", async () => {
    expect(await readList(await xlsx({ 名单: [["学籍名单"]] }))).toMatchObject({ refused: "sheet_no_header" });
  });
});
