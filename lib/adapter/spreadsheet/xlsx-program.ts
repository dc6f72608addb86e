import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { numberFormats } from "./number-formats";
import type { Cell, SheetRow } from "@/lib/core/sheet-cell";
import { ROWS_AT_ONCE, SheetError, type SheetRefusal, type SheetTable, TOP_ROWS } from "./sheet";
import { mergedRanges, sharedTexts, sheetRows } from "./sheet-rows";
import { openWorkbook } from "./workbook";
import { openZip } from "./zip";

// The program that reads workbooks: a process of its own, without a key and with little memory, since a stranger's file
// is unpacked in it. The file comes on standard input; `xlsx-reader open [position]` or `xlsx-reader read [position]`.
// One JSON line each is written: tables or rows, then the end.

/** Bytes of a workbook's parts, unpacked. A hundred thousand rows take 40 MB. */
const MAX_UNPACKED = 64_000_000;

/** Sheets beyond these are not looked at. */
const MAX_SHEETS = 50;

/** Of the first rows no more is shown than a person can look at. */
const MAX_TOP_COLUMNS = 200;
const MAX_TOP_CHARACTERS = 200;

export type XlsxLine =
  | { refusal: SheetRefusal }
  | { hidden: string[] }
  | { table: SheetTable }
  | { rows: SheetRow[] }
  /** Bytes of memory the program took at most. */
  | { end: true; peak: number };

async function main(what: string | undefined, position: number): Promise<void> {
  const zip = openZip(await buffer(process.stdin), MAX_UNPACKED);
  const { sheets, sharedStrings, styles, date1904 } = openWorkbook(zip);
  const texts = sharedTexts(sharedStrings === null ? null : zip.read(sharedStrings));
  const show = numberFormats(styles === null ? null : zip.read(styles), date1904);
  const numbered = sheets.map((sheet, index) => ({ ...sheet, position: index + 1 }));
  const visible = numbered.filter(({ hidden }) => !hidden);
  const rowsOf = (part: Buffer) => sheetRows(part, texts, show);

  if (what === "read") {
    const part = zip.read((numbered[position - 1] ?? visible[0])?.path ?? "");
    if (!part) throw new SheetError("sheet_damaged");
    for (const rows of rowsOf(part)) await writeRows(rows);
  } else {
    await write({ hidden: numbered.filter(({ hidden }) => hidden).map(({ name }) => name) });
    // The one that was asked for first: the bounds are large enough for it, if not for all.
    const first = visible.filter((sheet) => sheet.position === position);
    for (const sheet of new Set([...first, ...visible.slice(0, MAX_SHEETS)])) {
      await write({ table: tableOf(sheet, () => zip.read(sheet.path), rowsOf) });
    }
  }
  await write({ end: true, peak: process.resourceUsage().maxRSS * 1024 });
}

async function writeRows(rows: readonly SheetRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await write({ rows: rows.slice(at, at + ROWS_AT_ONCE) });
}

async function write(line: XlsxLine): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, "drain");
}

/** A sheet that leaves no room for another is a table without a top: it can be asked for, and then comes first. */
function tableOf(
  { name, position }: { name: string; position: number },
  read: () => Buffer | null,
  rowsOf: (part: Buffer) => Iterable<SheetRow[]>,
): SheetTable {
  const top: SheetRow[] = [];
  const place = { format: "xlsx", sheet: name.slice(0, 100), position, rows: 0, merged: 0 } as const;
  const part = unlessTooLarge(read);
  if (!part) return { place, top };
  let rows = 0;
  for (const some of rowsOf(part)) {
    for (const { row, cells } of some) {
      rows = Math.max(rows, row);
      if (top.length < TOP_ROWS) top.push({ row, cells: cells.slice(0, MAX_TOP_COLUMNS).map(shortened) });
    }
  }
  return { place: { ...place, rows, merged: mergedRanges(part).length }, top };
}

function unlessTooLarge(read: () => Buffer | null): Buffer | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SheetError && error.refusal === "sheet_too_large") return null;
    throw error;
  }
}

const shortened = (cell: Cell): Cell => (typeof cell === "string" ? cell.slice(0, MAX_TOP_CHARACTERS) : cell);

try {
  await main(process.argv[2], Number(process.argv[3] ?? 0));
} catch (error) {
  if (!(error instanceof SheetError)) throw error;
  await write({ refusal: error.refusal });
}
