// A table of text as a file holds it, whatever its format.

/** A file that can be read from the beginning any number of times, piece by piece. `size` in bytes. */
export type FileSource = { size: number; chunks: () => AsyncIterable<Uint8Array> };

/** `error`: #N/A and its kind; `formula`: never calculated; `merged`: its text stands in the first cell of a merged range. */
export type CellTrouble = "error" | "formula" | "merged";

/** Text as typed, a number in the file's own digits, nothing, or a cell that does not tell its value. */
export type Cell = string | { number: string } | { trouble: CellTrouble } | null;

/** `row` counts from 1 as spreadsheet programs show it, blank rows included. */
export type SheetRow = { row: number; cells: Cell[] };

export const delimiters = [",", ";", "\t"] as const;

/** How a file is to be read, found out when it was opened. */
export type SheetLayout =
  | { format: "csv"; encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030"; delimiter: (typeof delimiters)[number]; headerRow: number }
  /** `sheets`: how many the file holds; `merged`: how many ranges of merged cells. */
  | { format: "xlsx"; sheet: string; sheets: number; headerRow: number; rows: number; merged: number };

export type OpenedSheet = { layout: SheetLayout; header: string[]; sample: SheetRow[] };

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
 * How many rows are handed on at a time. Whoever writes them down makes one text of them, and large texts are not collected until the
 * memory is full of them.
 */
export const ROWS_AT_ONCE = 100;

/** How many rows are shown to whoever says which column is which. */
export const SAMPLE_ROWS = 8;

/** A title over the whole table fills one cell; a header fills several. */
export const isHeader = (cells: readonly Cell[]): boolean => cells.filter((cell) => cellText(cell) !== "").length >= 2;

export const cellText = (cell: Cell | undefined): string =>
  typeof cell === "string" ? cell.trim() : cell && "number" in cell ? cell.number : "";

/** The words of a header row, without the empty columns behind the last word. */
export function headerOf(cells: readonly Cell[]): string[] {
  const words = cells.map(cellText);
  return words.slice(0, words.findLastIndex((word) => word !== "") + 1);
}
