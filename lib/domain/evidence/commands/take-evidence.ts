import type { Tx } from "@/lib/adapter/db/client";
import type { PlacedFile } from "@/lib/domain/registration/commands/replace-files";
import type { EvidenceSubject } from "../subject";

/**
 * Hands the pictures of a subject over to another table, in the transaction that names them there. The rows of the
 * files stay without pages, so no job deletes the bytes.
 */
export async function takeEvidence(tx: Tx, subject: EvidenceSubject, now: Date): Promise<PlacedFile[]> {
  const page = { storageKey: true, size: true, width: true, height: true };
  const files = await tx.evidenceFile.findMany({
    where: { ...subject, removedAt: null },
    orderBy: { id: "asc" },
    select: {
      id: true,
      contentIndex: true,
      perceptualHash: true,
      findings: true,
      pages: { orderBy: { number: "asc" }, select: page },
    },
  });
  const ids = files.map(({ id }) => id);
  await tx.evidencePage.deleteMany({ where: { fileId: { in: ids } } });
  await tx.evidenceFile.updateMany({ where: { id: { in: ids } }, data: { removedAt: now } });
  return files.map(({ pages, contentIndex, perceptualHash, findings }) => ({
    pages,
    contentIndex,
    perceptualHash,
    findings,
  }));
}
