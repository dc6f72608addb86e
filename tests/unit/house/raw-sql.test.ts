import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { jsonInstant, readRows } from "@/lib/adapter/db/read-rows";

const files = readdirSync("lib", { recursive: true })
  .map((name) => path.posix.join("lib", String(name).split(path.sep).join("/")))
  .filter((name) => name.endsWith(".ts") && !name.startsWith("lib/adapter/db/generated/"));

it("no statement is believed to answer a type: its rows go through readRows", () => {
  const asserted = files.filter((name) => /\$queryRaw(?:Unsafe)?<(?!unknown\[\]>)/.test(readFileSync(name, "utf8")));
  // rate-limiter-flexible sends its own statements, and reads their rows itself.
  expect(asserted).toEqual(["lib/adapter/rate-limit/limiter.ts"]);
});

it("a row of another shape is named by columns and types, never by values", () => {
  const columns = { id: z.uuid(), name: z.string().nullable(), at: z.date() };
  const row = { id: "019a0000-0000-7000-8000-000000000001", name: null, at: new Date(0) };
  expect(readRows(columns, [row])).toEqual([row]);
  expect(readRows(columns, [])).toEqual([]);
  for (const [wrong, told] of [
    [{ ...row, at: "1970-01-01 张三" }, /at: Invalid input: expected date, received string/],
    [{ id: row.id, name: "张三" }, /at: Invalid input/],
    [{ ...row, phone: "13900000000" }, /Unrecognized key: "phone"/],
    [{ ...row, id: "张三" }, /id: Invalid UUID/],
  ] as const) {
    expect(() => readRows(columns, [row, wrong])).toThrow(told);
    expect(() => readRows(columns, [row, wrong])).not.toThrow(/张三|13900000000/);
  }
});

it("an instant inside JSON is read as PostgreSQL writes it", () => {
  for (const [text, iso] of [
    ["2026-12-06T09:00:00+00:00", "2026-12-06T09:00:00.000Z"],
    ["2026-12-06T17:00:00.123+08:00", "2026-12-06T09:00:00.123Z"],
    ["2026-12-06T09:00:00.123456+00:00", "2026-12-06T09:00:00.123Z"],
  ] as const)
    expect(jsonInstant.parse(text).toISOString()).toBe(iso);
  expect(jsonInstant.safeParse("2026-12-06").success).toBe(false);
});
