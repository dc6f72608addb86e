import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Prisma, type Tx } from "@/lib/db/client";
import type { ExceptionResolution } from "@/lib/db/enums";
import { transact } from "@/lib/db/transact";
import { weChatPay } from "@/lib/wechat-pay/client";
import { actionsFor, type ExceptionAction } from "../exception-actions";
import { applyRefund } from "./apply-refund";
import { told } from "./call";
import { isLive } from "./live-order";
import { requestCaseRefund } from "./request-refunds";
import { retryRefund } from "./retry-refund";
import { settlePayment } from "./settle-payment";

export type ResolveRefusal =
  | "exception_not_found"
  | "exception_resolved"
  | "exception_action_not_allowed"
  | "exception_note_required"
  /** WeChat gave no answer that could be believed. */
  | "payment_unknown"
  /** WeChat's answer does not bear the case out: it stays open. */
  | "exception_not_confirmed";

const caseSelect = {
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

type Case = Prisma.PaymentExceptionGetPayload<{ select: typeof caseSelect }>;
type Answered = { staffId: string; note: string; now: Date };

/** Answers a case of the exceptions queue. Who, how and why is kept; of two people one answers, the other is told so. */
export async function resolveException(
  { staffId, exceptionId, action, note }: { staffId: string; exceptionId: string; action: ExceptionAction; note: string },
  now: Date,
): Promise<Result<null, ResolveRefusal>> {
  const found = await db().paymentException.findUnique({ where: { id: exceptionId }, select: caseSelect });
  if (!found) return refuse("exception_not_found");
  if (found.resolvedAt) return refuse("exception_resolved");
  if (!actionsFor(found).includes(action)) return refuse("exception_action_not_allowed");
  if (!note.trim()) return refuse("exception_note_required");
  const answered = { staffId, note: note.trim(), now };
  switch (action) {
    case "explain":
      return transact<null, ResolveRefusal>((tx) => close(tx, found, "EXPLAINED", answered));
    case "query":
      return askAgain(found, answered);
    case "refund":
      return giveBack(found, answered);
    case "retry":
      return sendAgain(found, answered);
    case "correct":
      return correct(found, answered);
  }
}

/** The row decides which of two people has answered. */
async function close(
  tx: Tx,
  { id, kind, orderId }: Case,
  resolution: ExceptionResolution,
  { staffId, note, now }: Answered,
): Promise<Result<null, "exception_resolved">> {
  const { count } = await tx.paymentException.updateMany({
    where: { id, resolvedAt: null },
    data: { resolvedAt: now, resolvedById: staffId, resolution, note },
  });
  if (!count) return refuse("exception_resolved");
  // Its number is used up at WeChat: the candidate is to get a new one.
  if (kind === "AMOUNT_MISMATCH" && orderId) {
    await tx.paymentOrder.updateMany({ where: { id: orderId, status: isLive }, data: { status: "CLOSED", closedAt: now } });
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

/** A payment or refund that only one side knows: what WeChat says now is taken note of; the case is answered when both sides then agree. */
async function askAgain(found: Case, answered: Answered): Promise<Result<null, ResolveRefusal>> {
  const { now } = answered;
  if (found.kind === "BILL_MISSING_REFUND") {
    const asking = weChatPay().queryRefund(found.reference);
    const answer = await told(
      { orderId: found.orderId, refundId: found.refundId },
      "refund_query",
      asking,
      (value) => (value === "refund_not_exist" ? value : value.status),
      now,
    );
    if (!answer.ok) return refuse("payment_unknown");
    if (answer.value === "refund_not_exist" || answer.value.status !== "SUCCESS") return refuse("exception_not_confirmed");
    await applyRefund(answer.value, "refund_query", now);
    return transact<null, ResolveRefusal>((tx) => close(tx, found, "RECORDED", answered));
  }
  const paid = await confirmed(found, now);
  if (!paid.ok) return paid;
  if (paid.value.amount !== (found.expectedFen ?? found.amountFen)) return refuse("exception_not_confirmed");
  await settlePayment(paid.value, "query", now);
  const entered = await db().ledgerEntry.count({ where: { kind: "CHARGE", transactionId: paid.value.transactionId } });
  return entered > 0 ? transact<null, ResolveRefusal>((tx) => close(tx, found, "RECORDED", answered)) : refuse("exception_not_confirmed");
}

/** The payment of a case, as a signed query tells it now. */
async function confirmed({ outTradeNo, transactionId, orderId }: Case, now: Date) {
  if (!outTradeNo || !/^[0-9A-Za-z_-]{6,32}$/.test(outTradeNo)) return refuse("exception_not_confirmed");
  const asking = weChatPay().queryOrder(outTradeNo);
  const answer = await told({ orderId }, "query", asking, (value) => (typeof value === "string" ? value : value.tradeState), now);
  if (!answer.ok) return refuse("payment_unknown");
  if (typeof answer.value === "string" || !answer.value.paid || answer.value.transactionId !== transactionId) {
    return refuse("exception_not_confirmed");
  }
  return ok(answer.value);
}

/** Money that cannot be ours: entered as it is, once WeChat confirms that it holds it, and sent back whole. */
async function giveBack(found: Case, answered: Answered): Promise<Result<null, ResolveRefusal>> {
  const { staffId, note, now } = answered;
  const paid = await confirmed(found, now);
  if (!paid.ok) return paid;
  const { transactionId, outTradeNo, amount, successTime } = paid.value;
  return transact<null, ResolveRefusal>(async (tx) => {
    const closed = await close(tx, found, "REFUNDED", answered);
    if (!closed.ok) return closed;
    const charge =
      (await tx.ledgerEntry.findFirst({ where: { kind: "CHARGE", transactionId }, select: { id: true } })) ??
      (await tx.ledgerEntry.create({
        data: {
          kind: "CHARGE",
          registrationId: found.order?.registrationId ?? null,
          orderId: found.orderId,
          outTradeNo,
          transactionId,
          amountFen: amount,
          at: successTime,
          createdAt: now,
          staffId,
          reason: note,
        },
        select: { id: true },
      }));
    const requested = await requestCaseRefund(tx, { staffId, reason: note, chargeId: charge.id }, now);
    return requested.ok ? closed : refuse("exception_not_confirmed");
  });
}

async function sendAgain(found: Case, answered: Answered): Promise<Result<null, ResolveRefusal>> {
  if (!found.refundId) return refuse("exception_not_confirmed");
  const retried = await retryRefund({ staffId: answered.staffId, refundId: found.refundId }, answered.now);
  if (!retried.ok) return refuse("exception_not_confirmed");
  return transact<null, ResolveRefusal>((tx) => close(tx, found, "RETRIED", answered));
}

/** Enters the difference between WeChat's bill and the ledger: what WeChat counts is what there is. */
const correct = (found: Case, answered: Answered): Promise<Result<null, ResolveRefusal>> =>
  transact<null, ResolveRefusal>(async (tx) => {
    const closed = await close(tx, found, "CORRECTED", answered);
    if (!closed.ok) return closed;
    const more = found.amountFen - (found.expectedFen ?? 0);
    const isRefund = found.kind === "BILL_UNKNOWN_REFUND" || found.kind === "BILL_REFUND_DIFFERS";
    await tx.ledgerEntry.create({
      data: {
        kind: "CORRECTION",
        registrationId: found.order?.registrationId ?? null,
        orderId: found.orderId,
        outTradeNo: found.outTradeNo,
        transactionId: found.transactionId,
        amountFen: isRefund ? -more : more,
        at: found.happenedAt ?? answered.now,
        createdAt: answered.now,
        staffId: answered.staffId,
        reason: answered.note,
      },
    });
    return closed;
  });
