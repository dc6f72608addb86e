import { z } from "zod";

/** A column's value inside a JSON object that PostgreSQL built: JSON has no instants, so they come as text. */
export const jsonInstant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/**
 * The rows of a hand-written statement, read by the shape that they must have: exactly these columns, each of its type.
 * `$queryRaw` itself believes any type that it is given. Throws when a row has another shape; the message names the
 * columns and the types, never a value.
 *
 * Production checks every row too, because a thousand rows of fifteen columns cost about a millisecond. The first use
 * of a shape costs almost as much, because zod compiles it. So a statement that runs often keeps its shape in a
 * constant of its module, and not in the call.
 */
export function readRows<Shape extends z.ZodRawShape>(
  columns: Shape,
  rows: unknown,
): z.output<z.ZodObject<Shape, z.core.$strict>>[] {
  const read = schemaOf(columns).safeParse(rows);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path: [, ...column], message }) => `${column.join(".")}: ${message}`);
  throw new Error(`a statement answered rows of another shape: ${[...new Set(problems)].join("; ")}`);
}

const compiled = new WeakMap<z.ZodRawShape, z.ZodType>();

function schemaOf<Shape extends z.ZodRawShape>(columns: Shape) {
  const kept = compiled.get(columns) as z.ZodArray<z.ZodObject<Shape, z.core.$strict>> | undefined;
  if (kept) return kept;
  const schema = z.array(z.strictObject(columns));
  compiled.set(columns, schema);
  return schema;
}
