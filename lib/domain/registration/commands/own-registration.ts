import type { Tx } from "@/lib/adapter/db/client";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import { type InSession, journeyFacts, type OwnRegistration, standingIn } from "../queries/standing";
import { journey, type Page, refusalFor } from "../steps";

export type Own = InSession;

/**
 * The same gate as the page's (lib/auth/step.ts), asked again where the write happens: `refusal` is null when the page
 * is open to this person.
 */
export async function standing(tx: Tx, own: Own, page: Page, now: Date) {
  return gate(await standingIn(own, tx), page, now);
}

export function gate<S extends { session: ExamSessionFrame; registration: OwnRegistration | null }>(
  standing: S,
  page: Page,
  now: Date,
) {
  const facts = journeyFacts(standing.session, standing.registration);
  return { ...standing, facts, refusal: journey(facts, now).open.includes(page) ? null : refusalFor(page, facts, now) };
}
