import { createDecipheriv } from "node:crypto";
import { z } from "zod";

const TAG_BYTES = 16;

/** The wire form of everything WeChat encrypts under the APIv3 key: certificates and notifications. */
export const sealedResource = z.object({
  algorithm: z.literal("AEAD_AES_256_GCM"),
  ciphertext: z.string(),
  nonce: z.string(),
  associated_data: z.string().default(""),
});

export type SealedResource = z.output<typeof sealedResource>;

/** The plaintext, or null when the tag does not prove that the holder of the key wrote exactly this. */
export function openResource({ ciphertext, nonce, associated_data }: SealedResource, apiV3Key: string): string | null {
  const encrypted = Buffer.from(ciphertext, "base64");
  if (encrypted.length < TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", Buffer.from(apiV3Key), Buffer.from(nonce), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(associated_data));
    decipher.setAuthTag(encrypted.subarray(-TAG_BYTES));
    const opened = decipher.update(encrypted.subarray(0, -TAG_BYTES));
    // final() is what checks the tag; nothing decrypted may be used before it returns.
    return Buffer.concat([opened, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
