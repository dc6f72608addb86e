import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { readSheet } from "read-excel-file/node";
import { type Cell, headerOf, isHeader, ROWS_AT_ONCE, SAMPLE_ROWS, SheetError, type SheetRefusal, type SheetRow } from "./sheet";
import { markTroubles, type MergedRange, sheetParts } from "./workbook";
import { openZip, packZip, type Zip } from "./zip";

// The program that reads workbooks: a process of its own, without a key and with little memory, since a stranger's file is unpacked in it.
// The file comes on standard input; `xlsx-reader open|read`. One JSON line each is written: first the layout, then rows, then the end.

/** Bytes of a workbook's parts, unpacked. A hundred thousand rows take 40 MB, and the program eleven times as much memory. */
const MOST_UNPACKED = 64_000_000;

export type XlsxLine =
  | { refusal: SheetRefusal }
  | { layout: { sheet: string; sheets: number; headerRow: number; rows: number; merged: number }; header: string[] }
  | { rows: SheetRow[] }
  /** Bytes of memory the program took at most. */
  | { end: true; peak: number };

async function main(only: string | undefined): Promise<void> {
  const file = await buffer(process.stdin);
  const found = await findTable(file);
  if (!found) return write({ refusal: "sheet_no_header" });
  const { table, header, ...layout } = found;
  await write({ layout: { ...layout, rows: table.length }, header: headerOf(header) });
  const below = only === "open" ? table.slice(layout.headerRow, layout.headerRow + SAMPLE_ROWS) : table.slice(layout.headerRow);
  for (let at = 0; at < below.length; at += ROWS_AT_ONCE) {
    const rows = below.slice(at, at + ROWS_AT_ONCE).map((cells, index) => ({ row: layout.headerRow + at + index + 1, cells }));
    await write({ rows });
  }
  await write({ end: true, peak: process.resourceUsage().maxRSS * 1024 });
}

async function write(line: XlsxLine): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, "drain");
}

/** The first sheet that has a header. */
async function findTable(file: Buffer) {
  const zip = openZip(file, MOST_UNPACKED);
  const parts = sheetParts(zip);
  if (parts.length === 0) throw new SheetError("sheet_unknown");
  const shared = sharedParts(zip);
  for (const [index, { name, path }] of parts.entries()) {
    const xml = zip.read(path);
    // A chart sheet has no cells.
    if (!xml || !path.includes("worksheets/")) continue;
    const { table, merged } = await readTable(shared, { path, xml, number: index + 1 });
    const headerAt = table.findIndex(isHeader);
    const header = table[headerAt];
    if (header) return { table, header, headerRow: headerAt + 1, sheet: name, sheets: parts.length, merged };
  }
  return null;
}

/** The parts that every sheet needs. */
function sharedParts(zip: Zip): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  for (const name of ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"]) {
    const content = zip.read(name);
    if (content) parts.set(name, content);
  }
  return parts;
}

/** Only what was unpacked within bounds, and marked, is given to the library. */
async function readTable(shared: ReadonlyMap<string, Buffer>, { path, xml, number }: { path: string; xml: Buffer; number: number }) {
  const { marked, troubleOf, merged } = markTroubles(xml.toString("latin1"));
  const packed = packZip(new Map([...shared, [path, Buffer.from(marked, "latin1")]]));
  const values = await readSheet<{ number: string }>(packed, number, { trim: false, parseNumber: (digits) => ({ number: digits }) }).catch(
    (error: unknown) => {
      // The library's words name no more than a place; for whoever uploaded it, the file is damaged.
      throw new SheetError(error instanceof RangeError ? "sheet_too_large" : "sheet_damaged");
    },
  );
  const table = values.map((row) => row.map((value): Cell => cellOf(value, troubleOf)));
  markMerged(table, merged);
  return { table, merged: merged.length };
}

function cellOf(value: unknown, troubleOf: ReturnType<typeof markTroubles>["troubleOf"]): Cell {
  if (typeof value === "string") {
    const trouble = troubleOf(value);
    return trouble ? { trouble } : value;
  }
  if (typeof value === "boolean") return value ? "是" : "否";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "object" && value && "number" in value ? { number: String(value.number) } : null;
}

/** The cells that a merged range hides, within the table: their text stands in the first one. */
function markMerged(table: Cell[][], merged: readonly MergedRange[]): void {
  for (const { top, left, bottom, right } of merged) {
    for (let row = top; row <= Math.min(bottom, table.length); row += 1) {
      const cells = table[row - 1] ?? [];
      for (let column = left; column <= Math.min(right, cells.length); column += 1) {
        if (row !== top || column !== left) cells[column - 1] ??= { trouble: "merged" };
      }
    }
  }
}

// The library measures its steps by the clock, makes them smaller while the machine is busy, and each one lies on the stack: a large sheet
// overflows it. Where no time passes, the steps grow instead.
Date.now = () => 0;

try {
  await main(process.argv[2]);
} catch (error) {
  if (!(error instanceof SheetError)) throw error;
  await write({ refusal: error.refusal });
}
