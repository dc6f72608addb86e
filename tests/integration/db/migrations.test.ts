import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { migrate } from "@/lib/adapter/db/migrate";
import { diffSchema, readSchema } from "@/lib/adapter/db/schema-diff";
import { stampMode } from "@/lib/adapter/db/installation";
import { env } from "@/lib/env";

async function inDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Every column, index, key and enum of the application's tables, one line each. Left out: the order of an enum's values
 * (a migration appends, the schema sorts by sense) and the rules that prisma/schema has no words for, which `rules`
 * lists.
 */
const catalog = `
  WITH "table" AS (
    SELECT oid, relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'
  )
  SELECT format('column %s.%s %s%s default %s', t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, coalesce(pg_get_expr(d.adbin, d.adrelid), 'none')) AS line
  FROM "table" t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
  UNION ALL
  SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN "table" t ON t.oid = i.indrelid
  UNION ALL
  SELECT format('constraint %s.%s %s', t.relname, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c JOIN "table" t ON t.oid = c.conrelid WHERE c.contype NOT IN ('n', 'c')
  UNION ALL
  SELECT format('enum %s %s', t.typname, string_agg(e.enumlabel, ' ' ORDER BY e.enumlabel))
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname
  ORDER BY 1`;
/** The checks and triggers of the application's tables: only the migrations know them. */
const rules = `
  SELECT conname AS line FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
  UNION ALL
  SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND c.relnamespace = 'public'::regnamespace
  ORDER BY 1`;
const linesOf = (url: string, sql: string) =>
  inDatabase(url, async (client) => (await client.query<{ line: string }>(sql)).rows.map(({ line }) => line));

describe("migrations", () => {
  it("leave the columns, indexes, keys and enums behind that prisma/schema describes", async () => {
    const { DATABASE_URL } = env();
    const script = (await diffSchema(DATABASE_URL, await readSchema(), "empty")) ?? "";
    expect(script, "the condition of a partial index").toMatch(/CREATE UNIQUE INDEX .* WHERE \(/);
    const name = `fresh_${Date.now()}`;
    const fresh = Object.assign(new URL(DATABASE_URL), { pathname: `/${name}` }).href;
    await inDatabase(DATABASE_URL, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
    try {
      await inDatabase(fresh, (client) => client.query(script));
      const [migrated, described] = [await linesOf(DATABASE_URL, catalog), await linesOf(fresh, catalog)];
      expect(described.length).toBeGreaterThan(300);
      expect(migrated).toEqual(described);
    } finally {
      await inDatabase(DATABASE_URL, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    }
  });

  // A migration that replaces a table or a type drops these without a word. A new rule is entered here.
  it("keep the checks and triggers that prisma/schema cannot express", async () => {
    expect(await linesOf(env().DATABASE_URL, rules)).toEqual([
      "accommodation_decision_outcome",
      "accommodation_decision_undone_or_told",
      "accommodation_version_positive",
      "audit_entry_append_only",
      "correction_applied",
      "correction_decided",
      "correction_second_person",
      "evidence_file_one_subject",
      "exam_session_closed_categories_are_categories",
      "exam_session_closed_id_types_are_id_types",
      "exam_session_closed_levels_are_levels",
      "exam_session_fee_not_negative",
      "exam_session_portrait_three_to_four",
      "exam_session_windows_run_forward",
      "exchange_decided",
      "language_exam_time",
      "ledger_entry_append_only",
      "login_session_one_owner",
      "notice_has_readers",
      "notice_time_runs_forward",
      "payment_order_amount_positive",
      "registration_event_append_only",
      "room_capacity_positive",
      "sms_message_sent_is_known",
      "sms_message_waiting_can_be_sent",
      "staff_roles_one_of_each",
    ]);
  });

  it("do nothing to a database that is up to date", async () => {
    expect(await migrate(env().DATABASE_URL)).toEqual([]);
  });
});

describe("stampMode", () => {
  it("keeps the first mode for ever", async () => {
    const { DATABASE_URL } = env();
    expect(await Promise.all([stampMode(DATABASE_URL, "live"), stampMode(DATABASE_URL, "live")])).toEqual([
      "live",
      "live",
    ]);
    expect(await stampMode(DATABASE_URL, "demo")).toBe("live");
  });
});
