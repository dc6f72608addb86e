import { recordAudit, type Actor } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { deleteEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import type { EvidenceSubject } from "../subject";

export type RemoveEvidenceRefusal = "file_not_found" | "evidence_seen";

/**
 * Takes back one file for who sent it, while its subject takes evidence (`hold`, as in storeEvidence) and nobody of the
 * staff has looked at it: what was seen is not unsaid. A job deletes its bytes.
 */
export const removeEvidence = <E extends string>({
  fileId,
  subject,
  hold,
  actor,
  now,
}: {
  fileId: string;
  subject: EvidenceSubject;
  hold: (tx: Tx) => Promise<Result<null, E>>;
  actor: Actor;
  now: Date;
}): Promise<Result<null, E | RemoveEvidenceRefusal>> =>
  transact<null, E | RemoveEvidenceRefusal>(async (tx) => {
    const held = await hold(tx);
    if (!held.ok) return held;
    if (!(await remove(tx, { ...subject, id: fileId }, { actor, now }))) return refuse("file_not_found");
    // Behind the lock of the file's row, which a look holds until it is on record.
    const seen = { action: "evidence.view", subjectKind: "evidence", subjectId: fileId };
    return (await tx.auditEntry.count({ where: seen })) > 0 ? refuse("evidence_seen") : ok(null);
  });

/** Takes away everything that stands beside a subject, in the transaction that decides it. */
export const removeEvidenceOf = (tx: Tx, subject: EvidenceSubject, by: { actor: Actor; now: Date }): Promise<number> =>
  remove(tx, subject, by);

async function remove(tx: Tx, where: EvidenceSubject & { id?: string }, { actor, now }: { actor: Actor; now: Date }) {
  const removed = await tx.evidenceFile.updateManyAndReturn({
    where: { ...where, removedAt: null },
    data: { removedAt: now },
    select: { id: true },
  });
  for (const { id } of removed) {
    await recordAudit(tx, { actor, action: "evidence.remove", subject: { kind: "evidence", id }, now });
    await enqueue(tx, "delete-evidence", { evidenceFileId: id });
  }
  return removed.length;
}

/** Deletes the bytes of a file that was removed. May be repeated: the row of a page goes after its bytes. */
export async function deleteEvidence({ evidenceFileId }: { evidenceFileId: string }): Promise<void> {
  const pages = await db().evidencePage.findMany({
    where: { fileId: evidenceFileId, file: { removedAt: { not: null } } },
    select: { id: true, storageKey: true },
  });
  for (const { id, storageKey } of pages) {
    await deleteEncryptedFile(storageKey);
    await db().evidencePage.deleteMany({ where: { id } });
  }
}
