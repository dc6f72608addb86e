import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import type { PaidTransaction } from "@/lib/adapter/wechat-pay/transaction";
import type { Charge } from "../queries/charges";
import { type Answered, type Case, closeException, confirmedPayment } from "./close-exception";
import { lockCharge, lockChargeOf } from "./lock-charges";
import { endPaidOrder } from "./record-unusable-payment";
import { requestExceptionRefund } from "./request-refunds";

export type RefundUnsettledRefusal =
  | "exception_resolved"
  | "exception_not_confirmed"
  | "exception_money_in_use"
  | "payment_unknown";

/**
 * Refunds money that settled no order. When WeChat confirms that it holds the money, we enter it and send back what has
 * not already been refunded. Its order ends too, so that no later report about the payment can settle it. Money that
 * paid for a registration is refused here: it needs an ordinary refund, which shows the candidate's name to staff.
 */
export async function refundUnsettledPayment(
  found: Case,
  answered: Answered,
): Promise<Result<null, RefundUnsettledRefusal>> {
  const paid = await confirmedPayment(found, answered.now);
  if (!paid.ok) return paid;
  return transact<null, RefundUnsettledRefusal>(async (tx) => {
    // Take the same lock as the settling statement. Either that statement then finds this charge, or it ran first and
    // we find its charge here.
    const orders = readRows(
      { id: z.uuid(), registrationId: z.uuid() },
      await tx.$queryRaw`
      SELECT id, registration_id AS "registrationId" FROM payment_order WHERE out_trade_no = ${paid.value.outTradeNo} FOR NO KEY UPDATE`,
    );
    const order = orders[0] ?? null;
    await enterCharge(tx, order, paid.value, answered);
    const charge = await lockChargeOf(tx, paid.value.transactionId);
    if (!charge || (charge.orderId !== null && charge.orderId !== order?.id)) return refuse("exception_not_confirmed");
    if (order) await endPaidOrder(tx, order.id, paid.value);
    return sendBack(tx, found, charge, answered);
  });
}

/** Refunds what is left of the charge under a new number, after WeChat refused the earlier refund. */
export async function refundRemainder(found: Case, answered: Answered): Promise<Result<null, RefundUnsettledRefusal>> {
  if (!found.refundId) return refuse("exception_not_confirmed");
  const refund = await db().refund.findUniqueOrThrow({ where: { id: found.refundId }, select: { chargeId: true } });
  return transact<null, RefundUnsettledRefusal>(async (tx) => {
    const charge = await lockCharge(tx, refund.chargeId);
    return charge ? sendBack(tx, found, charge, answered) : refuse("exception_not_confirmed");
  });
}

async function enterCharge(
  tx: Tx,
  order: { id: string; registrationId: string } | null,
  { outTradeNo, transactionId, amount, successTime }: PaidTransaction,
  { staffId, note, now }: Answered,
): Promise<void> {
  await tx.ledgerEntry.createMany({
    data: [
      {
        kind: "CHARGE",
        registrationId: order?.registrationId ?? null,
        orderId: order?.id ?? null,
        outTradeNo,
        transactionId,
        amountFen: amount,
        at: successTime,
        createdAt: now,
        staffId,
        reason: note,
      },
    ],
    skipDuplicates: true,
  });
}

async function sendBack(
  tx: Tx,
  found: Case,
  charge: Charge,
  answered: Answered,
): Promise<Result<null, RefundUnsettledRefusal>> {
  if (charge.settles) return refuse("exception_money_in_use");
  const left = charge.leftFen > 0;
  const closed = await closeException(tx, found, left ? "REFUNDED" : "RECORDED", answered);
  if (!closed.ok || !left) return closed;
  const { staffId, note, now } = answered;
  await requestExceptionRefund(tx, { staffId, reason: note, charge }, now);
  return ok(null);
}
