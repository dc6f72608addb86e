import { evidenceAddress, evidenceUploads } from "@/lib/domain/account/limits";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { removeEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";

/** Nobody is signed in; the appeal itself names the person. */
const actor = { kind: "SYSTEM" } as const;

/** The open appeal of the phone that an SMS code has just proven; null without one. */
async function openAppealOf(smsCodeId: string) {
  const code = await db().smsCode.findFirst({
    where: { id: smsCodeId, purpose: "APPEAL" },
    select: { phoneIndex: true },
  });
  if (!code) return null;
  return db().phoneAppeal.findFirst({
    where: { phoneIndex: code.phoneIndex, decidedAt: null },
    select: { id: true, phoneIndex: true },
  });
}

/** Holds the appeal. Its decision waits for the file, or the file comes too late. */
const holdAppeal =
  (phoneAppealId: string) =>
  async (tx: Tx): Promise<Result<null, "evidence_closed">> => {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT id FROM phone_appeal WHERE id = ${phoneAppealId}::uuid AND decided_at IS NULL FOR UPDATE`;
    return rows.length > 0 ? ok(null) : refuse("evidence_closed");
  };

/**
 * Whether this address may send evidence now, counting it. To be asked before a body is received: whoever sends it is
 * not signed in.
 */
export const mayAddAppealEvidence = async (smsCodeId: string, address: string): Promise<boolean> =>
  (await openAppealOf(smsCodeId)) !== null && (await consume(evidenceAddress, address)).allowed;

/** Adds a photo or PDF to the open appeal of the phone that the code has proven. */
export async function addAppealEvidence({
  smsCodeId,
  source,
  now,
}: {
  smsCodeId: string;
  source: ImageSource;
  now: Date;
}) {
  const appeal = await openAppealOf(smsCodeId);
  if (!appeal) return refuse("evidence_closed");
  const { allowed } = await consume(evidenceUploads, appeal.phoneIndex);
  if (!allowed) return refuse("evidence_uploads_used_up");
  const subject = { phoneAppealId: appeal.id };
  return storeEvidence({ subject, source, hold: holdAppeal(appeal.id), actor, now });
}

/** Takes a file back from the open appeal of the phone that the code has proven. */
export async function removeAppealEvidence({
  smsCodeId,
  fileId,
  now,
}: {
  smsCodeId: string;
  fileId: string;
  now: Date;
}) {
  const appeal = await openAppealOf(smsCodeId);
  if (!appeal) return refuse("evidence_closed");
  return removeEvidence({ fileId, subject: { phoneAppealId: appeal.id }, hold: holdAppeal(appeal.id), actor, now });
}
