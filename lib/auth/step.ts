import { redirect } from "next/navigation";
import { cache } from "react";
import { currentExamSession, type ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import { withNotice } from "@/lib/http/notice";
import {
  type DetailsContext,
  journeyFacts,
  type OwnRegistration,
  signedInDetailsContext,
  signedInStanding,
} from "@/lib/domain/registration/queries/standing";
import { type Journey, journey, landing, type Page, refusalFor } from "@/lib/domain/registration/steps";
import { loginSessionId, toLogin } from "./session";

export type CandidateStanding = {
  accountId: string;
  examSession: ExamSessionFrame;
  registration: OwnRegistration | null;
  journey: Journey;
  now: Date;
};

/** The visitor and his registration, read once a request; `candidate` is null when nobody is signed in. */
export const currentVisitor = cache(async () => {
  const id = await loginSessionId("candidate");
  const standing = id ? await signedInStanding(id, new Date()) : null;
  return standing ?? { candidate: null, examSession: await currentExamSession(), registration: null };
});

/** The published exam session. */
export const publishedExamSession = async (): Promise<ExamSessionFrame | null> => (await currentVisitor()).examSession;

/**
 * The signed-in candidate and the current exam session. Without a published exam session he is redirected to the home
 * page.
 */
export async function requireExamSession(returnTo?: string) {
  const { candidate, examSession, registration } = await currentVisitor();
  if (!candidate) toLogin(returnTo);
  if (!examSession) redirect(withNotice("/", "no_session"));
  return { accountId: candidate.id, examSession, registration };
}

/**
 * The gate of the action of 信息填写: the candidate, his registration and the lists that his form is checked against, in
 * one query.
 */
export async function requireDetailsContext(returnTo: string): Promise<DetailsContext> {
  const id = await loginSessionId("candidate");
  const context = id ? await signedInDetailsContext(id, new Date()) : null;
  if (context) return context;
  // Redirects when nobody is signed in or no exam session is published.
  await requireExamSession(returnTo);
  throw new Error("a signed-in candidate without a session to fill in");
}

/** The signed-in candidate's registration in the current exam session, and which steps are open to him. */
export async function requireStanding(returnTo?: string): Promise<CandidateStanding> {
  const { accountId, examSession, registration } = await requireExamSession(returnTo);
  const now = new Date();
  return { accountId, examSession, registration, journey: journey(journeyFacts(examSession, registration), now), now };
}

/**
 * The gate of a step's page. If the step is not open, the candidate is redirected to his current step, with a code that
 * the page turns into a sentence. (The notice page exists before a registration does and calls requireStanding
 * instead.)
 */
export async function requireStep(
  page: Exclude<Page, "notice">,
): Promise<CandidateStanding & { registration: OwnRegistration }> {
  const standing = await requireStanding(`/registration/${page}`);
  const { registration, examSession, journey: stand, now } = standing;
  if (registration && stand.open.includes(page)) return { ...standing, registration };
  const why = refusalFor(page, journeyFacts(examSession, registration), now);
  redirect(withNotice(landing(why, stand), why));
}
