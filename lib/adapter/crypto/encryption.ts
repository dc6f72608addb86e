import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/**
 * The first byte of a value encrypted in the second format. The first format began with a key's id, which is printable.
 */
const FORMAT = 2;
const FORMAT_BYTES = 1;
const KEY_ID_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts bytes with AES-256-GCM under the newest key. Layout: format (1 byte) ‖ key id (16, zero-padded) ‖ nonce (12)
 * ‖ tag (16) ‖ ciphertext. `place` names the place of the value and is bound to it as associated data. A value copied
 * to another place cannot be decrypted.
 */
export function encryptBytes(place: string, plain: Uint8Array): Buffer {
  const [newest] = env().DATA_ENCRYPTION_KEYS;
  if (!newest) throw new Error("DATA_ENCRYPTION_KEYS is empty");
  const header = Buffer.alloc(FORMAT_BYTES + KEY_ID_BYTES);
  header[0] = FORMAT;
  header.write(newest.id, FORMAT_BYTES, "ascii");
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", newest.key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), body]);
}

/**
 * The inverse of sealBytes. Throws when the key is unknown, the place is another one, or a single bit changed.
 * `formerContext`: what a value of this kind was bound to in the first format (until 2026-11-28), which knew the kind
 * only; without it the first format is refused.
 */
export function decryptBytes(place: string, encrypted: Uint8Array, formerContext?: string): Buffer {
  const bytes = Buffer.from(encrypted.buffer, encrypted.byteOffset, encrypted.byteLength);
  const binding = isOfThisFormat(bytes) ? place : formerContext;
  if (binding === undefined) throw new Error("encrypted in a format that this place never had");
  const entry = env().DATA_ENCRYPTION_KEYS.find(({ id }) => id === keyIdOf(bytes));
  if (!entry) throw new Error("encrypted with a key that DATA_ENCRYPTION_KEYS does not list");
  const ivStart = keyIdStart(bytes) + KEY_ID_BYTES;
  const ivEnd = ivStart + IV_BYTES;
  const tagEnd = ivEnd + TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", entry.key, bytes.subarray(ivStart, ivEnd), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(binding))
    .setAuthTag(bytes.subarray(ivEnd, tagEnd));
  return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]);
}

/**
 * Whether bytes are encrypted in the present format and under the newest key. If all are, the older keys can be removed
 * from DATA_ENCRYPTION_KEYS.
 */
export function isNewestEncryption(encrypted: Uint8Array): boolean {
  const [newest] = env().DATA_ENCRYPTION_KEYS;
  return isOfThisFormat(encrypted) && keyIdOf(encrypted) === newest?.id;
}

const isOfThisFormat = (encrypted: Uint8Array): boolean => encrypted[0] === FORMAT;
const keyIdStart = (encrypted: Uint8Array): number => (isOfThisFormat(encrypted) ? FORMAT_BYTES : 0);

function keyIdOf(encrypted: Uint8Array): string {
  const start = keyIdStart(encrypted);
  return Buffer.from(encrypted.subarray(start, start + KEY_ID_BYTES))
    .toString("ascii")
    .replace(/\0+$/, "");
}

/** Text form of sealBytes. A column of the database has functions of its own: lib/adapter/db/encrypted-column.ts. */
export const encryptText = (place: string, plain: string): string =>
  encryptBytes(place, Buffer.from(plain, "utf8")).toString("base64");

export const decryptText = (place: string, encrypted: string, formerContext?: string): string =>
  decryptBytes(place, Buffer.from(encrypted, "base64"), formerContext).toString("utf8");

/**
 * HMAC-SHA-256 under BLIND_INDEX_KEY. The database can compare encrypted values for equality by it, and rate-limit keys
 * contain no personal values.
 */
export const blindIndex = (context: string, value: string | Uint8Array): string =>
  createHmac("sha256", env().BLIND_INDEX_KEY).update(`${context}\0`).update(value).digest("base64url");
