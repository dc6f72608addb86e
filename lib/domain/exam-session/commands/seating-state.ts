import type { Tx } from "@/lib/adapter/db/client";

// Whether the seats of an exam session are drawn and its cards published. Each change is one conditional UPDATE: of two
// concurrent callers one succeeds.

/** Records that the seats are drawn. Returns false when they already were, or there is no such exam session. */
export async function freezeSeats(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.examSession.updateMany({
    where: { id, seatsFrozenAt: null },
    data: { seatsFrozenAt: now },
  });
  return count > 0;
}

/** Allows seats to be arranged again. The caller holds the lock of lockForSeating and has freed the seats. */
export async function unfreezeSeats(tx: Tx, id: string): Promise<void> {
  await tx.examSession.update({ where: { id }, data: { seatsFrozenAt: null } });
}

/** Records that candidates may see their cards. Returns false when they already could, or no seats are drawn. */
export async function markCardsPublished(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.examSession.updateMany({
    where: { id, seatsFrozenAt: { not: null }, cardsPublishedAt: null },
    data: { cardsPublishedAt: now },
  });
  return count > 0;
}
