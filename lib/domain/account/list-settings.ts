import { z } from "zod";

/** The lists of the desk whose look is remembered for each member of staff. */
export const settableLists = ["reviews", "registrations", "orders", "refunds", "waivers", "audit", "sms"] as const;
export type SettableList = (typeof settableLists)[number];

export const pageSizes = [25, 50, 100, 200] as const;
export const DEFAULT_PAGE_SIZE = 50;

/** An export of a list writes at most this many rows. */
export const MAX_EXPORTED_ROWS = 5000;

export const MAX_VIEW_NAME = 20;
export const MAX_VIEWS_OF_A_LIST = 20;

const list = z.enum(settableLists);
const columnKey = z.string().regex(/^[a-zA-Z]{1,20}$/);

/**
 * The form of a list's look. A checked column is a field "column-<key>", and their order is that of the form; `move` is
 * the column that goes one place forward.
 */
export const listSettingSchema = z
  .looseObject({
    list,
    size: z.coerce
      .number()
      .refine((size) => pageSizes.some((known) => known === size))
      .catch(DEFAULT_PAGE_SIZE),
    density: z.enum(["compact", "standard"]).catch("compact"),
    move: columnKey.optional().catch(undefined),
  })
  .transform(({ list: name, size, density, move, ...more }) => {
    const columns = Object.keys(more)
      .filter((field) => field.startsWith("column-"))
      .map((field) => field.slice("column-".length))
      .filter((key) => columnKey.safeParse(key).success)
      .slice(0, 30);
    return { list: name, pageSize: size, standard: density === "standard", columns: moved(columns, move) };
  });

export type ListSettingInput = z.output<typeof listSettingSchema>;

/** The columns with one of them a place further forward. */
function moved(columns: readonly string[], key: string | undefined): string[] {
  const at = key === undefined ? -1 : columns.indexOf(key);
  if (at < 1) return [...columns];
  return columns.toSpliced(at, 1).toSpliced(at - 1, 0, ...columns.slice(at, at + 1));
}

/** Belongs to one moment: the place in the list, a sentence shown once. */
const momentary = new Set(["after", "notice", "undo"]);

/**
 * What of an address a view keeps: short codes and ids. Free text never fits, so no view can hold a person's data.
 */
export function viewQuery(query: string): string {
  const kept = [...new URLSearchParams(query.slice(0, 2000))].filter(
    ([key, value]) => /^[a-z]{1,12}$/.test(key) && !momentary.has(key) && /^[\w.-]{1,300}$/.test(value),
  );
  return new URLSearchParams(kept).toString();
}

/**
 * What a saved view keeps of it: it follows the exam session that the desk shows, unless it is of all of them, or its
 * filter names a school or language of one.
 */
function followingQuery(query: string): string {
  const kept = new URLSearchParams(query);
  if (kept.get("session") !== "all" && !kept.has("school") && !kept.has("language")) kept.delete("session");
  return kept.toString();
}

/** `shown`: the list as it was when its view was saved. */
export const saveViewSchema = z
  .object({
    list,
    name: z
      .string()
      .transform((name) => name.trim())
      .pipe(z.string().min(1, "view_name_required").max(MAX_VIEW_NAME, "view_name_too_long")),
    query: z.string().max(2000).transform(viewQuery),
    shared: z
      .literal("on")
      .optional()
      .catch(undefined)
      .transform((tick) => tick === "on"),
  })
  .transform(({ query, ...view }) => ({ ...view, query: followingQuery(query), shown: query }));

export type SaveViewInput = z.output<typeof saveViewSchema>;

export const deleteViewSchema = z.object({ list, id: z.uuid() });
