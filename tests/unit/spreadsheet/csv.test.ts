import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SheetError } from "@/lib/adapter/spreadsheet/sheet";
import { csv, gb18030, readList as read } from "../../support/spreadsheets";

const header = ["姓名", "身份证号"];
const table = [header, ["张三", "11010519491231002X"], ["买买提·艾力", "440524188001010014"]];
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");

describe("a csv file", () => {
  it.each([
    ["utf-8", Buffer.from(csv(table)), "utf-8"],
    ["utf-8 with a mark", Buffer.from(`\uFEFF${csv(table)}`), "utf-8"],
    ["utf-16", utf16(csv(table, "\t")), "utf-16le"],
    ["utf-16 the other way round", utf16(csv(table)).swap16(), "utf-16be"],
    ["gb18030", gb18030(csv(table)), "gb18030"],
  ])("is read in %s", async (_name, bytes, encoding) => {
    const opened = await read(bytes, 7);
    expect(opened).toMatchObject({ layout: { format: "csv", encoding, headerRow: 1 }, header });
    expect(opened.rows).toEqual([
      { row: 2, cells: table[1] },
      { row: 3, cells: table[2] },
    ]);
  });

  it.each([",", ";", "\t", "|"])("is split at %j", async (delimiter) => {
    expect(await read(Buffer.from(csv(table, delimiter)))).toMatchObject({ layout: { delimiter }, header });
  });

  it("has its header below blank rows and a title, and counts rows as Excel shows them", async () => {
    const opened = await read(
      Buffer.from(csv([[""], ["2026年学籍名单", ""], header, ["张三", "1"], ["", ""], ["李四", "2"]])),
    );
    expect(opened).toMatchObject({ layout: { headerRow: 3 }, header });
    expect(opened.rows.map(({ row }) => row)).toEqual([4, 5, 6]);
  });

  it("keeps quotes, line breaks within them, and numbers that were written as formulas", async () => {
    const opened = await read(Buffer.from('姓名,身份证号,备注\n张三,"=""110105""","说""是""\n第二行"\n'));
    expect(opened.rows).toEqual([{ row: 2, cells: ["张三", "110105", '说"是"\n第二行'] }]);
  });

  it.each([
    ["nothing", Buffer.alloc(0), "sheet_empty"],
    ["only a title", Buffer.from("学籍名单\n"), "sheet_no_header"],
    ["a PDF", Buffer.from("%PDF-1.7\n1,2\n"), "sheet_unknown"],
    ["a web page called .xls", Buffer.from("<html><table><tr><td>姓名</td></tr></table>"), "sheet_unknown"],
    ["bytes", Buffer.from([1, 0, 2, 0, 3, 0]), "sheet_unknown"],
    ["an old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "sheet_old_excel"],
    [
      "a workbook with a password",
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
        Buffer.alloc(2000),
        Buffer.from("EncryptedPackage", "utf16le"),
      ]),
      "sheet_encrypted",
    ],
  ])("is refused when it is %s", async (_name, bytes, refused) => {
    expect(await read(bytes)).toMatchObject({ refused });
  });

  it("is refused where a quotation mark is never closed, instead of swallowing what follows", async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `张三,${index}`);
    const broken = (at: number) =>
      Buffer.from(`姓名,身份证号\n${rows.slice(0, at).join("\n")}\n"李四,5\n${rows.join("\n")}`);
    await expect(read(broken(100))).rejects.toEqual(new SheetError("sheet_quotes"));
    expect(await read(broken(20))).toMatchObject({ refused: "sheet_quotes" });
  });

  it("comes back as it was written, in either encoding and cut anywhere", async () => {
    const characters = fc.constantFrom(...Array.from("张三李四欧阳·𬱖龥王 ,;\"'ABCx09（）"));
    const text = fc.string({ unit: characters, minLength: 1, maxLength: 12 }).filter((typed) => typed.trim() !== "");
    const rows = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), fc.integer({ min: 1, max: 40 }), async (written, old, pieceBytes) => {
        const lines = csv([header, ...written]);
        const opened = await read(old ? gb18030(lines) : Buffer.from(lines), pieceBytes);
        expect(opened.rows.map(({ cells }) => cells)).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });
});
