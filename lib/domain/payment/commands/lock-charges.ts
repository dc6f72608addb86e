import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { Prisma, type Tx } from "@/lib/adapter/db/client";
import { type Charge, readCharges } from "../queries/charges";

const lockedColumns = { id: z.uuid() };

/**
 * Locks the charges until the transaction ends. Another transaction that wants to refund one waits here, and then sees
 * what is left.
 */
export async function lockCharges(tx: Tx, which: Prisma.Sql): Promise<Charge[]> {
  const locked = readRows(
    lockedColumns,
    await tx.$queryRaw`
    SELECT e.id FROM ledger_entry e
    LEFT JOIN payment_order o ON o.id = e.order_id
    LEFT JOIN registration r ON r.id = e.registration_id
    WHERE e.kind = 'CHARGE' AND ${which}
    ORDER BY e.id FOR UPDATE OF e`,
  );
  return readCharges({ id: { in: locked.map(({ id }) => id) } }, tx);
}

/** Locks and returns the charge with this id; null when there is none. */
export async function lockCharge(tx: Tx, id: string): Promise<Charge | null> {
  const [charge] = await lockCharges(tx, Prisma.sql`e.id = ${id}::uuid`);
  return charge ?? null;
}

/** Locks and returns the charge of this WeChat payment; null when it was not entered. */
export async function lockChargeOf(tx: Tx, transactionId: string): Promise<Charge | null> {
  const [charge] = await lockCharges(tx, Prisma.sql`e.transaction_id = ${transactionId}`);
  return charge ?? null;
}
