import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { logger } from "@/lib/adapter/log/logger";

type Case = Omit<
  Prisma.PaymentExceptionCreateManyInput,
  "id" | "createdAt" | "resolvedAt" | "resolvedById" | "resolution" | "note"
>;

/**
 * Records a payment exception, so that a person checks it. The same exception is recorded only once, and a resolved one
 * stays resolved. Changes nothing else.
 */
export async function recordException(found: Case, now: Date, tx: Pick<Tx, "paymentException"> = db()): Promise<void> {
  const { count } = await tx.paymentException.createMany({
    data: [{ ...found, createdAt: now }],
    skipDuplicates: true,
  });
  if (count > 0)
    logger.error(
      { kind: found.kind, reference: found.reference, outTradeNo: found.outTradeNo },
      "payment needs a person",
    );
}
