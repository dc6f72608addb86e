import type { Fen } from "@/lib/core/money";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/db/client";
import { transact } from "@/lib/db/transact";
import { type Answered, type Case, closeCase, confirmedPayment } from "./close-case";
import { endRegistration } from "./end-registration";
import { lockChargeOf } from "./lock-charges";

export type CorrectRefusal = "exception_resolved" | "exception_not_confirmed" | "payment_unknown";

/**
 * Enters the difference between WeChat and the ledger: what WeChat counts is what there is. The correction belongs to the payment's charge, so that it
 * counts in what is left of it. Where nothing is left of what a registration was paid with, the registration ends, but only when a signed query says too
 * that the payment was given back.
 */
export async function correctLedger(found: Case, answered: Answered): Promise<Result<null, CorrectRefusal>> {
  const { now } = answered;
  const amountFen = correctionOf(found);
  const confirmed = await confirmEnd(found, amountFen, now);
  if (!confirmed.ok) return confirmed;
  return transact<null, CorrectRefusal>(async (tx) => {
    const charge = found.transactionId ? await lockChargeOf(tx, found.transactionId) : null;
    const closed = await closeCase(tx, found, "CORRECTED", answered);
    if (!closed.ok) return closed;
    await tx.ledgerEntry.create({
      data: {
        kind: "CORRECTION",
        registrationId: charge?.registrationId ?? found.order?.registrationId ?? null,
        orderId: charge?.orderId ?? found.orderId,
        outTradeNo: found.outTradeNo,
        transactionId: found.transactionId,
        amountFen,
        at: found.happenedAt ?? now,
        createdAt: now,
        staffId: answered.staffId,
        reason: answered.note,
      },
    });
    if (charge) {
      const corrected = await lockChargeOf(tx, charge.transactionId ?? "");
      await endRegistration(tx, corrected, { kind: "payment_exception", id: found.id }, now);
    }
    return closed;
  });
}

/** A bill alone ends no registration: where nothing would be left, WeChat must say of the payment itself that it was refunded. */
async function confirmEnd(found: Case, amountFen: Fen, now: Date): Promise<Result<null, CorrectRefusal>> {
  const { transactionId } = found;
  const charge = transactionId ? await db().$transaction((tx) => lockChargeOf(tx, transactionId)) : null;
  if (!charge?.settles || charge.keptFen + amountFen > 0) return ok(null);
  const paid = await confirmedPayment({ ...found, outTradeNo: charge.outTradeNo }, now);
  if (!paid.ok) return paid;
  return paid.value.tradeState === "REFUND" ? ok(null) : refuse("exception_not_confirmed");
}

/** More of a payment is more in the ledger; more of a refund is less. */
function correctionOf({ kind, amountFen, expectedFen }: Case): Fen {
  const more = amountFen - (expectedFen ?? 0);
  return kind === "BILL_UNKNOWN_REFUND" || kind === "BILL_REFUND_DIFFERS" ? -more : more;
}
