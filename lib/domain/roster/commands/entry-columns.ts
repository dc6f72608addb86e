import { Prisma } from "@/lib/adapter/db/client";
import type { RosterImportMode } from "@/lib/adapter/db/enums";

/** What a roster tells of a person, as columns of an entry and of a staged row. */
const facts = [
  "name",
  "student_number",
  "school",
  "teaching_point",
  "level",
  "category",
  "eligible",
  "remark",
] as const;

/** Written anew with them, but never what makes a row another. */
const carried = ["name_key", "document_masked", "document_encrypted"] as const;

export const entryColumns = [...facts, ...carried] as const;

/**
 * What an entry `e` becomes by a row: an added row leaves alone what it does not tell, a roster that is replaced is the
 * file.
 */
const become = (column: string, row: string, mode: RosterImportMode): string =>
  mode === "REPLACE" ? `${row}.${column}` : `coalesce(${row}.${column}, e.${column})`;

/** Assignments for an entry `e` from a row of this name. */
export const assignments = (row: string, mode: RosterImportMode): Prisma.Sql =>
  Prisma.raw(entryColumns.map((column) => `${column} = ${become(column, row, mode)}`).join(", "));

/** Whether a row of this name would change an entry `e`. */
export const differs = (row: string, mode: RosterImportMode): Prisma.Sql =>
  Prisma.raw(
    `(${facts.map((column) => become(column, row, mode)).join(", ")}) IS DISTINCT FROM (${facts.map((column) => `e.${column}`).join(", ")})`,
  );
