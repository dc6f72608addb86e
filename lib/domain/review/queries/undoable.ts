import { db } from "@/lib/adapter/db/client";
import { UNDO_MS, undoOpen } from "../undo-time";

/**
 * A decision that its maker can still take back, with the milliseconds left, and whether an SMS tells the candidate
 * then; null when there is none.
 */
export async function undoableDecision({
  decisionId,
  staffId,
  now,
}: {
  decisionId: string;
  staffId: string;
  now: Date;
}) {
  const row = await db().reviewDecision.findFirst({
    where: { id: decisionId, staffId, undoneAt: null, smsStartedAt: null },
    select: {
      id: true,
      kind: true,
      decidedAt: true,
      registration: { select: { name: true, account: { select: { phoneIndex: true } } } },
    },
  });
  if (!row || !undoOpen(row.decidedAt, now)) return null;
  const { id, kind, decidedAt, registration } = row;
  // As decide and sendDecisionSms have it: a pre-approval tells the candidate nothing, and a number that was released
  // is told nothing.
  const tells = kind !== "PRE_APPROVE" && registration.account.phoneIndex !== null;
  return { id, kind, name: registration.name, tells, leftMs: decidedAt.getTime() + UNDO_MS - now.getTime() };
}
