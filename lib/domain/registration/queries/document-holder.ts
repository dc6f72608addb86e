import { documentLookups } from "@/lib/domain/account/limits";
import { db } from "@/lib/adapter/db/client";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import type { CandidateInExamSession } from "./standing";

/** Registrations in these states do not reserve their number: the partial unique index excludes them. */
export const HOLDS_NO_NUMBER = ["DRAFT", "REFUSED", "CANCELLED"] as const;

export type DocumentHeld = "document_already_registered" | "document_of_other_account";

/**
 * Finds who else holds a document number: another registration of this exam session, or an account that an approval
 * bound to it. Returns null when there is none, and also when this account has used up its look-ups of today: without
 * that limit an account could find out who takes part in the exam. The unique indexes decide in the end.
 */
export async function documentHeldElsewhere(
  { accountId, examSessionId }: CandidateInExamSession,
  documentIndex: string,
): Promise<DocumentHeld | null> {
  if (!(await consume(documentLookups, accountId)).allowed) return null;
  const [registered, bound] = await Promise.all([
    db().registration.findFirst({
      where: { examSessionId, documentIndex, accountId: { not: accountId }, status: { notIn: [...HOLDS_NO_NUMBER] } },
      select: { id: true },
    }),
    db().account.findFirst({ where: { documentIndex, id: { not: accountId } }, select: { id: true } }),
  ]);
  if (registered) return "document_already_registered";
  return bound ? "document_of_other_account" : null;
}
