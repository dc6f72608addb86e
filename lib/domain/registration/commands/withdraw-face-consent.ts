import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, type Result } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { type ChangeUploadsRefusal, changeUploads, type RegistrationOwner } from "./change-uploads";

/**
 * Withdraws the consent to face data while the candidate may still change the registration. The portrait is removed
 * too.
 */
export const withdrawFaceConsent = ({
  accountId,
  registrationId,
  now,
}: RegistrationOwner & { now: Date }): Promise<Result<null, ChangeUploadsRefusal>> =>
  transact(async (tx) => {
    const locked = await changeUploads(tx, { accountId, registrationId }, "PORTRAIT", now);
    if (!locked.ok) return locked;
    await tx.registration.updateMany({ where: { id: registrationId, accountId }, data: { faceConsentAt: null } });
    await tx.storedFile.updateMany({
      where: { accountId, registrationId, kind: "PORTRAIT", removedAt: null },
      data: { removedAt: now },
    });
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: accountId },
      action: "registration.withdraw_face_consent",
      subject: { kind: "registration", id: registrationId },
      now,
    });
    return ok(null);
  });
