import { ok, refuse } from "@/lib/core/result";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";

/**
 * Adds the scan of what was seen to a correction by staff. What a second person has judged gets no more of it: it would
 * look as if he had seen it. Only the exam office may, so there is no scope.
 */
export const addScan = ({
  correctionId,
  source,
  staffId,
  now,
}: {
  correctionId: string;
  source: ImageSource;
  staffId: string;
  now: Date;
}) =>
  storeEvidence({
    subject: { correctionId },
    source,
    hold: async (tx) => {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT id FROM correction
        WHERE id = ${correctionId}::uuid AND (NOT needs_second OR decided_at IS NULL)
        FOR UPDATE`;
      return rows.length > 0 ? ok(null) : refuse("evidence_closed");
    },
    actor: { kind: "STAFF", id: staffId },
    now,
  });
