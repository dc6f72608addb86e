import type { Tx } from "@/lib/adapter/db/client";

/**
 * Gives one candidate's card a new version, because something that stands on it was corrected. Returns whether he has a
 * seat, and so a card.
 */
export async function renewCard(tx: Tx, registrationId: string): Promise<boolean> {
  const { count } = await tx.seat.updateMany({
    where: { registrationId },
    data: { cardRevision: { increment: 1 } },
  });
  return count > 0;
}
