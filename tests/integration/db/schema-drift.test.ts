import { expect, it } from "vitest";
import { diffSchema, readSchema } from "@/lib/adapter/db/schema-diff";
import { env } from "@/lib/env";

// Prisma's engine compares once in a process, so each comparison is a test file of its own.

it("a migrated database is what prisma/schema says, to the last index", async () => {
  expect(await diffSchema(env().DATABASE_URL, await readSchema())).toBeNull();
});
