import { z } from "zod";
import type { SheetLayout } from "@/lib/adapter/spreadsheet/sheet";
import { type ColumnMapping, requiredFields, rosterFields } from "./fields";

const count = z.number().int().nonnegative();

/** The sheets to choose from; empty for a csv file. */
const sheets = z.array(z.object({ position: count, name: z.string() }));

// Imports before 2026-11-29 have no list of sheets.
const found = {
  headerRow: count,
  header: z.array(z.string()),
  sheets: sheets.catch([]),
  hidden: z.array(z.string()).default([]),
};

/** The column `layout` of an import: the header's words and facts about the file. */
export const layoutSchema: z.ZodType<
  SheetLayout & { header: string[]; sheets: { position: number; name: string }[]; hidden: string[] }
> = z.discriminatedUnion("format", [
  z.object({
    format: z.literal("csv"),
    encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "gb18030"]),
    delimiter: z.enum([",", ";", "\t", "|"]),
    ...found,
  }),
  z.object({
    format: z.literal("xlsx"),
    sheet: z.string(),
    position: count.default(1),
    rows: count,
    merged: count,
    ...found,
  }),
]);

export type ImportLayout = z.output<typeof layoutSchema>;

export const mappingSchema = z.partialRecord(z.enum(rosterFields), count);

const shownRows = z.array(z.object({ row: count, cells: z.array(z.string()) }));

/**
 * What a page shows of a file: sample rows below the header, and the first rows of the sheet to choose the header from.
 */
export const sampleSchema = z.union([
  z.object({ rows: shownRows, top: shownRows }),
  shownRows.transform((rows) => ({ rows, top: [] })),
]);

export type Sample = z.output<typeof sampleSchema>;

/** The result of the check, and what an import would change in each mode. */
export const countsSchema = z.object({
  rows: count,
  good: count,
  /** Rows with an error. */
  bad: count,
  /** Rows equal to an earlier one. */
  repeated: count,
  /** Totals and signatures below the list, and headers that come again on each page. */
  passedOver: count.default(0),
  /** Errors; a row may have several. */
  errors: count,
  add: z.object({ added: count, changed: count, same: count }),
  replace: z.object({ added: count, changed: count, same: count, vanishing: count }),
});

export type ImportCounts = z.output<typeof countsSchema>;

const importId = z.object({ importId: z.uuid() });

export const importSchema = importId;

/** The column `table` of an import: the choice of staff. */
export const tableChoiceSchema = z.object({ position: count, headerRow: count.nullable() });

/** The form of the table: a sheet and its header row, empty when it is to be found. */
export const tableSchema = z
  .object({ importId: z.uuid(), position: z.string().regex(/^\d{1,5}$/), headerRow: z.string().regex(/^\d{0,7}$/) })
  .transform(({ importId, position, headerRow }) => ({
    importId,
    table: { position: Number(position), headerRow: headerRow === "" ? null : Number(headerRow) },
  }));

/** The form of the columns: a select for each field, empty when the file does not have it. */
export const columnsSchema = z
  .object({
    importId: z.uuid(),
    ...Object.fromEntries(
      rosterFields.map((field) => [
        field,
        z
          .string()
          .regex(/^\d{0,3}$/)
          .optional(),
      ]),
    ),
  })
  .transform((form: Record<string, string | undefined>, context) => {
    const mapping: ColumnMapping = {};
    for (const field of rosterFields) if (form[field]) mapping[field] = Number(form[field]);
    for (const field of requiredFields) {
      if (mapping[field] === undefined)
        context.addIssue({ code: "custom", path: [field], message: "roster_column_required" });
    }
    const columns = Object.values(mapping);
    const twice = rosterFields.find(
      (field) => mapping[field] !== undefined && columns.filter((column) => column === mapping[field]).length > 1,
    );
    if (twice) context.addIssue({ code: "custom", path: [twice], message: "roster_column_twice" });
    return { importId: form["importId"] ?? "", mapping };
  });

export const confirmSchema = importId.extend({
  mode: z.enum(["ADD", "REPLACE"], { error: "roster_mode_required" }),
  ignoreErrors: z.literal("on").optional(),
  /** How many people the replacement deletes, typed. */
  confirmation: z.string().max(200).default(""),
});
