import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { refundTransitions } from "../refund-status";
import { stageRefunds } from "./request-refunds";

export type DecideRefusal = "refund_request_not_found" | "refund_request_decided" | "refund_needs_another_person";

/** The decision of a second person on a refund request above the limit. The person who requested it may not decide. */
export const decideRefundRequest = (
  { staffId, requestId, confirm }: { staffId: string; requestId: string; confirm: boolean },
  now: Date,
): Promise<Result<null, DecideRefusal>> =>
  transact<null, DecideRefusal>(async (tx) => {
    const request = await tx.refundRequest.findUnique({
      where: { id: requestId },
      select: { staffId: true, needsSecond: true },
    });
    if (!request?.needsSecond) return refuse("refund_request_not_found");
    if (request.staffId === staffId) return refuse("refund_needs_another_person");
    return end(tx, { staffId, requestId, confirm, action: confirm ? "refund.confirm" : "refund.reject" }, now);
  }, "session");

export type WithdrawRefusal = "refund_request_not_found" | "refund_request_decided" | "request_of_somebody_else";

/** The member of staff who requested the refund withdraws it while it waits for a second person. */
export const withdrawRefundRequest = (
  { staffId, requestId }: { staffId: string; requestId: string },
  now: Date,
): Promise<Result<null, WithdrawRefusal>> =>
  transact<null, WithdrawRefusal>(async (tx) => {
    const request = await tx.refundRequest.findUnique({
      where: { id: requestId },
      select: { staffId: true, needsSecond: true },
    });
    if (!request?.needsSecond) return refuse("refund_request_not_found");
    if (request.staffId !== staffId) return refuse("request_of_somebody_else");
    return end(tx, { staffId, requestId, confirm: false, action: "refund.withdraw" }, now);
  }, "session");

/**
 * Ends the waiting state of a request. If several people try at once, the conditional update lets exactly one succeed.
 */
async function end(
  tx: Tx,
  { staffId, requestId, confirm, action }: { staffId: string; requestId: string; confirm: boolean; action: string },
  now: Date,
): Promise<Result<null, "refund_request_decided">> {
  const decided = await tx.refundRequest.updateMany({
    where: { id: requestId, confirmed: null },
    data: { confirmed: confirm, decidedById: staffId, decidedAt: now },
  });
  if (!decided.count) return refuse("refund_request_decided");
  const { from, to } = refundTransitions[confirm ? "confirm" : "reject"];
  const moved = await tx.refund.updateManyAndReturn({
    where: { requestId, status: { in: [...from] } },
    data: { status: to, nextTryAt: now },
    select: { id: true, cause: true, charge: { select: { transactionId: true } } },
  });
  if (confirm) await stageRefunds(tx, moved);
  else await reopenCases(tx, moved);
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action,
    subject: { kind: "refund_request", id: requestId },
    detail: { count: moved.length },
    now,
  });
  return ok(null);
}

/** If an exception was resolved by a refund that will now not be sent, the exception becomes unresolved again. */
async function reopenCases(
  tx: Tx,
  refunds: readonly { cause: string; charge: { transactionId: string | null } }[],
): Promise<void> {
  const transactions = refunds.flatMap(({ cause, charge }) =>
    cause === "EXCEPTION" && charge.transactionId ? [charge.transactionId] : [],
  );
  await tx.paymentException.updateMany({
    where: { transactionId: { in: transactions }, resolution: "REFUNDED" },
    data: { resolvedAt: null, resolvedById: null, resolution: null },
  });
}
