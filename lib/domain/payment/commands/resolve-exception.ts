import { refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import { actionsFor, type ExceptionAction } from "../exception-actions";
import { applyRefund } from "./apply-refund";
import { recordAnswer } from "./record-answer";
import { type Answered, type Case, caseSelect, closeException, confirmedPayment } from "./close-exception";
import { correctLedger } from "./correct-ledger";
import { refundUnsettledPayment, refundRemainder } from "./refund-unsettled-payment";
import { retryRefund } from "./retry-refund";
import { settlePayment } from "./settle-payment";

export type ResolveRefusal =
  | "exception_not_found"
  | "exception_resolved"
  | "exception_action_not_allowed"
  | "exception_note_required"
  /** WeChat gave no answer that we can trust. */
  | "payment_unknown"
  /** WeChat's answer does not confirm the exception, so it stays unresolved. */
  | "exception_not_confirmed"
  /** This money paid for a registration. Only an ordinary refund may return it. */
  | "exception_money_in_use"
  /** A correction that ends a registration needs a confirmation that names the registration. */
  | "exception_end_not_confirmed";

/** `endingId`: the registration that staff confirmed the correction will end. */
type Answer = {
  staffId: string;
  exceptionId: string;
  action: ExceptionAction;
  note: string;
  endingId?: string | undefined;
};

/**
 * Resolves a payment exception. The audit row keeps who, how and why. If two members of staff try at once, one succeeds
 * and the other gets a refusal.
 */
export async function resolveException(
  { staffId, exceptionId, action, note, endingId }: Answer,
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
      return transact<null, ResolveRefusal>((tx) => closeException(tx, found, "EXPLAINED", answered));
    case "query":
      return askAgain(found, answered);
    case "refund":
      return found.kind === "REFUND_REFUSED"
        ? refundRemainder(found, answered)
        : refundUnsettledPayment(found, answered);
    case "retry":
      return sendAgain(found, answered);
    case "correct":
      return correctLedger(found, endingId, answered);
  }
}

/**
 * A payment or refund that only WeChat or only the ledger knows. Records what WeChat reports now, and resolves the
 * exception when both then agree.
 */
async function askAgain(found: Case, answered: Answered): Promise<Result<null, ResolveRefusal>> {
  const { now } = answered;
  if (found.kind === "BILL_MISSING_REFUND") {
    const asking = weChatPay().queryRefund(found.reference);
    const answer = await recordAnswer(
      { orderId: found.orderId, refundId: found.refundId },
      "refund_query",
      asking,
      (value) => (value === "refund_not_exist" ? value : value.status),
      now,
    );
    if (!answer.ok) return refuse("payment_unknown");
    if (answer.value === "refund_not_exist" || answer.value.status !== "SUCCESS")
      return refuse("exception_not_confirmed");
    await applyRefund(answer.value, "refund_query", now);
    return transact<null, ResolveRefusal>((tx) => closeException(tx, found, "RECORDED", answered));
  }
  const paid = await confirmedPayment(found, now);
  if (!paid.ok) return paid;
  if (paid.value.amount !== (found.expectedFen ?? found.amountFen)) return refuse("exception_not_confirmed");
  await settlePayment(paid.value, "query", now);
  const entered = await db().ledgerEntry.count({ where: { kind: "CHARGE", transactionId: paid.value.transactionId } });
  return entered > 0
    ? transact<null, ResolveRefusal>((tx) => closeException(tx, found, "RECORDED", answered))
    : refuse("exception_not_confirmed");
}

async function sendAgain(found: Case, answered: Answered): Promise<Result<null, ResolveRefusal>> {
  if (!found.refundId) return refuse("exception_not_confirmed");
  const retried = await retryRefund({ staffId: answered.staffId, refundId: found.refundId }, answered.now);
  if (!retried.ok) return refuse("exception_not_confirmed");
  return transact<null, ResolveRefusal>((tx) => closeException(tx, found, "RETRIED", answered));
}
