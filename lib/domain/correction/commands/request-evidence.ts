import { evidenceUploads } from "@/lib/domain/account/limits";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { removeEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";

export type RequestEvidenceRefusal = "evidence_closed" | "evidence_uploads_used_up";

type Own = { accountId: string; requestId: string; now: Date };

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

/** Adds a photo or PDF to the candidate's own open request for a correction. */
export async function addRequestEvidence({ source, ...own }: Own & { source: ImageSource }) {
  const { accountId, requestId, now } = own;
  // An early check saves the expensive work. Only the check inside the transaction decides.
  const open = await db().correctionRequest.count({
    where: { id: requestId, answeredAt: null, registration: { accountId } },
  });
  if (open === 0) return refuse("evidence_closed");
  const { allowed } = await consume(evidenceUploads, accountId);
  if (!allowed) return refuse("evidence_uploads_used_up");
  return storeEvidence({
    subject: { correctionRequestId: requestId },
    source,
    hold: holdRequest(own),
    actor: { kind: "CANDIDATE", id: accountId },
    now,
  });
}

/** Takes a file back from the candidate's own open request. */
export const removeRequestEvidence = ({ fileId, ...own }: Own & { fileId: string }) =>
  removeEvidence({
    fileId,
    subject: { correctionRequestId: own.requestId },
    hold: holdRequest(own),
    actor: { kind: "CANDIDATE", id: own.accountId },
    now: own.now,
  });
