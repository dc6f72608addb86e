import type { Fen } from "@/lib/core/money";
import { db, type Tx } from "@/lib/adapter/db/client";

/**
 * The sum of manual corrections for each of these payments, in fen, by WeChat's transaction number. Payments without
 * corrections are omitted.
 */
export async function correctionsOf(
  charges: readonly { transactionId: string | null }[],
  tx: Pick<Tx, "ledgerEntry"> = db(),
): Promise<Map<string | null, Fen>> {
  const transactionIds = charges.flatMap(({ transactionId }) => (transactionId === null ? [] : [transactionId]));
  if (transactionIds.length === 0) return new Map();
  const sums = await tx.ledgerEntry.groupBy({
    by: ["transactionId"],
    where: { kind: "CORRECTION", transactionId: { in: transactionIds } },
    _sum: { amountFen: true },
  });
  return new Map(sums.map(({ transactionId, _sum }) => [transactionId, _sum.amountFen ?? 0]));
}
