import { db, type Tx } from "@/lib/adapter/db/client";
import type { PaymentFact } from "../judge";
import { recordException } from "./record-exception";

/**
 * `already_refunded`: WeChat gave it back and we never entered it. `transaction_reused`: it was entered for another
 * order.
 */
export type Unusable = "surplus" | "already_refunded" | "transaction_reused";

/**
 * Takes note of a payment that can settle nothing, because it was charged or given back before its order heard of it.
 * Its order ends, so that the candidate gets a new number; what does not fit the ledger becomes a case.
 */
export const noteUnusable = (orderId: string, fact: PaymentFact, now: Date): Promise<Unusable> =>
  db().$transaction(async (tx) => {
    // The same lock as that of the statement that settles.
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
 * Ends an order whose payment goes back, or has gone: every later word about that payment finds it noted. One that was
 * paid otherwise stays as it is.
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
