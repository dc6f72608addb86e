import type { Tx } from "@/lib/adapter/db/client";

// How far seats and cards of an exam session are. Each change is one conditional UPDATE: of two callers one wins.

/** Says that seats are drawn. False when they were before, or there is no such exam session. */
export async function freezeSeats(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.examSession.updateMany({
    where: { id, seatsFrozenAt: null },
    data: { seatsFrozenAt: now },
  });
  return count > 0;
}

/** Opens the arrangement again. The caller holds the lock of lockForSeating and has freed the seats. */
export async function unfreezeSeats(tx: Tx, id: string): Promise<void> {
  await tx.examSession.update({ where: { id }, data: { seatsFrozenAt: null } });
}

/** Says that candidates may see their cards. False when they could before, or no seats are drawn. */
export async function markCardsPublished(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.examSession.updateMany({
    where: { id, seatsFrozenAt: { not: null }, cardsPublishedAt: null },
    data: { cardsPublishedAt: now },
  });
  return count > 0;
}
