import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Tx } from "@/lib/adapter/db/client";

/**
 * Adds a generated admit card, as a PDF or as a picture, to the files of its candidate. `storageKey`: where its bytes
 * are stored. Returns the file's id.
 */
export async function storeCardFile(
  tx: Tx,
  {
    accountId,
    registrationId,
    storageKey,
    bytes,
    contentType,
  }: {
    accountId: string;
    registrationId: string;
    storageKey: string;
    bytes: Uint8Array;
    contentType: "application/pdf" | "image/png";
  },
): Promise<string> {
  const { id } = await tx.storedFile.create({
    data: {
      accountId,
      registrationId,
      kind: "ADMIT_CARD",
      storageKey,
      contentType,
      size: bytes.byteLength,
      pages: 1,
      contentIndex: blindIndex("file", bytes),
      findings: [],
    },
    select: { id: true },
  });
  return id;
}
