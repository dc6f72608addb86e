import { db, type Prisma } from "@/lib/adapter/db/client";
import { isPortrait } from "@/lib/adapter/image/portrait";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { type UploadKind, uploadKinds } from "../items";

/**
 * A live upload as its owner sees it. Each entry of `pages` is a picture. Of the first one: `size` in bytes, `width`
 * and `height` in pixels.
 */
export type OwnUpload = {
  id: string;
  kind: UploadKind;
  findings: string[];
  pages: number;
  size: number;
  width: number | null;
  height: number | null;
};

/** The live uploads of a registration, oldest first. */
export async function ownUploads(owner: { accountId: string; registrationId: string }): Promise<OwnUpload[]> {
  const rows = await db().storedFile.findMany({
    where: { ...owner, removedAt: null, kind: { in: [...uploadKinds] } },
    orderBy: { id: "asc" },
    select: { id: true, kind: true, findings: true, pages: true, size: true, width: true, height: true },
  });
  return rows.flatMap(({ kind, pages, ...row }) =>
    kind === "ADMIT_CARD" ? [] : [{ ...row, kind, pages: pages ?? 1 }],
  );
}

/** Where a page of a file is stored: the first one under the file's own row, the others in the page table. */
export const pageSelect = (page: number) =>
  ({
    storageKey: true,
    furtherPages: { where: { number: page }, select: { storageKey: true } },
  }) as const satisfies Prisma.StoredFileSelect;

export const pageKey = (
  file: { storageKey: string; furtherPages: readonly { storageKey: string }[] },
  page: number,
): string | undefined => (page === 1 ? file.storageKey : file.furtherPages[0]?.storageKey);

/** A page of a live upload, a JPEG, for its owner. null when the file is not his, was removed, or has no such page. */
export async function ownFileContent({
  fileId,
  accountId,
  page,
}: {
  fileId: string;
  accountId: string;
  page: number;
}): Promise<Buffer | null> {
  const row = await db().storedFile.findFirst({
    where: { id: fileId, accountId, removedAt: null, kind: { in: [...uploadKinds] } },
    select: pageSelect(page),
  });
  const key = row && pageKey(row, page);
  return key ? readEncryptedFile(key) : null;
}

/** Decrypts the stored portrait and checks that it is a JPEG of 3:4 within the size limit. null when there is none. */
export async function hasSoundPortrait(owner: { accountId: string; registrationId: string }): Promise<boolean | null> {
  const row = await db().storedFile.findFirst({
    where: { ...owner, kind: "PORTRAIT", removedAt: null },
    select: { storageKey: true },
  });
  return row && isPortrait(await readEncryptedFile(row.storageKey));
}
