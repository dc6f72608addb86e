import { createReadStream } from "node:fs";
import { deleteEncryptedFile, readEncryptedFile, storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import type { FileSource } from "@/lib/adapter/spreadsheet/sheet";

/** Bytes. A file is encrypted piece by piece, so that neither writing nor reading needs the whole file in memory. */
const PIECE = 4 * 1024 * 1024;

/** Stores a local file in encrypted pieces and returns their keys in order. */
export async function storePieces(path: string): Promise<string[]> {
  const keys: string[] = [];
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE }))
      keys.push(await storeEncryptedFile(piece as Buffer));
    return keys;
  } catch (error) {
    await deletePieces(keys);
    throw error;
  }
}

export const sourceOf = ({ storageKeys, size }: { storageKeys: readonly string[]; size: number }): FileSource => ({
  size,
  async *chunks() {
    for (const key of storageKeys) yield await readEncryptedFile(key);
  },
});

export async function deletePieces(keys: readonly string[]): Promise<void> {
  for (const key of keys) await deleteEncryptedFile(key);
}
