import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { turnDocument } from "@/lib/adapter/image/document";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import type { UploadKind } from "../items";
import { MAX_FILES_EVER } from "../uploads";
import { type ChangeUploadsRefusal, changeUploads, mayChangeUploads, type RegistrationOwner } from "./change-uploads";
import { createFile, type StoredUpload, storePages } from "./store-pages";

export type RotateUploadRefusal = ChangeUploadsRefusal | "file_not_found" | "too_many_files";

/** The kinds that can be rotated. A portrait cannot: it is cropped upright instead. */
const turnable = ["ID_FRONT", "ID_BACK", "PROOF", "ACCOMMODATION_PROOF"] as const satisfies UploadKind[];

/**
 * Rotates every page of a document by 90 degrees clockwise. The rotated file replaces the one before, whose row stays
 * and is marked as removed.
 */
export async function rotateUpload({
  accountId,
  registrationId,
  fileId,
  now,
}: RegistrationOwner & { fileId: string; now: Date }): Promise<Result<StoredUpload, RotateUploadRefusal>> {
  const where = { id: fileId, accountId, registrationId, removedAt: null };
  const file = await db().storedFile.findFirst({
    where: { ...where, kind: { in: [...turnable] } },
    select: {
      kind: true,
      storageKey: true,
      findings: true,
      furtherPages: { select: { storageKey: true }, orderBy: { number: "asc" } },
    },
  });
  const kind = turnable.find((each) => each === file?.kind);
  if (!file || !kind) return refuse("file_not_found");
  // An early check saves the expensive work. Only the check inside the transaction decides.
  const allowed = await mayChangeUploads({ accountId, registrationId }, kind, now);
  if (!allowed.ok) return allowed;

  const pages = [];
  for (const { storageKey } of [file, ...file.furtherPages])
    pages.push(await turnDocument(await readEncryptedFile(storageKey)));
  return storePages(pages, (stored) =>
    transact<{ file: StoredUpload; fresh: boolean }, RotateUploadRefusal>(async (tx) => {
      const locked = await changeUploads(tx, { accountId, registrationId }, kind, now);
      if (!locked.ok) return locked;
      const { count } = await tx.storedFile.updateMany({ where, data: { removedAt: now } });
      if (count === 0) return refuse("file_not_found");
      // Each rotation stores another file, so the limit on files per registration applies here too.
      if ((await tx.storedFile.count({ where: { registrationId } })) >= MAX_FILES_EVER) return refuse("too_many_files");
      const turned = await createFile(tx, {
        accountId,
        registrationId,
        kind,
        pages: stored,
        findings: file.findings,
        now,
      });
      await recordAudit(tx, {
        actor: { kind: "CANDIDATE", id: accountId },
        action: "file.rotate",
        subject: { kind: "file", id: turned.id },
        detail: { registrationId, kind, from: fileId },
        now,
      });
      return ok({ file: turned, fresh: true });
    }),
  );
}
