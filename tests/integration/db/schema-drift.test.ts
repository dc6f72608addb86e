import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { env } from "@/lib/env";
import { driftFrom } from "../../support/schema-drift";

it("a migrated database is what schema.prisma says, to the last index", async () => {
  const schema = await readFile(path.join("prisma", "schema.prisma"), "utf8");
  expect(await driftFrom(env().DATABASE_URL, schema)).toBe("");
});
