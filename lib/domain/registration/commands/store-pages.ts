import { ok, type Result } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Tx } from "@/lib/adapter/db/client";
import type { ProcessedImage } from "@/lib/adapter/image/document";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { deleteEncryptedFile, storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import type { UploadKind } from "../items";

/** A picture that is already stored, encrypted. */
export type StoredPage = ProcessedImage & { storageKey: string };

/** Of the first page: `size` in bytes, `width` and `height` in pixels. */
export type StoredUpload = {
  id: string;
  kind: UploadKind;
  findings: string[];
  pages: number;
  size: number;
  width: number | null;
  height: number | null;
};

/**
 * Writes the pages to the store, then calls `write` to reference them in the database. Pages that the database does not
 * reference afterwards are deleted again: after a refusal, an error, or when the file already existed (`fresh` false).
 */
export async function storePages<E extends string>(
  pages: readonly ProcessedImage[],
  write: (stored: readonly StoredPage[]) => Promise<Result<{ file: StoredUpload; fresh: boolean }, E>>,
): Promise<Result<StoredUpload, E>> {
  const stored: StoredPage[] = [];
  let named = false;
  try {
    for (const page of pages) stored.push({ ...page, storageKey: await storeEncryptedFile(page.bytes) });
    const written = await write(stored);
    named = written.ok && written.value.fresh;
    return written.ok ? ok(written.value.file) : written;
  } finally {
    if (!named) await Promise.all(stored.map(({ storageKey }) => deleteEncryptedFile(storageKey)));
  }
}

/** One HMAC over all pages: two files are equal when all their pages are. */
export const contentIndexOf = (pages: readonly ProcessedImage[]): string =>
  pages.length === 1 && pages[0]
    ? blindIndex("file", pages[0].bytes)
    : blindIndex("pages", pages.map(({ bytes }) => blindIndex("file", bytes)).join(" "));

/** Writes the rows of a file and its further pages, and queues the job that looks for the same picture elsewhere. */
export async function createFile(
  tx: Tx,
  {
    pages,
    now,
    ...file
  }: {
    accountId: string;
    registrationId: string;
    kind: UploadKind;
    pages: readonly StoredPage[];
    findings: string[];
    now: Date;
  },
): Promise<StoredUpload> {
  const [first, ...further] = pages;
  if (!first) throw new Error("a file without a page");
  const row = (page: StoredPage) => ({
    storageKey: page.storageKey,
    size: page.bytes.byteLength,
    width: page.width,
    height: page.height,
  });
  const { id } = await tx.storedFile.create({
    data: {
      ...file,
      ...row(first),
      perceptualHash: first.perceptualHash,
      contentIndex: contentIndexOf(pages),
      contentType: "image/jpeg",
      pages: pages.length,
      createdAt: now,
      furtherPages: { create: further.map((page, index) => ({ number: index + 2, ...row(page) })) },
    },
  });
  await enqueue(tx, "match-pictures", { fileId: id });
  const { width, height } = first;
  return {
    id,
    kind: file.kind,
    findings: file.findings,
    pages: pages.length,
    size: first.bytes.byteLength,
    width,
    height,
  };
}
