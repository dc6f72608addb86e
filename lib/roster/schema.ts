import { z } from "zod";
import type { SheetLayout } from "@/lib/spreadsheet/sheet";
import { type ColumnMapping, requiredFields, rosterFields } from "./fields";

const count = z.number().int().nonnegative();

/** `layout` of an import, as it lies in the database, with the words of the header row. */
export const layoutSchema: z.ZodType<SheetLayout & { header: string[] }> = z.discriminatedUnion("format", [
  z.object({
    format: z.literal("csv"),
    encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "gb18030"]),
    delimiter: z.enum([",", ";", "\t"]),
    headerRow: count,
    header: z.array(z.string()),
  }),
  z.object({
    format: z.literal("xlsx"),
    sheet: z.string(),
    sheets: count,
    headerRow: count,
    rows: count,
    merged: count,
    header: z.array(z.string()),
  }),
]);

export type ImportLayout = z.output<typeof layoutSchema>;

export const mappingSchema = z.partialRecord(z.enum(rosterFields), count);

/** The first rows of a file, as shown beside the fields. */
export const sampleSchema = z.array(z.object({ row: count, cells: z.array(z.string()) }));

export type Sample = z.output<typeof sampleSchema>;

/** What the check found, and what an import would do in either mode. */
export const countsSchema = z.object({
  rows: count,
  good: count,
  /** Rows with an error. */
  bad: count,
  /** Rows that repeat an earlier one in everything. */
  repeated: count,
  /** Errors; a row may have several. */
  errors: count,
  add: z.object({ added: count, changed: count, same: count }),
  replace: z.object({ added: count, changed: count, same: count, vanishing: count }),
});

export type ImportCounts = z.output<typeof countsSchema>;

const importId = z.object({ importId: z.uuid() });

export const importSchema = importId;

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
      if (mapping[field] === undefined) context.addIssue({ code: "custom", path: [field], message: "roster_column_required" });
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
});
