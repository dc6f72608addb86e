import { z } from "zod";
import { readRows } from "@/lib/adapter/db/read-rows";
import { isNewestEncryption } from "@/lib/adapter/crypto/encryption";
import { db, Prisma } from "@/lib/adapter/db/client";
import {
  decryptColumn,
  rowKeyOf,
  encryptColumn,
  type EncryptedColumn,
  encryptedColumns,
} from "@/lib/adapter/db/encrypted-column";
import { deleteEncryptedFile, reencryptFile } from "@/lib/adapter/storage/encrypted-file";

const BATCH = 500;

export type Rotated = { texts: number; files: number; missingFiles: number };

/**
 * Encrypts all stored values and files again under the newest of DATA_ENCRYPTION_KEYS, in the format that binds a value
 * to its row. After that the older keys can be removed. The system may run meanwhile, and an interrupted run can be
 * repeated. A file that is missing from the store is counted and skipped.
 */
export async function rotateKeys(): Promise<Rotated> {
  let texts = 0;
  for (const column of Object.keys(encryptedColumns) as EncryptedColumn[]) texts += await rotateColumn(column);
  const files = await rotateFiles();
  return { texts, ...files };
}

async function rotateColumn(column: EncryptedColumn): Promise<number> {
  const [table = "", name = ""] = column.split(".");
  const [from, field, key] = [Prisma.raw(table), Prisma.raw(name), Prisma.raw(rowKeyOf(column))];
  const query = Prisma.sql`SELECT id, ${key}::text AS key, ${field} AS value FROM ${from} WHERE ${field} IS NOT NULL`;
  let rotated = 0;
  for await (const { id, key: rowKey, value: encrypted } of everyRow(query)) {
    if (isNewestEncryption(Buffer.from(encrypted, "base64"))) continue;
    // A value that changed after it was read has been encrypted under the newest key already.
    rotated += await db().$executeRaw`
      UPDATE ${from} SET ${field} = ${encryptColumn(column, rowKey, decryptColumn(column, rowKey, encrypted))}
      WHERE id = ${id}::uuid AND ${field} = ${encrypted}`;
  }
  return rotated;
}

/** Every stored file but evidence, by the tables that hold storage keys. */
const files = [
  "SELECT id, id::text AS key, storage_key AS value FROM stored_file WHERE true",
  "SELECT id, id::text AS key, storage_key AS value FROM file_page WHERE true",
] as const;

async function rotateFiles(): Promise<{ files: number; missingFiles: number }> {
  const counted = { files: 0, missingFiles: 0 };
  const reseal = async (key: string) => {
    const outcome = await reencryptFile(key);
    if (outcome === "resealed") counted.files += 1;
    if (outcome === "missing") counted.missingFiles += 1;
  };
  for (const query of files) for await (const { value } of everyRow(Prisma.raw(query))) await reseal(value);
  const evidence = Prisma.sql`SELECT id, id::text AS key, storage_key AS value FROM evidence_page WHERE true`;
  for await (const { value: storageKey } of everyRow(evidence)) {
    await reseal(storageKey);
    // Taken back meanwhile: the job may have deleted it before it was written again here, and will not come again.
    const kept = await db().evidencePage.count({ where: { storageKey, file: { removedAt: null } } });
    if (kept === 0) await deleteEncryptedFile(storageKey);
  }
  // Files of unfinished roster imports, each in several pieces.
  for (const { storageKeys } of await db().rosterImport.findMany({
    where: { storageKeys: { isEmpty: false } },
    select: { storageKeys: true },
  })) {
    for (const key of storageKeys) await reseal(key);
  }
  return counted;
}

const columns = { id: z.uuid(), key: z.string(), value: z.string() };

/** The rows of a query in batches, by id. The query must end in a condition. */
async function* everyRow(query: Prisma.Sql) {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = readRows(columns, await db().$queryRaw`${query} AND id > ${after}::uuid ORDER BY id LIMIT ${BATCH}`);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
