import type { Fen } from "@/lib/core/money";
import { Prisma, type Tx } from "@/lib/db/client";
import { correctionsOf } from "../queries/corrections";
import { keptOf, leftOf } from "../refund-status";

/**
 * A charge that may be given back, with what is left of it. `settles`: it is what a registration that stands was paid with. `keptFen`: what
 * remains of it once WeChat has carried out the refunds that it accepted.
 */
export type Charge = {
  id: string;
  orderId: string | null;
  registrationId: string | null;
  transactionId: string | null;
  outTradeNo: string | null;
  amountFen: Fen;
  leftFen: Fen;
  settles: boolean;
  keptFen: Fen;
  examSessionId: string | null;
};

/** Holds the charges until the transaction ends: whoever else wants to give one back waits here, and then sees what is left. */
export async function lockCharges(tx: Tx, which: Prisma.Sql): Promise<Charge[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM ledger_entry e
    LEFT JOIN payment_order o ON o.id = e.order_id
    LEFT JOIN registration r ON r.id = e.registration_id
    WHERE e.kind = 'CHARGE' AND ${which}
    ORDER BY e.id FOR UPDATE OF e`;
  const charges = await tx.ledgerEntry.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    select: {
      id: true,
      orderId: true,
      registrationId: true,
      amountFen: true,
      transactionId: true,
      outTradeNo: true,
      order: { select: { status: true, transactionId: true } },
      registration: { select: { status: true, examSessionId: true } },
      refunds: { select: { status: true, cause: true, amountFen: true } },
    },
    orderBy: { id: "asc" },
  });
  const corrections = await correctionsOf(charges, tx);
  return charges.map(({ order, registration, refunds, ...charge }) => {
    const money = { amountFen: charge.amountFen, refunds, correctionsFen: corrections.get(charge.transactionId) ?? 0 };
    return {
      ...charge,
      leftFen: leftOf(money),
      settles: order?.status === "SUCCEEDED" && order.transactionId === charge.transactionId && registration?.status === "PAID",
      keptFen: keptOf(money),
      examSessionId: registration?.examSessionId ?? null,
    };
  });
}

/** The one charge of this id, held; null when there is none. */
export async function lockCharge(tx: Tx, id: string): Promise<Charge | null> {
  const [charge] = await lockCharges(tx, Prisma.sql`e.id = ${id}::uuid`);
  return charge ?? null;
}

/** The one charge of this payment of WeChat's, held; null when it was not entered. */
export async function lockChargeOf(tx: Tx, transactionId: string): Promise<Charge | null> {
  const [charge] = await lockCharges(tx, Prisma.sql`e.transaction_id = ${transactionId}`);
  return charge ?? null;
}
