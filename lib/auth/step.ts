import { redirect } from "next/navigation";
import { cache } from "react";
import { currentExamSession, type ExamSessionView } from "@/lib/exam-session/queries";
import { journeyFacts, type OwnRegistration, ownRegistration } from "@/lib/registration/queries";
import { type Journey, journey, type Page, refusalFor } from "@/lib/registration/steps";
import { requireCandidate } from "./session";

export type Standing = {
  accountId: string;
  session: ExamSessionView;
  registration: OwnRegistration | null;
  journey: Journey;
  now: Date;
};

/** The published exam session, read once per request. */
export const presentSession = cache(currentExamSession);

/** Where the signed-in candidate stands in the current exam session; without a published session there is only the home page. */
export async function requireStanding(returnTo?: string): Promise<Standing> {
  const candidate = await requireCandidate(returnTo);
  const session = await presentSession();
  if (!session) redirect("/?notice=no_session");
  const registration = await ownRegistration({ accountId: candidate.id, examSessionId: session.id });
  const now = new Date();
  return { accountId: candidate.id, session, registration, journey: journey(journeyFacts(session, registration), now), now };
}

/**
 * The gate of a step's page. A step that is not open sends to the one where the candidate stands, with a code that the page turns into
 * a sentence. (The notice page may be met before a registration exists and asks requireStanding instead.)
 */
export async function requireStep(page: Exclude<Page, "notice">): Promise<Standing & { registration: OwnRegistration }> {
  const standing = await requireStanding(`/registration/${page}`);
  const { registration, session, journey: stand, now } = standing;
  if (registration && stand.open.includes(page)) return { ...standing, registration };
  const why = refusalFor(page, journeyFacts(session, registration), now);
  redirect(`/registration${stand.current ? `/${stand.current}` : ""}?notice=${why}`);
}
