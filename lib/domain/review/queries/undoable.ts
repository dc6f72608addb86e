import { db } from "@/lib/adapter/db/client";
import { isSmsMuted } from "@/lib/domain/exam-session/queries";
import { UNDO_MS, undoOpen } from "../undo-time";

/**
 * A decision that this reviewer can still undo, with the milliseconds left, and whether an SMS will be sent to the
 * candidate; null when there is none.
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
      registration: { select: { name: true, examSessionId: true, account: { select: { phoneIndex: true } } } },
    },
  });
  if (!row || !undoOpen(row.decidedAt, now)) return null;
  const { id, kind, decidedAt, registration } = row;
  // The same rule as decide and sendDecisionSms: no SMS for a pre-approval, and none to a number that was released.
  const tells =
    kind !== "PRE_APPROVE" &&
    registration.account.phoneIndex !== null &&
    !(await isSmsMuted(registration.examSessionId, "REVIEW_RESULT"));
  return { id, kind, name: registration.name, tells, leftMs: decidedAt.getTime() + UNDO_MS - now.getTime() };
}
