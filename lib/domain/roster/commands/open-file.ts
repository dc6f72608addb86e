import { createHash } from "node:crypto";
import { maskPersonal } from "@/lib/core/mask-personal";
import { db } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { openSheet } from "@/lib/adapter/spreadsheet/open-sheet";
import { type Cell, cellText, type SheetRow } from "@/lib/core/sheet-cell";
import type { ColumnMapping } from "../fields";
import { findTable, positionOf } from "../find-table";
import { guessColumns } from "../guess-columns";
import { type ImportLayout, mappingSchema, type Sample, tableChoiceSchema } from "../schema";
import { sourceOf } from "./file-pieces";
import { fail, LeaseLost, nextState, type Work } from "./work";

/** How many sample rows the page shows beside the fields. */
const SAMPLE_ROWS = 8;

/** Limits of the first rows from which staff choose the header: rows, columns, characters of a cell. */
const TOP = { rows: 20, columns: 8, characters: 20 };

/**
 * OPENING → MAPPING: finds the list, at the place that staff chose or by its header words, and proposes the columns.
 * Columns that staff confirmed for the same header before come first.
 */
export async function openFile(work: Work, now: Date): Promise<void> {
  const choice = tableChoiceSchema.nullable().parse(work.table);
  const opened = await openSheet(sourceOf(work), choice?.position);
  if (!opened.ok) return fail(work, opened.error, now);
  const { tables, hidden } = opened.value;
  const found = findTable(tables, choice) ?? findTable(tables, null);
  if (!found) return fail(work, "sheet_no_header", now);
  const { table, headerRow, header: words } = found;
  // If no row has header words, the first row may already be a person.
  const header = words.map((word) => maskPersonal(word));
  const below = table.top.filter(({ row }) => row > headerRow.row).slice(0, SAMPLE_ROWS);
  const layout: ImportLayout = {
    ...table.place,
    headerRow: headerRow.row,
    header,
    sheets: tables.flatMap((other) =>
      other.place.format === "xlsx" ? [{ position: positionOf(other), name: other.place.sheet }] : [],
    ),
    hidden,
  };
  const sample: Sample = {
    rows: below.map(({ row, cells }) => ({ row, cells: header.map((_, index) => shownText(cells[index])) })),
    top: topRows(table.top, headerRow),
  };
  const { id, lease, state } = work;
  const { count } = await db().rosterImport.updateMany({
    where: { id, lease, state },
    data: {
      ...nextState,
      state: "MAPPING",
      layout,
      sampleEncrypted: encryptColumn("roster_import.sample_encrypted", id, JSON.stringify(sample)),
      mapping: (await rememberedColumns(header)) ?? guessColumns(words),
    },
  });
  if (count === 0) throw new LeaseLost();
}

/** Makes sure that the header row is among the shown rows. */
function topRows(top: readonly SheetRow[], headerRow: SheetRow): Sample["top"] {
  const shown = top.filter((row, index) => index < TOP.rows || row === headerRow);
  return shown.map(({ row, cells }) => ({
    row,
    cells: cells.slice(0, TOP.columns).map((cell) => Array.from(shownText(cell)).slice(0, TOP.characters).join("")),
  }));
}

/** Document numbers are masked: they are not needed to recognise a column. */
function shownText(cell: Cell | undefined): string {
  const text = cell && typeof cell === "object" && "trouble" in cell ? "" : cellText(cell);
  return maskPersonal(text);
}

/** Two files with the same header row have the same columns. */
export const headerKey = (header: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(header)).digest("base64url");

async function rememberedColumns(header: readonly string[]): Promise<ColumnMapping | null> {
  const remembered = await db().rosterMapping.findUnique({
    where: { headerKey: headerKey(header) },
    select: { mapping: true },
  });
  return remembered ? mappingSchema.parse(remembered.mapping) : null;
}
