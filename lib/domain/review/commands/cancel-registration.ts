import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { endExchanges } from "@/lib/domain/correction/commands/end-exchanges";
import { closeLiveOrder } from "@/lib/domain/payment/commands/close-live-order";
import { advance } from "@/lib/domain/registration/commands/advance";
import { canApply } from "@/lib/domain/registration/status";

export type CancelRefusal =
  | "registration_not_found"
  | "person_changed_meanwhile"
  | "cancel_paid_by_refund"
  | "cancel_not_possible"
  | "cancel_order_paid"
  | "payment_unknown";

/**
 * Ends a registration that nothing was paid for, with a reason that the candidate reads. An order that could still be
 * paid is closed first; if it was paid, the payment wins. A paid registration ends by its full refund. Taken back by
 * reopenRegistration. Only the exam office may, so there is no scope.
 */
export async function cancelRegistration({
  registrationId,
  version,
  reason,
  staffId,
  now,
}: {
  registrationId: string;
  version: number;
  reason: string;
  staffId: string;
  now: Date;
}): Promise<Result<null, CancelRefusal>> {
  const before = await db().registration.findUnique({
    where: { id: registrationId },
    select: { status: true, version: true },
  });
  if (!before) return refuse("registration_not_found");
  if (before.status === "PAID") return refuse("cancel_paid_by_refund");
  if (!canApply("cancelUnpaid", before.status)) return refuse("cancel_not_possible");
  if (before.version !== version) return refuse("person_changed_meanwhile");
  const closed = await closeLiveOrder({ registrationId }, now);
  if (!closed.ok) return refuse(closed.error === "order_already_paid" ? "cancel_order_paid" : closed.error);
  return transact<null, CancelRefusal>(async (tx) => {
    const actor = { kind: "STAFF", id: staffId } as const;
    const moved = await advance(tx, {
      registrationId,
      event: "cancelUnpaid",
      actor,
      now,
      reason,
      where: { version },
      data: { decidedAt: now, reopenedItems: [] },
    });
    if (!moved.ok) return refuse("person_changed_meanwhile");
    // createOrder locks the registration's row while it writes an order: this finds every order that came in between.
    const order = await tx.paymentOrder.findFirst({
      where: { registrationId, status: { in: ["CREATING", "OPEN"] } },
      select: { id: true },
    });
    if (order) return refuse("payment_unknown");
    await endExchanges(tx, { registrationId, reason: "报名已取消。", actor, now });
    await enqueue(tx, "send-cancel-sms", { registrationId }, { jobKey: `cancel-sms ${registrationId}` });
    return ok(null);
  });
}
