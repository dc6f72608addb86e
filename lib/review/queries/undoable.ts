import { db } from "@/lib/db/client";
import { UNDO_MS, undoOpen } from "../undo-time";

/** A decision that its maker can still take back, with the milliseconds left; null when there is none. */
export async function undoableDecision({ decisionId, staffId, now }: { decisionId: string; staffId: string; now: Date }) {
  const row = await db().reviewDecision.findFirst({
    where: { id: decisionId, staffId, undoneAt: null, smsStartedAt: null },
    select: { id: true, kind: true, decidedAt: true, registration: { select: { name: true } } },
  });
  if (!row || !undoOpen(row.decidedAt, now)) return null;
  const { id, kind, decidedAt, registration } = row;
  return { id, kind, name: registration.name, leftMs: decidedAt.getTime() + UNDO_MS - now.getTime() };
}
