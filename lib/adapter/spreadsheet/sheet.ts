import type { SheetRow } from "@/lib/core/sheet-cell";

// A table of text as a file holds it, whatever its format.

/** A file that can be read from the beginning any number of times, piece by piece. `size` in bytes. */
export type FileSource = { size: number; chunks: () => AsyncIterable<Uint8Array> };

export const delimiters = [",", ";", "\t", "|"] as const;

/** Where a table lies in a file and how it is written. */
export type TablePlace =
  | { format: "csv"; encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030"; delimiter: (typeof delimiters)[number] }
  /** `sheet`: its name; `position` among the workbook's sheets, from 1; `merged`: how many ranges of merged cells. */
  | { format: "xlsx"; sheet: string; position: number; rows: number; merged: number };

/** How a table is to be read. */
export type SheetLayout = TablePlace & { headerRow: number };

/** A table with its first rows that say something. */
export type SheetTable = { place: TablePlace; top: SheetRow[] };

/**
 * The tables of a file in their order; `hidden`: the names of the sheets that were passed over because their author had
 * hidden them.
 */
export type OpenedSheet = { tables: SheetTable[]; hidden: string[] };

/** How many rows of a table are looked at for its header and shown. */
export const TOP_ROWS = 60;

export type SheetRefusal =
  | "sheet_empty"
  | "sheet_no_header"
  | "sheet_old_excel"
  | "sheet_encrypted"
  | "sheet_unknown"
  | "sheet_damaged"
  | "sheet_too_large"
  | "sheet_quotes";

/** A file whose fault shows only while it is being read. */
export class SheetError extends Error {
  readonly refusal: SheetRefusal;

  constructor(refusal: SheetRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * How many rows are handed on at a time. Whoever writes them down makes one text of them, and large texts are not
 * collected until the memory is full of them.
 */
export const ROWS_AT_ONCE = 100;
