import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import type { Tx } from "@/lib/adapter/db/client";

/**
 * Locks every session against other edits and publishing until the transaction ends, always in the same order: of two
 * that change at once the second sees the first. Rows that name a session may still be written; a roster import does so
 * for minutes.
 */
export async function lockAll(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT id FROM exam_session ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Locks a session against new registrations too: one that is being inserted waits, and then finds what became of the
 * session.
 */
export async function lockForRemoval(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM exam_session WHERE id = ${id}::uuid FOR UPDATE`;
}

/**
 * The exam session's row, held until the transaction ends: rooms must not change while seats are drawn. null when there
 * is none.
 */
export async function lockForSeating(tx: Tx, id: string) {
  const [examSession] = readRows(
    { seatsFrozenAt: z.date().nullable(), cardsPublishedAt: z.date().nullable() },
    await tx.$queryRaw`
    SELECT seats_frozen_at AS "seatsFrozenAt", cards_published_at AS "cardsPublishedAt"
    FROM exam_session WHERE id = ${id}::uuid FOR UPDATE`,
  );
  return examSession ?? null;
}
