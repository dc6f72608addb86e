import { type Cell, cellText, headerOf, type SheetRow } from "@/lib/core/sheet-cell";
import type { SheetTable } from "@/lib/adapter/spreadsheet/sheet";
import { requiredFields } from "./fields";
import { guessColumns } from "./guess-columns";

/** Where staff say the list is; null: find it. `position` of the sheet, from 1 (0 for csv). */
export type TableChoice = { position: number; headerRow: number | null };

/** `header`: the words of the header row. */
export type FoundTable = { table: SheetTable; headerRow: SheetRow; header: string[] };

/** Characters. A header cell is a word; titles and instructions are sentences. */
const MAX_HEADER_WORD = 30;

/** The least score of a header. A person's row or a title can reach less by chance. */
const MIN_SCORE = 4;

/** Example sheets often have the header of the real list. */
const exampleSheet = /示例|样例|样表|模板|说明|字典/;

export const positionOf = ({ place }: SheetTable): number => (place.format === "xlsx" ? place.position : 0);

/**
 * Finds the sheet and row of the header by its words; columns for names and numbers score most. If no row has header
 * words: the first row, in the first sheet, that fills the most columns. null when all sheets are empty.
 */
export function findTable(tables: readonly SheetTable[], choice: TableChoice | null): FoundTable | null {
  const asked = choice ? tables.filter((table) => positionOf(table) === choice.position) : tables;
  const chosen = asked.flatMap((table) => {
    const headerRow = table.top.find(({ row }) => row === choice?.headerRow);
    return headerRow ? [{ table, headerRow, header: wordsOf(table, headerRow) }] : [];
  })[0];
  if (chosen) return chosen;
  const rows = asked.flatMap((table) =>
    table.top.map((headerRow) => {
      const header = wordsOf(table, headerRow);
      return { table, headerRow, header, score: scoreOf(table, headerRow, header) };
    }),
  );
  const best = rows.reduce<(typeof rows)[number] | null>(
    (found, next) => (next.score > (found?.score ?? 0) ? next : found),
    null,
  );
  return best && best.score >= MIN_SCORE ? best : widestRow(asked);
}

/**
 * The words of a header. One of two rows has cells that are merged with the row above: 姓名 beside 学籍信息 that is split
 * into 学号 and 层次. The lower row is the header, and a merged cell of it says what the first one says.
 */
function wordsOf({ top }: SheetTable, { row, cells }: SheetRow): string[] {
  const above = top.filter((other) => other.row < row).reverse();
  const isMerged = (cell: Cell | undefined) =>
    typeof cell === "object" && cell !== null && "trouble" in cell && cell.trouble === "merged";
  const first = (column: number) => above.map((other) => other.cells[column]).find((cell) => !isMerged(cell));
  return headerOf(cells.map((cell, column) => (isMerged(cell) ? (first(column) ?? null) : cell)));
}

function scoreOf({ place, top }: SheetTable, { row }: SheetRow, header: readonly string[]): number {
  const words = header.map((word) => (Array.from(word).length > MAX_HEADER_WORD ? "" : word));
  if (words.filter(Boolean).length < 2) return 0;
  const mapping = guessColumns(words);
  const required = requiredFields.filter((field) => mapping[field] !== undefined).length;
  const score = Object.keys(mapping).length + 3 * required;
  const isExample = place.format === "xlsx" && exampleSheet.test(place.sheet);
  const isEmpty = !top.some((other) => other.row > row);
  // Less than one point: header words count more than the name of the sheet, and the first of equal rows wins.
  return score - (isExample ? 0.5 : 0) - (isEmpty ? 0.25 : 0);
}

/** A title fills one cell, a note two or three; the header fills as many as any row. */
function widestRow(tables: readonly SheetTable[]): FoundTable | null {
  for (const table of tables) {
    const width = ({ cells }: SheetRow) => cells.filter((cell) => cellText(cell) !== "").length;
    const widest = Math.max(0, ...table.top.map(width));
    const headerRow = widest < 2 ? undefined : table.top.find((row) => width(row) === widest);
    if (headerRow) return { table, headerRow, header: wordsOf(table, headerRow) };
  }
  return null;
}
