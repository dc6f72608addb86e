import writeXlsxFile, { type SheetData } from "write-excel-file/node";
import { findTable } from "@/lib/domain/roster/find-table";
import { openSheet, readSheet } from "@/lib/adapter/spreadsheet/open-sheet";
import type { SheetRow } from "@/lib/core/sheet-cell";
import type { FileSource } from "@/lib/adapter/spreadsheet/sheet";
import { openZip, packZip } from "@/lib/adapter/spreadsheet/zip";

// Tables as schools send them, made by other programs than ours.

export const source = (bytes: Uint8Array, pieceBytes = 1000): FileSource => ({
  size: bytes.length,
  async *chunks() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  },
});

export type Value = string | number | boolean | Date | null;

const cell = (value: Value) => {
  if (value === null) return null;
  if (typeof value === "number") return { value, type: Number };
  if (typeof value === "boolean") return { value, type: Boolean };
  if (value instanceof Date) return { value, type: Date, format: "yyyy-mm-dd" };
  return value.startsWith("=") ? { value, type: "Formula" as const } : { value, type: String };
};

/** A workbook of these sheets, by name. A text that begins with "=" is a formula that nobody has calculated. */
export async function xlsx(sheets: Record<string, Value[][]>): Promise<Buffer> {
  const written = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((row) => row.map(cell)) as SheetData,
  }));
  return writeXlsxFile(written).toBuffer();
}

/** A workbook with the XML of its first sheet changed. */
export function editSheet(workbook: Buffer, edit: (xml: string) => string): Buffer {
  const zip = openZip(workbook, 100_000_000);
  const names = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
  ];
  return packZip(
    new Map(
      names.flatMap((name) => {
        const content = zip.read(name);
        if (!content) return [];
        return [[name, name === "xl/worksheets/sheet1.xml" ? Buffer.from(edit(content.toString())) : content]];
      }),
    ),
  );
}

/** A line of csv as Excel writes it. */
export const csv = (rows: readonly (readonly string[])[], delimiter = ","): string =>
  rows
    .map((row) =>
      row.map((text) => (/["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter),
    )
    .join("\r\n");

let twoBytes: Map<string, [number, number]> | undefined;

/**
 * GB18030, written by turning the platform's own decoder around: two bytes, or four beyond the first plane. Throws for
 * other characters.
 */
export function gb18030(text: string): Buffer {
  twoBytes ??= inverted();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const two = twoBytes.get(character);
    if (code < 0x80) bytes.push(code);
    else if (two) bytes.push(...two);
    else if (code >= 0x10000) {
      const index = code - 0x10000;
      bytes.push(
        0x90 + Math.floor(index / 12_600),
        0x30 + (Math.floor(index / 1260) % 10),
        0x81 + (Math.floor(index / 10) % 126),
        0x30 + (index % 10),
      );
    } else throw new Error(`not written here: ${character}`);
  }
  return Buffer.from(bytes);
}

function inverted(): Map<string, [number, number]> {
  const decoder = new TextDecoder("gb18030");
  const found = new Map<string, [number, number]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const character = decoder.decode(new Uint8Array([high, low]));
      if (low !== 0x7f && Array.from(character).length === 1 && character !== "\uFFFD")
        found.set(character, [high, low]);
    }
  }
  return found;
}

/** A file as an import reads it: the list it finds by itself, and all of its rows. */
export async function readList(bytes: Uint8Array, pieceBytes?: number) {
  const file = source(bytes, pieceBytes);
  const opened = await openSheet(file);
  if (!opened.ok) return { refused: opened.error, rows: [] };
  const found = findTable(opened.value.tables, null);
  if (!found) return { refused: "sheet_no_header", rows: [] };
  const layout = { ...found.table.place, headerRow: found.headerRow.row };
  const { tables, hidden } = opened.value;
  return { tables, hidden, layout, header: found.header, rows: await allRows(readSheet(file, layout)) };
}

/** A workbook of these parts, as a program writes them that knows no other names: each in XML of its own. */
export const workbookOf = (parts: Record<string, string | Buffer>): Buffer =>
  packZip(new Map(Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)])));

export async function allRows(batches: AsyncIterable<{ rows: SheetRow[] }>): Promise<SheetRow[]> {
  const all: SheetRow[] = [];
  for await (const { rows } of batches) all.push(...rows);
  return all;
}
