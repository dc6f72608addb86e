import { db, type Prisma } from "@/lib/adapter/db/client";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import type { EvidenceSubject } from "./subject";

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
  return row ? readEncryptedFile(row.storageKey) : null;
}
