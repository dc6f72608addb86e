import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Tx } from "@/lib/adapter/db/client";

/**
 * Adds a generated admit card to the files of its candidate. `storageKey`: where its bytes are stored. Returns the
 * file's id.
 */
export async function storeCardFile(
  tx: Tx,
  {
    accountId,
    registrationId,
    storageKey,
    pdf,
  }: { accountId: string; registrationId: string; storageKey: string; pdf: Uint8Array },
): Promise<string> {
  const { id } = await tx.storedFile.create({
    data: {
      accountId,
      registrationId,
      kind: "ADMIT_CARD",
      storageKey,
      contentType: "application/pdf",
      size: pdf.byteLength,
      pages: 1,
      contentIndex: blindIndex("file", pdf),
      findings: [],
    },
    select: { id: true },
  });
  return id;
}
