import { Client } from "pg";
import { expect, it } from "vitest";
import { diffSchema, readSchema } from "@/lib/adapter/db/schema-diff";
import { env } from "@/lib/env";

it("a database that drifted is found out: a column, a type, an index, the condition of a partial index", async () => {
  const { DATABASE_URL } = env();
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    await client.query(`
      ALTER TABLE room ADD COLUMN colour text;
      ALTER TABLE school ALTER COLUMN position TYPE bigint;
      DROP INDEX audit_entry_subject_kind_subject_id_id_idx`);
    const [partial] = (
      await client.query<{ name: string; definition: string }>(`
        SELECT indexname AS name, indexdef AS definition FROM pg_indexes
        WHERE schemaname = 'public' AND tablename = 'payment_order' AND indexdef LIKE 'CREATE UNIQUE INDEX % WHERE %'`)
    ).rows;
    if (!partial) throw new Error("payment_order has no partial unique index");
    await client.query(`DROP INDEX ${partial.name}; ${partial.definition.replace(/ WHERE .*$/, " WHERE true")}`);

    const script = (await diffSchema(DATABASE_URL, await readSchema())) ?? "";
    expect(script).toContain('DROP COLUMN "colour"');
    expect(script).toMatch(/ALTER TABLE "school"[^;]*"position" SET DATA TYPE INTEGER/);
    expect(script).toContain("audit_entry_subject_kind_subject_id_id_idx");
    expect(script).toContain(partial.name);
  } finally {
    await client.end();
  }
});
