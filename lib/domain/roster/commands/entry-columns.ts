import { Prisma } from "@/lib/adapter/db/client";
import type { RosterImportMode } from "@/lib/adapter/db/enums";

/** The columns that roster entries and staged rows have in common: the data about a person. */
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

/** Columns that are rewritten with the data but do not count as a change. */
const carried = ["name_key", "document_masked", "document_encrypted"] as const;

export const entryColumns = [...facts, ...carried] as const;

/**
 * The new values of an entry `e`. ADD keeps the old value where the row has none; REPLACE takes the row as it is.
 */
const become = (column: string, row: string, mode: RosterImportMode): string =>
  mode === "REPLACE" ? `${row}.${column}` : `coalesce(${row}.${column}, e.${column})`;

/** The assignments of an UPDATE of entry `e` from the row with this alias. */
export const assignments = (row: string, mode: RosterImportMode): Prisma.Sql =>
  Prisma.raw(entryColumns.map((column) => `${column} = ${become(column, row, mode)}`).join(", "));

/** The condition that the row with this alias would change entry `e`. */
export const differs = (row: string, mode: RosterImportMode): Prisma.Sql =>
  Prisma.raw(
    `(${facts.map((column) => become(column, row, mode)).join(", ")}) IS DISTINCT FROM (${facts.map((column) => `e.${column}`).join(", ")})`,
  );
