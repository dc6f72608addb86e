import type { Tx } from "@/lib/db/client";
import { type InSession, journeyFacts, standingIn } from "../queries/standing";
import { journey, type Page, refusalFor } from "../steps";

export type Own = InSession;

/** The same gate as the page's (lib/auth/step.ts), asked again where the write happens: `refusal` is null when the page is open to this person. */
export async function standing(tx: Tx, { accountId, examSessionId }: Own, page: Page, now: Date) {
  const { session, registration } = await standingIn({ accountId, examSessionId }, tx);
  const facts = journeyFacts(session, registration);
  const refusal = journey(facts, now).open.includes(page) ? null : refusalFor(page, facts, now);
  return { session, registration, facts, refusal };
}
