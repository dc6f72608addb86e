import { refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import type { RegistrationOwner } from "./change-uploads";
import { type StoreUploadRefusal, storeUpload } from "./store-upload";
import type { StoredUpload } from "./store-pages";

/**
 * Copies the portrait of the same account's earlier registration into this one. The portrait is checked again, stored
 * as a separate file, and needs a new consent.
 */
export async function reusePortrait({
  fileId,
  faceConsent,
  now,
  ...owner
}: RegistrationOwner & { fileId: string; faceConsent: boolean; now: Date }): Promise<
  Result<StoredUpload, StoreUploadRefusal | "file_not_found">
> {
  const earlier = await db().storedFile.findFirst({
    where: {
      id: fileId,
      accountId: owner.accountId,
      registrationId: { not: owner.registrationId },
      kind: "PORTRAIT",
      removedAt: null,
    },
    select: { storageKey: true },
  });
  if (!earlier) return refuse("file_not_found");
  return storeUpload({
    ...owner,
    kind: "PORTRAIT",
    source: await readEncryptedFile(earlier.storageKey),
    faceConsent,
    now,
  });
}
