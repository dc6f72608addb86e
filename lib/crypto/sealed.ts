import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 16;

/**
 * Encrypts bytes with AES-256-GCM under the newest key. Layout: key id (16 bytes, zero-padded) ‖ nonce (12) ‖ tag (16) ‖ ciphertext.
 * `context` is bound in as associated data: a value sealed as a phone cannot be opened as anything else.
 */
export function sealBytes(context: string, plain: Uint8Array): Buffer {
  const [newest] = env().DATA_ENCRYPTION_KEYS;
  if (!newest) throw new Error("DATA_ENCRYPTION_KEYS is empty");
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(newest.id, "ascii");
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", newest.key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), body]);
}

/** The inverse of sealBytes. Throws when the key is unknown, the context another or a single bit changed. */
export function openBytes(context: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const id = keyIdOf(bytes);
  const entry = env().DATA_ENCRYPTION_KEYS.find((candidate) => candidate.id === id);
  if (!entry) throw new Error("sealed with a key that DATA_ENCRYPTION_KEYS does not list");
  const ivEnd = HEADER_BYTES + IV_BYTES;
  const tagEnd = ivEnd + TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", entry.key, bytes.subarray(HEADER_BYTES, ivEnd), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(ivEnd, tagEnd));
  return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]);
}

/** Whether bytes were sealed under the newest key, so that the keys before it could be taken from DATA_ENCRYPTION_KEYS. */
export function isSealedWithNewest(sealed: Uint8Array): boolean {
  const [newest] = env().DATA_ENCRYPTION_KEYS;
  return keyIdOf(sealed) === newest?.id;
}

const keyIdOf = (sealed: Uint8Array): string => Buffer.from(sealed.subarray(0, HEADER_BYTES)).toString("ascii").replace(/\0+$/, "");

/** Text form of sealBytes, for database columns. */
export const sealText = (context: string, plain: string): string => sealBytes(context, Buffer.from(plain, "utf8")).toString("base64");

export const openText = (context: string, sealed: string): string => openBytes(context, Buffer.from(sealed, "base64")).toString("utf8");

/** HMAC-SHA-256 under BLIND_INDEX_KEY: lets the database compare encrypted values for equality, and keeps personal values out of limiter keys. */
export const blindIndex = (context: string, value: string | Uint8Array): string =>
  createHmac("sha256", env().BLIND_INDEX_KEY).update(`${context}\0`).update(value).digest("base64url");
