import type { Tx } from "@/lib/adapter/db/client";

/**
 * The exam session's row, held until the transaction ends: rooms must not change while seats are drawn. null when there
 * is none.
 */
export async function lockExamSession(tx: Tx, id: string) {
  const [session] = await tx.$queryRaw<{ seatsFrozenAt: Date | null; cardsPublishedAt: Date | null }[]>`
    SELECT seats_frozen_at AS "seatsFrozenAt", cards_published_at AS "cardsPublishedAt"
    FROM exam_session WHERE id = ${id}::uuid FOR UPDATE`;
  return session ?? null;
}
