import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { uploadKinds, type UploadKind } from "../items";
import { type ChangeUploadsRefusal, changeUploads, type RegistrationOwner } from "./change-uploads";

export type RemoveUploadRefusal = ChangeUploadsRefusal | "file_not_found";

/**
 * Removes a file from the registration. Its bytes stay until retention deletes them; until then only staff can see
 * them.
 */
export async function removeUpload({
  accountId,
  registrationId,
  fileId,
  now,
}: RegistrationOwner & { fileId: string; now: Date }): Promise<Result<{ kind: UploadKind }, RemoveUploadRefusal>> {
  const where = { id: fileId, accountId, registrationId, removedAt: null, kind: { in: [...uploadKinds] } };
  const file = await db().storedFile.findFirst({ where, select: { kind: true } });
  if (!file || file.kind === "ADMIT_CARD") return refuse("file_not_found");
  const { kind } = file;

  return transact<{ kind: UploadKind }, RemoveUploadRefusal>(async (tx) => {
    const locked = await changeUploads(tx, { accountId, registrationId }, kind, now);
    if (!locked.ok) return locked;
    const { count } = await tx.storedFile.updateMany({ where, data: { removedAt: now } });
    if (count === 0) return refuse("file_not_found");
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: accountId },
      action: "file.remove",
      subject: { kind: "file", id: fileId },
      detail: { registrationId, kind },
      now,
    });
    return ok({ kind });
  });
}
