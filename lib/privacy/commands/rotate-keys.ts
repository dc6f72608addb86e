import { isSealedWithNewest, openText, sealText } from "@/lib/crypto/sealed";
import { db, Prisma } from "@/lib/db/client";
import { resealFile } from "@/lib/storage/sealed-file";

/** Every column that holds sealed text, and the context it is bound to. */
const columns = [
  { table: "account", column: "phone_encrypted", context: "phone" },
  { table: "staff", column: "phone_encrypted", context: "phone" },
  { table: "registration", column: "draft_encrypted", context: "draft" },
  { table: "registration", column: "document_encrypted", context: "document" },
  { table: "submission", column: "content_encrypted", context: "submission" },
  { table: "payment_order", column: "payer_encrypted", context: "payer" },
  { table: "appeal", column: "statement_encrypted", context: "appeal" },
  { table: "phone_appeal", column: "phone_encrypted", context: "phone" },
  { table: "phone_appeal", column: "former_phone_encrypted", context: "phone" },
  { table: "phone_appeal", column: "name_encrypted", context: "appeal" },
  { table: "phone_appeal", column: "document_encrypted", context: "document" },
  { table: "phone_appeal", column: "statement_encrypted", context: "appeal" },
  // Staged rows before entries: one that is taken over meanwhile is met again there.
  { table: "roster_staged_row", column: "document_encrypted", context: "document" },
  { table: "roster_entry", column: "document_encrypted", context: "document" },
  { table: "roster_import", column: "sample_encrypted", context: "roster-sample" },
] as const;

const BATCH = 500;

export type Rotated = { texts: number; files: number; missingFiles: number };

/**
 * Seals everything at rest anew under the newest of DATA_ENCRYPTION_KEYS, so that the keys behind it can be taken away. The system may run
 * meanwhile; broken off, it goes on where it is run again. A file that is gone from the store is counted and passed over.
 */
export async function rotateKeys(): Promise<Rotated> {
  let texts = 0;
  for (const column of columns) texts += await rotateColumn(column);
  const files = await rotateFiles();
  return { texts, ...files };
}

async function rotateColumn({ table, column, context }: (typeof columns)[number]): Promise<number> {
  const [from, field] = [Prisma.raw(table), Prisma.raw(column)];
  let rotated = 0;
  for await (const { id, value: sealed } of everyRow(Prisma.sql`SELECT id, ${field} AS value FROM ${from} WHERE ${field} IS NOT NULL`)) {
    if (isSealedWithNewest(Buffer.from(sealed, "base64"))) continue;
    // A value that changed since it was read was sealed under the newest key by whoever changed it.
    rotated += await db().$executeRaw`
      UPDATE ${from} SET ${field} = ${sealText(context, openText(context, sealed))} WHERE id = ${id}::uuid AND ${field} = ${sealed}`;
  }
  return rotated;
}

/** Every stored file, by the table whose rows name it. */
const files = [
  "SELECT id, storage_key AS value FROM stored_file WHERE true",
  "SELECT id, storage_key AS value FROM file_page WHERE true",
] as const;

async function rotateFiles(): Promise<{ files: number; missingFiles: number }> {
  const counted = { files: 0, missingFiles: 0 };
  const reseal = async (key: string) => {
    const outcome = await resealFile(key);
    if (outcome === "resealed") counted.files += 1;
    if (outcome === "missing") counted.missingFiles += 1;
  };
  for (const query of files) for await (const { value } of everyRow(Prisma.raw(query))) await reseal(value);
  // Rosters on their way in, each in several pieces.
  for (const { storageKeys } of await db().rosterImport.findMany({
    where: { storageKeys: { isEmpty: false } },
    select: { storageKeys: true },
  })) {
    for (const key of storageKeys) await reseal(key);
  }
  return counted;
}

/** The rows of a query that ends in a condition, by id, some at a time. */
async function* everyRow(query: Prisma.Sql): AsyncGenerator<{ id: string; value: string }> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db().$queryRaw<{ id: string; value: string }[]>`${query} AND id > ${after}::uuid ORDER BY id LIMIT ${BATCH}`;
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
