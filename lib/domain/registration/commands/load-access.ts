import type { Tx } from "@/lib/adapter/db/client";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import {
  type CandidateInExamSession,
  journeyFacts,
  type OwnRegistration,
  registrationInExamSession,
} from "../queries/standing";
import { journey, type Page, refusalFor } from "../steps";

/**
 * Repeats the check of the page (lib/auth/step.ts) at the moment of the write. `refusal` is null when the page is open
 * to this candidate.
 */
export async function loadAccess(tx: Tx, own: CandidateInExamSession, page: Page, now: Date) {
  return pageAccess(await registrationInExamSession(own, tx), page, now);
}

export function pageAccess<S extends { examSession: ExamSessionFrame; registration: OwnRegistration | null }>(
  standing: S,
  page: Page,
  now: Date,
) {
  const facts = journeyFacts(standing.examSession, standing.registration);
  return { ...standing, facts, refusal: journey(facts, now).open.includes(page) ? null : refusalFor(page, facts, now) };
}
