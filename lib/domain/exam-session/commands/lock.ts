import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import type { Tx } from "@/lib/adapter/db/client";

/**
 * Locks every exam session against other edits and publishing until the transaction ends, always in the same order: of
 * two concurrent changes the second one sees the first. Rows that reference an exam session can still be written; a
 * roster import does so for minutes.
 */
export async function lockAll(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT id FROM exam_session ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Also locks an exam session against new registrations. A registration that is being inserted waits, and then sees
 * whether the exam session still exists and is published.
 */
export async function lockForRemoval(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM exam_session WHERE id = ${id}::uuid FOR UPDATE`;
}

const publishedColumns = { seatsFrozenAt: z.date().nullable(), cardsPublishedAt: z.date().nullable() };

/**
 * Returns the exam session's row, locked until the transaction ends: rooms must not change while seats are drawn. null
 * when there is none.
 */
export async function lockForSeating(tx: Tx, id: string) {
  const [examSession] = readRows(
    publishedColumns,
    await tx.$queryRaw`
    SELECT seats_frozen_at AS "seatsFrozenAt", cards_published_at AS "cardsPublishedAt"
    FROM exam_session WHERE id = ${id}::uuid FOR UPDATE`,
  );
  return examSession ?? null;
}
