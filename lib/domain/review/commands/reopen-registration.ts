import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { isOpen, windowColumns, windowFor } from "@/lib/domain/exam-session/windows";
import { unbindDocument } from "@/lib/domain/account/commands/bind-document";
import { endExchanges } from "@/lib/domain/correction/commands/end-exchanges";
import { closeLiveOrder } from "@/lib/domain/payment/commands/close-live-order";
import { advance } from "@/lib/domain/registration/commands/advance";
import { refuseTakenDocument } from "@/lib/domain/registration/commands/document-taken";
import { setStepOverride } from "@/lib/domain/registration/commands/step-override";
import { editableItems } from "@/lib/domain/registration/editable";
import type { Item } from "@/lib/domain/registration/items";
import { canApply } from "@/lib/domain/registration/status";

export type ReopenRefusal =
  | "registration_not_found"
  | "person_changed_meanwhile"
  | "reopen_paid_needs_two"
  | "reopen_not_decided"
  | "reopen_until_invalid"
  | "send_back_too_late"
  | "order_already_paid"
  | "payment_unknown"
  | "document_already_registered";

type Reopening = {
  registrationId: string;
  version: number;
  items: readonly Item[];
  reason: string;
  /** Keeps review open for this candidate, so that he has time to correct. */
  until?: Date | undefined;
  staffId: string;
  now: Date;
};

const select = {
  status: true,
  version: true,
  paidAt: true,
  accountId: true,
  documentIndex: true,
  overrides: { select: { step: true, until: true } },
  examSession: { select: windowColumns },
} as const;

/**
 * Opens items of an approved, refused or unpaid cancelled registration to the candidate again, with a reason that he
 * reads. An order that
 * could still be paid is closed first; if it was paid, the payment wins and nothing is reopened. A paid registration,
 * which may have a seat and a card, cannot be reopened by one person. The message to the candidate is that of a
 * decision. Only the exam office may, so there is no scope.
 */
export async function reopenRegistration(reopening: Reopening): Promise<Result<null, ReopenRefusal>> {
  const { registrationId, version, now } = reopening;
  const before = await db().registration.findUnique({ where: { id: registrationId }, select });
  if (!before) return refuse("registration_not_found");
  if (before.status === "PAID") return refuse("reopen_paid_needs_two");
  // Of the cancelled ones those that the office cancelled before anything was paid.
  if (!canApply("reopen", before.status) || before.paidAt) return refuse("reopen_not_decided");
  if (before.version !== version) return refuse("person_changed_meanwhile");
  const late = timeRefusal(before, reopening);
  if (late) return refuse(late);
  const closed = await closeLiveOrder({ registrationId }, now);
  if (!closed.ok) return closed;
  // Somebody else may hold the number of a refused registration by now.
  return refuseTakenDocument(() => reopen(reopening, before));
}

type Before = {
  accountId: string;
  documentIndex: string | null;
  overrides: readonly { step: "REGISTRATION" | "REVIEW" | "PAYMENT" | "PRINTING"; until: Date }[];
  examSession: Parameters<typeof windowFor>[0];
};

/** Reopening without time to correct would end the registration. */
function timeRefusal(
  { examSession, overrides }: Before,
  { until, now }: Reopening,
): "reopen_until_invalid" | "send_back_too_late" | null {
  if (!until) return isOpen(windowFor(examSession, overrides, "REVIEW"), now) ? null : "send_back_too_late";
  const [review, payment] = [windowFor(examSession, overrides, "REVIEW"), windowFor(examSession, overrides, "PAYMENT")];
  // An earlier end would take back what a colleague granted.
  const shortens = until < review.closesAt;
  return until <= now || shortens || until > payment.closesAt ? "reopen_until_invalid" : null;
}

const reopen = (
  { registrationId, version, items, reason, until, staffId, now }: Reopening,
  { accountId, documentIndex }: Before,
) =>
  transact<null, ReopenRefusal>(async (tx) => {
    const actor = { kind: "STAFF", id: staffId } as const;
    const moved = await advance(tx, {
      registrationId,
      event: "reopen",
      actor,
      now,
      reason,
      where: { version, paidAt: null },
      data: { decidedAt: now, reopenedItems: [...items] },
    });
    if (!moved.ok) return refuse("person_changed_meanwhile");
    // createOrder locks the registration's row while it writes an order: this finds every order that came in between.
    const order = await tx.paymentOrder.findFirst({
      where: { registrationId, status: { in: ["CREATING", "OPEN"] } },
      select: { id: true },
    });
    if (order) return refuse("payment_unknown");
    await endExchanges(tx, { registrationId, reason: "报名已重新开放修改，不再需要换交。", actor, now });

    const bound = await tx.reviewDecision.findFirst({
      where: { registrationId, boundDocument: true, undoneAt: null },
      select: { id: true },
    });
    // Another number could not be approved while this one is bound to the phone.
    const numberOpens = editableItems({ status: "RETURNED", reopenedItems: [...items] }).has("documentNumber");
    const unbound = numberOpens && bound !== null;
    if (unbound) {
      await unbindDocument(tx, { accountId, documentIndex });
      await tx.reviewDecision.update({ where: { id: bound.id }, data: { boundDocument: false } });
    }
    // The candidate's pages and the reviewers' history read reasons from decisions.
    const { id: decisionId } = await tx.reviewDecision.create({
      data: {
        registrationId,
        staffId,
        kind: "SEND_BACK",
        registrationVersion: version,
        decidedAt: now,
        items: { create: items.map((item) => ({ item, reason })) },
      },
      select: { id: true },
    });
    if (until) await setStepOverride(tx, { registrationId, step: "REVIEW", until, reason, staffId, now });
    await recordAudit(tx, {
      actor,
      action: "registration.reopen_items",
      subject: { kind: "registration", id: registrationId },
      detail: { items: [...items], unbound, ...(until && { until: until.toISOString() }) },
      now,
    });
    await enqueue(tx, "send-decision-sms", { decisionId }, { jobKey: `decision-sms ${decisionId}` });
    return ok(null);
  });
