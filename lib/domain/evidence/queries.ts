import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { readFileIfKept } from "@/lib/adapter/storage/encrypted-file";
import { type EvidenceSubject, MAX_EVIDENCE_EVER } from "./subject";

/** A file of evidence that can be opened. `pages`: how many pictures it has. */
export type ShownEvidence = { id: string; pages: number; findings: string[]; createdAt: Date };

/** The files of a subject that were not removed, oldest first. */
export async function evidenceOf(subject: EvidenceSubject): Promise<ShownEvidence[]> {
  const rows = await db().evidenceFile.findMany({
    where: { ...subject, removedAt: null },
    orderBy: { id: "asc" },
    select: { id: true, findings: true, createdAt: true, _count: { select: { pages: true } } },
  });
  return rows.map(({ _count, ...row }) => ({ ...row, pages: _count.pages }));
}

/**
 * Whether a subject has had as many files as it may ever have, those included that were taken back. An early check that
 * saves the expensive work; storing asks again. (How many it has now is asked there alone: the fifth file may be posted
 * twice, and is then found.)
 */
export const isEvidenceUsedUp = async (subject: EvidenceSubject): Promise<boolean> =>
  (await db().evidenceFile.count({ where: subject })) >= MAX_EVIDENCE_EVER;

/**
 * Whether a subject has a file that the page of the decision did not show (`seen`: its evidenceMark). To be asked
 * behind the lock that a new file waits for, or without `tx` to refuse early.
 */
export async function hasUnseenEvidence(
  subject: EvidenceSubject,
  seen: string,
  tx: Pick<Tx, "evidenceFile"> = db(),
): Promise<boolean> {
  const shown = new Set(seen.split(" "));
  const files = await tx.evidenceFile.findMany({ where: { ...subject, removedAt: null }, select: { id: true } });
  return files.some(({ id }) => !shown.has(id));
}

/** How many files a subject had that can no longer be opened. */
export const countRemovedEvidence = (subject: EvidenceSubject): Promise<number> =>
  db().evidenceFile.count({ where: { ...subject, removedAt: { not: null } } });

/** A page of a file that was not removed, a JPEG; null when there is none. `where` says whose it may be. */
export async function evidencePage(
  where: Prisma.EvidenceFileWhereInput & { id: string },
  page: number,
): Promise<Buffer | null> {
  const row = await db().evidencePage.findFirst({
    where: { number: page, file: { ...where, removedAt: null } },
    select: { storageKey: true },
  });
  return row ? readFileIfKept(row.storageKey) : null;
}
