import type { Fen } from "@/lib/core/money";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { correctionOf, endsRegistration } from "../exception-actions";
import { type Answered, type Case, closeException, confirmedPayment } from "./close-exception";
import { endRegistration } from "./end-registration";
import { lockChargeOf } from "./lock-charges";

export type CorrectRefusal =
  | "exception_resolved"
  | "exception_not_confirmed"
  | "payment_unknown"
  /** The correction would end a registration, and staff did not confirm this registration by name. */
  | "exception_end_not_confirmed";

/**
 * Enters the difference between WeChat and the ledger; WeChat's figure is the true one. The correction belongs to the
 * payment's charge, so it counts in what is left of that charge. If nothing is left of the money that paid for a
 * registration, the registration ends. This requires that `endingId` names this registration, which staff confirmed by
 * name, and that a signed query also reports the payment as refunded.
 */
export async function correctLedger(
  found: Case,
  endingId: string | undefined,
  answered: Answered,
): Promise<Result<null, CorrectRefusal>> {
  const { now } = answered;
  const amountFen = correctionOf(found);
  const confirmed = await confirmEnd(found, amountFen, endingId, now);
  if (!confirmed.ok) return confirmed;
  return transact<null, CorrectRefusal>(async (tx) => {
    const charge = found.transactionId ? await lockChargeOf(tx, found.transactionId) : null;
    // Another exception or refund of this payment may have changed it since the page showed which registration would
    // end.
    if (charge && endsRegistration(charge, amountFen) && charge.registrationId !== endingId)
      return refuse("exception_end_not_confirmed");
    const closed = await closeException(tx, found, "CORRECTED", answered);
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

/**
 * A bill alone must not end a registration. If nothing would be left, WeChat's signed answer must also report the
 * payment as refunded.
 */
async function confirmEnd(
  found: Case,
  amountFen: Fen,
  endingId: string | undefined,
  now: Date,
): Promise<Result<null, CorrectRefusal>> {
  const { transactionId } = found;
  const charge = transactionId ? await db().$transaction((tx) => lockChargeOf(tx, transactionId)) : null;
  if (!charge || !endsRegistration(charge, amountFen)) return ok(null);
  if (charge.registrationId !== endingId) return refuse("exception_end_not_confirmed");
  const paid = await confirmedPayment({ ...found, outTradeNo: charge.outTradeNo }, now);
  if (!paid.ok) return paid;
  return paid.value.tradeState === "REFUND" ? ok(null) : refuse("exception_not_confirmed");
}
