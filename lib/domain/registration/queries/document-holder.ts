import { documentLookups } from "@/lib/domain/account/limits";
import { db } from "@/lib/adapter/db/client";
import { take } from "@/lib/adapter/rate-limit/limiter";
import type { CandidateInExamSession } from "./standing";

/** Registrations in these states do not hold their number: the partial unique index leaves them out. */
export const HOLDS_NO_NUMBER = ["DRAFT", "REFUSED", "CANCELLED"] as const;

export type DocumentHeld = "document_already_registered" | "document_of_other_account";

/**
 * Who else holds a document number: another registration of this session, or an account to which it was bound by an
 * approval. null when nobody does, and when this account has asked too often today: whoever could ask without end could
 * find out who takes part. The unique indexes decide in the end.
 */
export async function documentHeldElsewhere(
  { accountId, examSessionId }: CandidateInExamSession,
  documentIndex: string,
): Promise<DocumentHeld | null> {
  if (!(await take(documentLookups, accountId)).allowed) return null;
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
