import type { Tx } from "@/lib/db/client";
import { journeyFacts, journeySelect } from "../queries";
import { journey, type Page, refusalFor } from "../steps";

export type Own = { accountId: string; examSessionId: string };

/** The same gate as the page's (lib/auth/step.ts), asked again where the write happens: null when the page is open to this person. */
export async function standing(tx: Tx, { accountId, examSessionId }: Own, page: Page, now: Date) {
  const session = await tx.examSession.findUniqueOrThrow({ where: { id: examSessionId } });
  const registration = await tx.registration.findUnique({
    where: { accountId_examSessionId: { accountId, examSessionId } },
    select: { ...journeySelect, documentIndex: true },
  });
  const facts = journeyFacts(session, registration);
  const refusal = journey(facts, now).open.includes(page) ? null : refusalFor(page, facts, now);
  return { session, registration, facts, refusal };
}
