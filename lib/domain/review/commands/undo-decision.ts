import { ok, refuse } from "@/lib/core/result";
import type { Prisma } from "@/lib/adapter/db/client";
import type { Roles } from "@/lib/domain/account/roles";
import { transact } from "@/lib/adapter/db/transact";
import { dropJob } from "@/lib/adapter/jobs/enqueue";
import { claimUntil } from "@/lib/domain/registration/claim-time";
import { unbindDocument } from "@/lib/domain/account/commands/bind-document";
import { advance } from "@/lib/domain/registration/commands/advance";
import { removeStepOverride } from "@/lib/domain/registration/commands/step-override";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { reviewDeciders } from "../stages";
import { undoOpen } from "../undo-time";

export type UndoRefusal = "decision_not_found" | "undo_too_late" | "candidate_acted";

const undoneSelect = {
  kind: true,
  registrationId: true,
  registrationVersion: true,
  decidedAt: true,
  boundDocument: true,
  registration: { select: { accountId: true, documentIndex: true } },
} as const satisfies Prisma.ReviewDecisionSelect;

/**
 * Undoes the reviewer's own decision within sixty seconds, as if he had not made it. The message to the candidate is
 * cancelled too. Refused when the candidate has already acted on the decision. The registration returns to its place in
 * the queue, claimed by the reviewer who undid it.
 */
export async function undoDecision({
  decisionId,
  staff,
  now,
}: {
  decisionId: string;
  staff: { id: string; roles: Roles };
  now: Date;
}) {
  const scope = scopeWhere(await scopeOf(staff, reviewDeciders));
  return transact<{ registrationId: string }, UndoRefusal>(async (tx) => {
    const decision = await tx.reviewDecision.findFirst({
      where: { id: decisionId, staffId: staff.id, undoneAt: null, registration: scope },
      select: undoneSelect,
    });
    if (!decision) return refuse("decision_not_found");
    if (!undoOpen(decision.decidedAt, now)) return refuse("undo_too_late");
    // The lock on this row decides between the undo and the message that is sent at the same moment.
    const undone = await tx.reviewDecision.updateMany({
      where: { id: decisionId, undoneAt: null, smsStartedAt: null },
      data: { undoneAt: now },
    });
    if (!undone.count) return refuse("undo_too_late");

    const { registrationId, registrationVersion } = decision;
    const made = await tx.registrationEvent.findFirst({
      where: { registrationId, version: registrationVersion + 1 },
      select: { event: true, fromStatus: true },
    });
    // It closed an order and told the candidate at once.
    if (made?.event === "reopen") return refuse("undo_too_late");
    const moved = await advance(tx, {
      registrationId,
      event: made?.fromStatus === "PRE_APPROVED" ? "undoSecondDecision" : "undoDecision",
      actor: { kind: "STAFF", id: staff.id },
      now,
      where: { version: registrationVersion + 1 },
      data: {
        decidedAt: null,
        reopenedItems: [],
        claimedById: staff.id,
        claimedAt: now,
        claimedUntil: claimUntil(now),
      },
    });
    if (!moved.ok) return refuse("candidate_acted");
    // createOrder locks the registration's row while it creates an order, so no order can be created in between.
    if (await tx.paymentOrder.findFirst({ where: { registrationId }, select: { id: true } }))
      return refuse("candidate_acted");

    const { accountId, documentIndex } = decision.registration;
    if (decision.boundDocument) await unbindDocument(tx, { accountId, documentIndex });
    if (decision.kind === "SEND_BACK") {
      await removeStepOverride(tx, {
        registrationId,
        step: "REVIEW",
        staffId: staff.id,
        createdAt: decision.decidedAt,
      });
    }
    await dropJob(tx, `decision-sms ${decisionId}`);
    return ok({ registrationId });
  });
}
