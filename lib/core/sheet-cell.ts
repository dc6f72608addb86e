// The value of a cell, in any file format.

/**
 * `error`: #N/A and its kind; `formula`: never calculated; `merged`: its text stands in the first cell; `format`: shown
 * nobody knows how.
 */
export type CellTrouble = "error" | "formula" | "merged" | "format";

/**
 * Text as typed, a number in the file's own digits and, where its cell has a format, as the cell shows it; nothing; or
 * a cell that does not tell its value.
 */
export type Cell = string | { number: string; shown?: string } | { trouble: CellTrouble } | null;

/** `row` counts from 1 as spreadsheet programs show it, blank rows included. */
export type SheetRow = { row: number; cells: Cell[] };

export const isBlank = (cell: Cell): boolean => cell === null || (typeof cell === "string" && cell.trim() === "");

export const cellText = (cell: Cell | undefined): string => {
  if (typeof cell === "string") return cell.trim();
  return cell && "number" in cell ? (cell.shown ?? cell.number) : "";
};

/** The words of a header row, without the empty columns behind the last word. */
export function headerOf(cells: readonly Cell[]): string[] {
  const words = cells.map(cellText);
  return words.slice(0, words.findLastIndex((word) => word !== "") + 1);
}
