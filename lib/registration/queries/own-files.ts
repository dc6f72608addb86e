import { db } from "@/lib/db/client";
import { isPortrait } from "@/lib/image/portrait";
import { readSealedFile } from "@/lib/storage/sealed-file";
import { type UploadItem, uploadItems } from "../items";

/** A live upload as its owner sees it. */
export type OwnUpload = { id: string; kind: UploadItem; contentType: string; findings: string[] };

/** The live uploads of a registration, oldest first. */
export async function ownUploads(owner: { accountId: string; registrationId: string }): Promise<OwnUpload[]> {
  const rows = await db().storedFile.findMany({
    where: { ...owner, removedAt: null, kind: { in: [...uploadItems] } },
    orderBy: { id: "asc" },
    select: { id: true, kind: true, contentType: true, findings: true },
  });
  return rows.flatMap(({ kind, ...row }) => (kind === "ADMIT_CARD" ? [] : [{ ...row, kind }]));
}

export type FileContent = { bytes: Buffer; contentType: string };

/** A live upload's content for its owner; null when it is not his or was removed. */
export async function ownFileContent({ fileId, accountId }: { fileId: string; accountId: string }): Promise<FileContent | null> {
  const row = await db().storedFile.findFirst({
    where: { id: fileId, accountId, removedAt: null, kind: { in: [...uploadItems] } },
    select: { storageKey: true, contentType: true },
  });
  return row && { bytes: await readSealedFile(row.storageKey), contentType: row.contentType };
}

/** Opens the stored portrait and says whether it is what the rule asks for, a 480×640 JPEG below 500 KB; null when there is none. */
export async function hasSoundPortrait(owner: { accountId: string; registrationId: string }): Promise<boolean | null> {
  const row = await db().storedFile.findFirst({ where: { ...owner, kind: "PORTRAIT", removedAt: null }, select: { storageKey: true } });
  return row && isPortrait(await readSealedFile(row.storageKey));
}
