import type { Tx } from "@/lib/adapter/db/client";

/** Frees the seat of a registration. Its number is never given again. Returns how many seats that were: 0 or 1. */
export async function freeSeat(tx: Tx, registrationId: string): Promise<number> {
  const { count } = await tx.seat.deleteMany({ where: { registrationId } });
  return count;
}
