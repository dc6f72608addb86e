import { db, type Tx } from "@/lib/adapter/db/client";
import type { PaymentFact } from "../judge";
import { recordException } from "./record-exception";

/**
 * `already_refunded`: WeChat refunded the payment and we never entered it. `transaction_reused`: the payment was
 * entered for another order.
 */
export type Unusable = "surplus" | "already_refunded" | "transaction_reused";

/**
 * Records a payment that cannot settle its order, because it was charged or refunded before the order was settled. The
 * order ends, so that the candidate gets a new number. A payment that does not match the ledger becomes a payment
 * exception.
 */
export const recordUnusablePayment = (orderId: string, fact: PaymentFact, now: Date): Promise<Unusable> =>
  db().$transaction(async (tx) => {
    // Take the same lock as the settling statement.
    await tx.$queryRaw`SELECT 1 FROM payment_order WHERE id = ${orderId}::uuid FOR NO KEY UPDATE`;
    const { transactionId } = fact;
    const charge = await tx.ledgerEntry.findFirst({
      where: { kind: "CHARGE", transactionId },
      select: { orderId: true },
    });
    const about = {
      orderId,
      outTradeNo: fact.outTradeNo,
      transactionId,
      amountFen: fact.amount,
      happenedAt: fact.successTime,
    };
    if (!charge) {
      await recordException({ kind: "ALREADY_REFUNDED", reference: transactionId, ...about }, now, tx);
      return "already_refunded";
    }
    if (charge.orderId !== null && charge.orderId !== orderId) {
      await recordException({ kind: "TRANSACTION_REUSED", reference: fact.outTradeNo, ...about }, now, tx);
      return "transaction_reused";
    }
    await endPaidOrder(tx, orderId, fact);
    return "surplus";
  });

/**
 * Ends an order whose payment was or will be refunded, so that later reports about the payment change nothing. An order
 * that another payment settled stays as it is.
 */
export async function endPaidOrder(
  tx: Tx,
  orderId: string,
  { transactionId, successTime }: Pick<PaymentFact, "transactionId" | "successTime">,
): Promise<void> {
  await tx.paymentOrder.updateMany({
    where: { id: orderId, status: { in: ["CREATING", "OPEN", "CLOSED"] } },
    data: { status: "SURPLUS", transactionId, successTime, leasedUntil: null },
  });
}
