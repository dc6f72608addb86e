import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { hasUnseenEvidence } from "@/lib/domain/evidence/queries";
import { maskPersonal } from "@/lib/core/mask-personal";
import { db, type Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { correctionContent } from "../queries/corrections";
import { correctionSubject } from "../queries/subject";
import { applyCorrection, type ApplyRefusal, closeOldOrder, refuseHeldDocument } from "./apply-correction";

export type DecideCorrectionRefusal =
  | ApplyRefusal
  | "correction_not_found"
  | "correction_decided"
  | "evidence_unseen"
  | "correction_needs_another_person"
  | "request_of_somebody_else";

const actions = {
  confirm: "correction.confirm",
  reject: "correction.reject",
  withdraw: "correction.withdraw",
} as const;

export type CorrectionDecision = keyof typeof actions;

/**
 * Ends the waiting state of a correction. A second person confirms or rejects it, or the member of staff who proposed
 * it withdraws it; both of the latter say why. Of two decisions at once one wins. Before a confirmation the candidate's
 * open order is closed. If that shows that it was paid, the payment wins and the correction keeps waiting, to be
 * confirmed for the paid registration. `seenEvidence`: the evidenceMark of the page; a scan that was added after it is
 * looked at first. Whoever withdraws his own correction needs none.
 */
export async function decideCorrection({
  correctionId,
  decision,
  reason,
  seenEvidence,
  staffId,
  now,
}: {
  correctionId: string;
  decision: CorrectionDecision;
  reason: string;
  seenEvidence: string;
  staffId: string;
  now: Date;
}): Promise<Result<null, DecideCorrectionRefusal>> {
  const correction = await db().correction.findUnique({
    where: { id: correctionId },
    select: {
      id: true,
      registrationId: true,
      contentEncrypted: true,
      reason: true,
      staffId: true,
      needsSecond: true,
      decidedAt: true,
    },
  });
  if (!correction?.needsSecond) return refuse("correction_not_found");
  if (correction.decidedAt) return refuse("correction_decided");
  const own = correction.staffId === staffId;
  if (decision === "withdraw" && !own) return refuse("request_of_somebody_else");
  if (decision !== "withdraw" && own) return refuse("correction_needs_another_person");
  const unseen = (tx?: Tx) => hasUnseenEvidence({ correctionId }, seenEvidence, tx);
  // Before anything is closed at the payment's side; the question behind the lock decides.
  if (decision !== "withdraw" && (await unseen())) return refuse("evidence_unseen");
  const { registrationId } = correction;
  const content = correctionContent(correction);
  if (decision === "confirm") {
    const subject = await correctionSubject(registrationId);
    const closed = subject ? await closeOldOrder(subject, content, now) : ok(null);
    if (!closed.ok) return closed;
  }
  return refuseHeldDocument(() =>
    transact<null, DecideCorrectionRefusal>(async (tx) => {
      const { count } = await tx.correction.updateMany({
        where: { id: correctionId, needsSecond: true, decidedAt: null },
        data: {
          confirmed: decision === "confirm",
          decidedById: staffId,
          decidedAt: now,
          decisionReason: reason || null,
        },
      });
      if (!count) return refuse("correction_decided");
      if (decision !== "withdraw" && (await unseen(tx))) return refuse("evidence_unseen");
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: actions[decision],
        subject: { kind: "correction", id: correctionId },
        detail: {
          registrationId,
          items: content.map(({ item }) => item),
          ...(reason && { reason: maskPersonal(reason) }),
        },
        now,
      });
      if (decision !== "confirm") return ok(null);
      return applyCorrection(tx, {
        correctionId,
        registrationId,
        content,
        reason: correction.reason,
        staffId: correction.staffId,
        alone: false,
        now,
      });
    }),
  );
}
