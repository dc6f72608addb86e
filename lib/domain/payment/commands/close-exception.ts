import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import type { ExceptionResolution, PaymentExceptionKind } from "@/lib/adapter/db/enums";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import { recordAnswer } from "./record-answer";
import { liveStatuses } from "./order-calls";

export const caseSelect = {
  id: true,
  kind: true,
  reference: true,
  orderId: true,
  refundId: true,
  outTradeNo: true,
  transactionId: true,
  amountFen: true,
  expectedFen: true,
  happenedAt: true,
  resolvedAt: true,
  order: { select: { registrationId: true } },
} as const satisfies Prisma.PaymentExceptionSelect;

export type Case = Prisma.PaymentExceptionGetPayload<{ select: typeof caseSelect }>;
export type Answered = { staffId: string; note: string; now: Date };

/**
 * Exceptions about an order that is paid at WeChat but could not be settled. Its order number is used up, so the
 * candidate must get a new one.
 */
const endsOrder = new Set<PaymentExceptionKind>([
  "AMOUNT_MISMATCH",
  "MERCHANT_MISMATCH",
  "ALREADY_REFUNDED",
  "TRANSACTION_REUSED",
]);

/**
 * Resolves an exception. If two members of staff try at once, the conditional update lets exactly one of them succeed.
 */
export async function closeException(
  tx: Tx,
  { id, kind, orderId }: Case,
  resolution: ExceptionResolution,
  { staffId, note, now }: Answered,
): Promise<Result<null, "exception_resolved">> {
  const { count } = await tx.paymentException.updateMany({
    // The action that staff chose may already have resolved the exception by settling its money. Then only record who
    // chose it.
    where: { id, OR: [{ resolvedAt: null }, { resolvedAt: now, resolvedById: null }] },
    data: { resolvedAt: now, resolvedById: staffId, resolution, note },
  });
  if (!count) return refuse("exception_resolved");
  if (endsOrder.has(kind) && orderId) {
    await tx.paymentOrder.updateMany({
      where: { id: orderId, status: liveStatuses },
      data: { status: "CLOSED", closedAt: now },
    });
  }
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "payment_exception.resolve",
    subject: { kind: "payment_exception", id },
    detail: { resolution },
    now,
  });
  return ok(null);
}

/**
 * The payment of an exception, as a signed query reports it now. It must be the same transaction as in the exception.
 */
export async function confirmedPayment({ outTradeNo, transactionId, orderId }: Case, now: Date) {
  if (!outTradeNo || !/^[0-9A-Za-z_-]{6,32}$/.test(outTradeNo)) return refuse("exception_not_confirmed");
  const asking = weChatPay().queryOrder(outTradeNo);
  const answer = await recordAnswer(
    { orderId },
    "query",
    asking,
    (value) => (typeof value === "string" ? value : value.tradeState),
    now,
  );
  if (!answer.ok) return refuse("payment_unknown");
  if (typeof answer.value === "string" || !answer.value.paid || answer.value.transactionId !== transactionId) {
    return refuse("exception_not_confirmed");
  }
  return ok(answer.value);
}
