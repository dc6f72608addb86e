import { refuse, type Result } from "@/lib/core/result";
import { openCsv, readCsv, unmarkedUtf16 } from "./csv";
import type { SheetRow } from "@/lib/core/sheet-cell";
import type { FileSource, OpenedSheet, SheetLayout, SheetRefusal } from "./sheet";
import { openXlsx, readXlsx } from "./xlsx";

/**
 * Opens a file of whatever format, judged by its first bytes: its tables with their first rows. `first`: the position
 * of a workbook's sheet that is wanted whatever else it holds.
 */
export async function openSheet(source: FileSource, first?: number): Promise<Result<OpenedSheet, SheetRefusal>> {
  if (source.size === 0) return refuse("sheet_empty");
  const kind = await kindOf(source);
  if (kind === "csv") return openCsv(source);
  return kind === "xlsx" ? openXlsx(source, first) : refuse(kind);
}

/**
 * The rows below the header, some at a time; `done` counts bytes (csv) or rows (xlsx). Throws SheetError where the file
 * is at fault.
 */
export const readSheet = (
  source: FileSource,
  layout: SheetLayout,
): AsyncGenerator<{ rows: SheetRow[]; done: number }> =>
  layout.format === "csv" ? readCsv(source, layout) : readXlsx(source, layout);

/** What `done` of readSheet comes to at the end. */
export const totalWork = (source: { size: number }, layout: SheetLayout): number =>
  layout.format === "csv" ? source.size : layout.rows;

type Kind = "csv" | "xlsx" | Extract<SheetRefusal, "sheet_old_excel" | "sheet_encrypted" | "sheet_unknown">;

const startsWith = (bytes: Buffer, ...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);

async function kindOf(source: FileSource): Promise<Kind> {
  const beginning = await firstChunk(source);
  if (startsWith(beginning, 0x50, 0x4b, 0x03, 0x04)) return "xlsx";
  // The old container of Office: a workbook of before 2007, or a new one behind a password, whose parts are named in
  // UTF-16.
  if (startsWith(beginning, 0xd0, 0xcf, 0x11, 0xe0))
    return (await contains(source, Buffer.from("EncryptedPackage", "utf16le"))) ? "sheet_encrypted" : "sheet_old_excel";
  const marked = startsWith(beginning, 0xff, 0xfe) || startsWith(beginning, 0xfe, 0xff);
  const text = marked || !beginning.subarray(0, 4096).includes(0) || unmarkedUtf16(beginning) !== null;
  return text &&
    !startsWith(beginning, 0x25, 0x50, 0x44, 0x46) &&
    !/^\s*(?:<!doctype|<html|<\?xml|<table)/i.test(beginning.toString("latin1", 0, 200))
    ? "csv"
    : "sheet_unknown";
}

async function firstChunk(source: FileSource): Promise<Buffer> {
  for await (const chunk of source.chunks()) return Buffer.from(chunk);
  return Buffer.alloc(0);
}

async function contains(source: FileSource, wanted: Buffer): Promise<boolean> {
  let before = Buffer.alloc(0);
  for await (const chunk of source.chunks()) {
    const together = Buffer.concat([before, chunk]);
    if (together.includes(wanted)) return true;
    before = together.subarray(-wanted.length);
  }
  return false;
}
