import { randomBytes } from "node:crypto";
import { isNewestEncryption, decryptBytes, encryptBytes } from "@/lib/adapter/crypto/encryption";
import { objectStore } from "./open-store";

/** A file opens under its own key only. Until 2026-11-28 it was bound to nothing but being a file. */
const placeOf = (key: string): string => `file\0${key}`;
const FORMER_CONTEXT = "file";

/** Encrypts bytes and stores them under a new random key, which it returns. */
export async function storeEncryptedFile(bytes: Uint8Array): Promise<string> {
  const name = randomBytes(16).toString("hex");
  const key = `${name.slice(0, 2)}/${name}`;
  await objectStore().put(key, encryptBytes(placeOf(key), bytes));
  return key;
}

/** The bytes as they were stored. Throws when they are gone or were tampered with: a row promised them. */
export async function readEncryptedFile(key: string): Promise<Buffer> {
  const bytes = await readFileIfKept(key);
  if (!bytes) throw new Error("a stored file is missing from the object store");
  return bytes;
}

/** The same where a job may delete the bytes at this moment: null when they are gone. */
export async function readFileIfKept(key: string): Promise<Buffer | null> {
  const encrypted = await objectStore().get(key);
  return encrypted && decryptBytes(placeOf(key), encrypted, FORMER_CONTEXT);
}

export const deleteEncryptedFile = (key: string): Promise<void> => objectStore().delete(key);

/** Encrypts a stored file again under the newest key, unless it is already. */
export async function reencryptFile(key: string): Promise<"resealed" | "newest" | "missing"> {
  const encrypted = await objectStore().get(key);
  if (!encrypted) return "missing";
  if (isNewestEncryption(encrypted)) return "newest";
  await objectStore().put(key, encryptBytes(placeOf(key), decryptBytes(placeOf(key), encrypted, FORMER_CONTEXT)));
  return "resealed";
}
