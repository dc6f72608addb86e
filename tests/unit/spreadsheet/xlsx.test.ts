import { deflateRawSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { emptyWorkbook } from "@/lib/adapter/spreadsheet/template";
import { packZip } from "@/lib/adapter/spreadsheet/zip";
import { editSheet, readList as read, xlsx } from "../../support/spreadsheets";

const header = ["姓名", "身份证号", "学号"];

// Each reading starts a program.
vi.setConfig({ testTimeout: 60_000 });

describe("a workbook", () => {
  it("gives texts, digits as they stand in the file, dates and truths", async () => {
    const opened = await read(
      await xlsx({
        名单: [header, ["张三", "11010519491231002X", 20230001], [null, new Date("2023-09-01T00:00:00Z"), true]],
      }),
    );
    expect(opened).toMatchObject({
      layout: { format: "xlsx", sheet: "名单", position: 1, headerRow: 1, rows: 3, merged: 0 },
      header,
    });
    expect(opened.rows).toEqual([
      { row: 2, cells: ["张三", "11010519491231002X", { number: "20230001" }] },
      { row: 3, cells: [null, { number: "45170", shown: "2023-09-01" }, "是"] },
    ]);
  });

  it("tells which cells do not tell their value: errors, formulas without a result, merged ranges", async () => {
    const made = await xlsx({ 名单: [header, ["张三", "1", "=A1"], ["李四", "2", "y"], [null, "3", null]] });
    const bytes = editSheet(made, (xml) =>
      xml
        .replace(/<c r="B3"[^>]*>.*?<\/c>/, '<c r="B3" t="e"><f>VLOOKUP(1,2,3)</f><v>#N/A</v></c>')
        .replace(/<c r="C3"[^>]*>.*?<\/c>/, '<c r="C3" t="str"><f>CONCATENATE(A1)</f><v></v></c>')
        .replace("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>'),
    );
    const opened = await read(bytes);
    expect(opened).toMatchObject({ layout: { merged: 1 } });
    expect(opened.rows).toEqual([
      { row: 2, cells: ["张三", "1", { trouble: "formula" }] },
      { row: 3, cells: ["李四", { trouble: "error" }] },
      { row: 4, cells: [{ trouble: "merged" }, "3"] },
    ]);
  });

  it("is read from the first sheet that has a header, and says which", async () => {
    const opened = await read(
      await xlsx({ 说明: [["请先阅读"]], 名单: [[null, "学籍名单"], header, ["张三", "1", "2"]], 旧名单: [header] }),
    );
    expect(opened).toMatchObject({ layout: { sheet: "名单", position: 2, headerRow: 2 }, header, rows: [{ row: 3 }] });
  });

  it("is our own template too", async () => {
    expect(await read(emptyWorkbook("学籍名单", header))).toMatchObject({
      layout: { sheet: "学籍名单", headerRow: 1 },
      header,
      rows: [],
    });
  });

  /** 70 MB of blanks in 70 kB. */
  const bomb = () => {
    const packed = packZip(new Map([["xl/workbook.xml", deflateRawSync(Buffer.alloc(70_000_000, " "))]]));
    for (const header of [0, packed.indexOf("PK\u0001\u0002") + 2]) packed.writeUInt16LE(8, header + 8);
    return packed;
  };

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ["cut off", async () => (await xlsx({ 名单: [header] })).subarray(0, 900), "sheet_damaged"],
    ["a zip of something else", () => packZip(new Map([["word/document.xml", Buffer.from("<w/>")]])), "sheet_unknown"],
    ["far larger unpacked than a roster is", bomb, "sheet_too_large"],
    ["empty", () => xlsx({ 名单: [[]] }), "sheet_no_header"],
    [
      "of broken XML",
      async () => editSheet(await xlsx({ 名单: [header, ["a", "b", "c"]] }), (xml) => xml.replace('r="B2"', 'r="?"')),
      "sheet_damaged",
    ],
  ])("is refused when it is %s", async (_name, make, refused) => {
    expect(await read(await make())).toMatchObject({ refused });
  });

  it("is refused behind a password of the zip", async () => {
    const bytes = Buffer.from(await xlsx({ 名单: [header] }));
    for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4))
      bytes.writeUInt16LE(1, at + 8);
    expect(await read(bytes)).toMatchObject({ refused: "sheet_encrypted" });
  });
});
