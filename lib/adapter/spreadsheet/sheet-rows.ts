import { type Cell, isBlank, type SheetRow } from "@/lib/core/sheet-cell";
import { SheetError } from "./sheet";
import type { ShowNumber } from "./number-formats";
import { readXml } from "./xml";

/** No table of people has more columns: cells further to the right are refused. */
const MAX_COLUMNS = 1000;

/** First and last row and column of a merged range, from 1. */
export type MergedRange = { top: number; left: number; bottom: number; right: number };

type CellTag = {
  column: number;
  type: string;
  style: number;
  text: string;
  calculated: boolean;
  valued: boolean;
  inline: boolean;
};

/** The texts that cells name by their number, without the readings that stand above characters. */
export function sharedTexts(part: Buffer | null): string[] {
  const texts: string[] = [];
  if (!part) return texts;
  let text = "";
  let [inText, inReading] = [false, false];
  const pieces = readXml(part, {
    open(name) {
      if (name === "si") text = "";
      if (name === "rPh") inReading = true;
      if (name === "t") inText = !inReading;
    },
    close(name) {
      if (name === "t") inText = false;
      if (name === "rPh") inReading = false;
      if (name === "si") texts.push(unescaped(text));
    },
    text(more) {
      if (inText) text += more;
    },
  });
  for (const _piece of pieces);
  return texts;
}

/**
 * The rows of a sheet that say something, some at a time. Rows and cells that do not tell their place stand behind the
 * one before. Throws SheetError where the part is at fault.
 */
export function* sheetRows(part: Buffer, texts: readonly string[], show: ShowNumber): Generator<SheetRow[]> {
  const merged = coveredCells(mergedRanges(part));
  let rows: SheetRow[] = [];
  let row: SheetRow = { row: 0, cells: [] };
  let column = 0;
  let cell: CellTag | null = null;
  let [inCells, inText, inReading] = [false, false, false];
  const pieces = readXml(part, {
    open(name, attribute) {
      if (name === "sheetData") inCells = true;
      if (!inCells) return;
      if (name === "row") {
        row = { row: placeOf(attribute("r"), row.row), cells: [] };
        column = 0;
      } else if (name === "c") {
        column = columnOf(attribute("r"), column);
        const [type, style] = [attribute("t") ?? "n", Number(attribute("s") ?? 0)];
        cell = { column, type, style, text: "", calculated: false, valued: false, inline: false };
      } else if (cell) {
        if (name === "f") cell.calculated = true;
        if (name === "v") cell.valued = true;
        if (name === "is") cell.inline = true;
        if (name === "rPh") inReading = true;
        inText = name === "v" || (name === "t" && !inReading);
      }
    },
    close(name) {
      if (name === "sheetData") inCells = false;
      if (name === "v" || name === "t") inText = false;
      if (name === "rPh") inReading = false;
      if (name === "c" && cell) {
        const value = valueOf(cell, texts, show);
        if (value !== null) put(row.cells, cell.column, value);
        cell = null;
      }
      if (name === "row" && inCells) {
        const written = !row.cells.every(isBlank);
        merged(row);
        if (written) rows.push(row);
      }
    },
    text(more) {
      if (inText && cell) cell.text += more;
    },
  });
  for (const _piece of pieces) {
    if (rows.length > 0) yield rows;
    rows = [];
  }
}

function put(cells: Cell[], column: number, value: Cell): void {
  if (column > MAX_COLUMNS) throw new SheetError("sheet_too_large");
  while (cells.length < column) cells.push(null);
  cells[column - 1] = value;
}

function placeOf(written: string | undefined, before: number): number {
  if (written === undefined) return before + 1;
  if (!/^\d{1,7}$/.test(written)) throw new SheetError("sheet_damaged");
  return Number(written);
}

function columnOf(written: string | undefined, before: number): number {
  if (written === undefined) return before + 1;
  const [, letters] = /^\$?([A-Za-z]{1,3})\$?\d*$/.exec(written) ?? [];
  if (!letters) throw new SheetError("sheet_damaged");
  return columnNumber(letters);
}

const columnNumber = (letters: string): number =>
  Array.from(letters.toUpperCase()).reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0);

/** A formula without a result, or with an error, has no value. */
function valueOf(cell: CellTag, texts: readonly string[], show: ShowNumber): Cell {
  const { type, text, calculated, valued } = cell;
  if (type === "e") return { trouble: "error" };
  // A formula of text that came to nothing is an empty cell.
  if (calculated && text === "" && !(valued && type === "str")) return { trouble: "formula" };
  if (type === "s") return text === "" ? null : sharedText(texts, text);
  if (cell.inline || type === "inlineStr" || type === "str") return unescaped(text) || null;
  if (text.trim() === "") return null;
  if (type === "b") return /^(?:1|true)$/i.test(text.trim()) ? "是" : "否";
  if (type === "d") return text.trim().replace(/T00:00(?::00(?:\.0+)?)?Z?$/, "");
  return Number.isFinite(Number(text)) ? show(text.trim(), cell.style) : text;
}

function sharedText(texts: readonly string[], index: string): Cell {
  const text = texts[Number(index)];
  if (text === undefined) throw new SheetError("sheet_damaged");
  return text || null;
}

/** _x000D_ is how the format writes a character that XML has no place for. */
const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** They stand behind the cells: looked for there alone, before the cells are read. */
export function mergedRanges(part: Buffer): MergedRange[] {
  const behind = part.toString("latin1", Math.max(0, part.lastIndexOf("sheetData")));
  return Array.from(
    behind.matchAll(
      /mergeCell\s[^>]{0,200}?\bref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']/gi,
    ),
    ([, left = "", top, right = "", bottom]) => ({
      top: Number(top),
      left: columnNumber(left),
      bottom: Number(bottom),
      right: columnNumber(right),
    }),
  );
}

/**
 * Marks, row by row from the top, the cells that a merged range hides within what the row fills: their text stands in
 * the first one.
 */
function coveredCells(ranges: readonly MergedRange[]): (row: SheetRow) => void {
  const waiting = [...ranges].sort((one, other) => other.top - one.top);
  let open: MergedRange[] = [];
  return ({ row, cells }) => {
    while ((waiting.at(-1)?.top ?? Infinity) <= row) open.push(waiting.pop() as MergedRange);
    open = open.filter(({ bottom }) => bottom >= row);
    for (const { top, left, right } of open) {
      for (let column = left; column <= Math.min(right, MAX_COLUMNS); column += 1) {
        const isFirst = row === top && column === left;
        if (!isFirst && (cells[column - 1] ?? null) === null) put(cells, column, { trouble: "merged" });
      }
    }
  };
}
