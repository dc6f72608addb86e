import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { diffSchemas, migrate } from "@/lib/db/migrate";
import { stampMode } from "@/lib/db/installation";
import { env } from "@/lib/env";

const folder = path.join("prisma", "migrations");

describe("migrations", () => {
  it("lead to the present schema.prisma", async () => {
    const last = (await readdir(folder)).sort().at(-1) ?? "";
    const [arrived, present] = await Promise.all([
      readFile(path.join(folder, last, "schema.prisma"), "utf8"),
      readFile(path.join("prisma", "schema.prisma"), "utf8"),
    ]);
    expect(await diffSchemas(arrived, present)).toBeNull();
  });

  it("do nothing to a database that is up to date", async () => {
    expect(await migrate(env().DATABASE_URL)).toEqual([]);
  });

  it("are written with the condition of a partial index", async () => {
    const schema = await readFile(path.join("prisma", "schema.prisma"), "utf8");
    expect(await diffSchemas(null, schema)).toMatch(/CREATE UNIQUE INDEX .* WHERE \(/);
  });
});

describe("stampMode", () => {
  it("keeps the first mode for ever", async () => {
    const { DATABASE_URL } = env();
    expect(await Promise.all([stampMode(DATABASE_URL, "live"), stampMode(DATABASE_URL, "live")])).toEqual(["live", "live"]);
    expect(await stampMode(DATABASE_URL, "demo")).toBe("live");
  });
});
