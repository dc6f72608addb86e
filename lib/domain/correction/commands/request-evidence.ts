import { evidenceUploads } from "@/lib/domain/account/limits";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { removeEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";
import { isEvidenceUsedUp } from "@/lib/domain/evidence/queries";

export type RequestEvidenceRefusal = "evidence_closed" | "evidence_uploads_used_up";

type Own = { accountId: string; requestId: string };

/** Holds the candidate's own request. An answer waits for the file, or the file comes too late. */
const holdRequest =
  ({ accountId, requestId }: Own) =>
  async (tx: Tx): Promise<Result<null, "evidence_closed">> => {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT q.id FROM correction_request q JOIN registration r ON r.id = q.registration_id
      WHERE q.id = ${requestId}::uuid AND q.answered_at IS NULL AND r.account_id = ${accountId}::uuid
      FOR UPDATE OF q`;
    return rows.length > 0 ? ok(null) : refuse("evidence_closed");
  };

/**
 * Whether the candidate may send a file now to his own open request; counts one file of his. Asked before the file is
 * received. Only the check inside the transaction decides.
 */
export async function mayAddRequestEvidence({ accountId, requestId }: Own) {
  const open = await db().correctionRequest.count({
    where: { id: requestId, answeredAt: null, registration: { accountId } },
  });
  if (open === 0) return refuse("evidence_closed");
  if (await isEvidenceUsedUp({ correctionRequestId: requestId })) return refuse("evidence_used_up");
  const { allowed } = await consume(evidenceUploads, accountId);
  return allowed ? ok(null) : refuse("evidence_uploads_used_up");
}

/** Adds a received photo or PDF to the candidate's own open request for a correction. */
export const addRequestEvidence = ({ source, now, ...own }: Own & { source: ImageSource; now: Date }) =>
  storeEvidence({
    subject: { correctionRequestId: own.requestId },
    source,
    hold: holdRequest(own),
    actor: { kind: "CANDIDATE", id: own.accountId },
    now,
  });

/** Takes a file back from the candidate's own open request, unless staff have looked at it. */
export const removeRequestEvidence = ({ fileId, now, ...own }: Own & { fileId: string; now: Date }) =>
  removeEvidence({
    fileId,
    subject: { correctionRequestId: own.requestId },
    hold: holdRequest(own),
    actor: { kind: "CANDIDATE", id: own.accountId },
    now,
  });
