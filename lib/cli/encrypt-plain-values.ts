import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { db, Prisma } from "@/lib/adapter/db/client";
import { encryptColumn, type EncryptedColumn } from "@/lib/adapter/db/encrypted-column";

/**
 * Columns that held personal values in plain text until 2026-11-28, each with the encrypted column that replaced it.
 */
const columns: readonly { plain: string; encrypted: EncryptedColumn }[] = [
  { plain: "birth_date", encrypted: "registration.birth_date_encrypted" },
  { plain: "accommodation", encrypted: "registration.accommodation_encrypted" },
  { plain: "file_name", encrypted: "roster_import.file_name_encrypted" },
];

const BATCH = 500;

/**
 * Encrypts values that older versions wrote in plain text and empties the plain columns. It runs at every start, before
 * the web server. An interrupted run continues at the next start; two runs at once do not encrypt a row twice. Copies
 * of the older version may still write plain values meanwhile: those are newer and are encrypted at the next start.
 * Returns how many values were encrypted.
 */
export async function encryptPlainValues(): Promise<number> {
  let encrypted = 0;
  for (const column of columns) encrypted += await sealColumnOf(column);
  return encrypted;
}

async function sealColumnOf({ plain, encrypted }: (typeof columns)[number]): Promise<number> {
  const [table = "", name = ""] = encrypted.split(".");
  const [from, plainField, sealedField] = [table, plain, name].map((word) => Prisma.raw(word)) as [
    Prisma.Sql,
    Prisma.Sql,
    Prisma.Sql,
  ];
  let count = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = readRows(
      { id: z.uuid(), value: z.string() },
      await db().$queryRaw`
      SELECT id, ${plainField}::text AS value FROM ${from} WHERE ${plainField} IS NOT NULL AND id > ${after}::uuid ORDER BY id LIMIT ${BATCH}`,
    );
    const last = rows.at(-1);
    if (!last) return count;
    const values = rows.map(({ id, value }) => ({
      id,
      value,
      encrypted: value === "" ? null : encryptColumn(encrypted, id, value),
    }));
    // A value that changed after it was read is encrypted at the next start.
    count += await db().$executeRaw`
      UPDATE ${from} t SET ${sealedField} = v.encrypted, ${plainField} = NULL
      FROM jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS v (id uuid, value text, encrypted text)
      WHERE t.id = v.id AND t.${plainField}::text = v.value`;
    after = last.id;
  }
}
