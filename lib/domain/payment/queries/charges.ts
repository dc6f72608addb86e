import type { Fen } from "@/lib/core/money";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { keptFenOf, refundableFen } from "../refund-status";
import { correctionsOf } from "./corrections";

/**
 * A charge that can be refunded, with the amount left of it. `settles`: this charge paid for a registration that still
 * counts. `keptFen`: what remains after WeChat has carried out the refunds it accepted.
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

/**
 * Loads the charges without locks. A caller that will change what is left of them must lock them first (`lockCharges`).
 */
export async function readCharges(
  which: Prisma.LedgerEntryWhereInput,
  tx: Pick<Tx, "ledgerEntry"> = db(),
): Promise<Charge[]> {
  const charges = await tx.ledgerEntry.findMany({
    where: { ...which, kind: "CHARGE" },
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
      leftFen: refundableFen(money),
      settles:
        order?.status === "SUCCEEDED" &&
        order.transactionId === charge.transactionId &&
        registration?.status === "PAID",
      keptFen: keptFenOf(money),
      examSessionId: registration?.examSessionId ?? null,
    };
  });
}
