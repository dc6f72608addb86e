import { createHash } from "node:crypto";
import { maskPersonal } from "@/lib/core/mask-personal";
import { db } from "@/lib/db/client";
import { sealColumn } from "@/lib/db/sealed-column";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { type Cell, cellText } from "@/lib/spreadsheet/sheet";
import type { ColumnMapping } from "../fields";
import { guessColumns } from "../guess-columns";
import { mappingSchema, type Sample } from "../schema";
import { sourceOf } from "./file-pieces";
import { fail, LeaseLost, nextState, type Work } from "./work";

/** OPENING → MAPPING: finds the header row and proposes the columns; remembered ones before guessed ones. */
export async function openFile(work: Work, now: Date): Promise<void> {
  const opened = await openSheet(sourceOf(work));
  if (!opened.ok) return fail(work, opened.error, now);
  const { layout, header, sample } = opened.value;
  const shown: Sample = sample.map(({ row, cells }) => ({ row, cells: header.map((_, index) => shownText(cells[index])) }));
  const { id, lease, state } = work;
  const { count } = await db().rosterImport.updateMany({
    where: { id, lease, state },
    data: {
      ...nextState,
      state: "MAPPING",
      layout: { ...layout, header },
      sampleEncrypted: sealColumn("roster_import.sample_encrypted", id, JSON.stringify(shown)),
      mapping: (await rememberedColumns(header)) ?? guessColumns(header),
    },
  });
  if (count === 0) throw new LeaseLost();
}

/** Whoever says which column is which need not see whole document numbers. */
function shownText(cell: Cell | undefined): string {
  const text = cell && typeof cell === "object" && "trouble" in cell ? "" : cellText(cell);
  return maskPersonal(text);
}

/** Two files with the same header row have the same columns. */
export const headerKey = (header: readonly string[]): string => createHash("sha256").update(JSON.stringify(header)).digest("base64url");

async function rememberedColumns(header: readonly string[]): Promise<ColumnMapping | null> {
  const remembered = await db().rosterMapping.findUnique({ where: { headerKey: headerKey(header) }, select: { mapping: true } });
  return remembered ? mappingSchema.parse(remembered.mapping) : null;
}
