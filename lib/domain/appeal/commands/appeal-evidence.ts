import { evidenceAddress, evidenceUploads } from "@/lib/domain/account/limits";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { removeEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";
import { isEvidenceUsedUp } from "@/lib/domain/evidence/queries";

/** Nobody is signed in; the appeal itself names the person. */
const actor = { kind: "SYSTEM" } as const;

type Own = { appealId: string; smsCodeId: string };

/** The phone's index if an SMS code has just proven it and this appeal of it is open; else null. */
async function provenPhone({ appealId, smsCodeId }: Own): Promise<string | null> {
  const code = await db().smsCode.findFirst({
    where: { id: smsCodeId, purpose: "APPEAL" },
    select: { phoneIndex: true },
  });
  if (!code) return null;
  const own = { id: appealId, phoneIndex: code.phoneIndex, decidedAt: null };
  return (await db().phoneAppeal.count({ where: own })) > 0 ? code.phoneIndex : null;
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
 * Whether a file may be sent now to the open appeal of the phone that the code has proven; counts one file of that
 * phone. Asked before the file is received.
 */
export async function mayAddAppealEvidence(own: Own) {
  const phoneIndex = await provenPhone(own);
  if (!phoneIndex) return refuse("evidence_closed");
  if (await isEvidenceUsedUp({ phoneAppealId: own.appealId })) return refuse("evidence_used_up");
  const { allowed } = await consume(evidenceUploads, phoneIndex);
  return allowed ? ok(null) : refuse("evidence_uploads_used_up");
}

/** Adds a received photo or PDF to the open appeal, and counts it for the address from which it came. */
export async function addAppealEvidence({
  address,
  source,
  now,
  ...own
}: Own & { address: string; source: ImageSource; now: Date }) {
  if (!(await provenPhone(own))) return refuse("evidence_closed");
  const { allowed } = await consume(evidenceAddress, address);
  if (!allowed) return refuse("evidence_uploads_used_up");
  const subject = { phoneAppealId: own.appealId };
  return storeEvidence({ subject, source, hold: holdAppeal(own.appealId), actor, now });
}

/** Takes a file back from the open appeal of the phone that the code has proven, unless staff have looked at it. */
export async function removeAppealEvidence({ fileId, now, ...own }: Own & { fileId: string; now: Date }) {
  if (!(await provenPhone(own))) return refuse("evidence_closed");
  const subject = { phoneAppealId: own.appealId };
  return removeEvidence({ fileId, subject, hold: holdAppeal(own.appealId), actor, now });
}
