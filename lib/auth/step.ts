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

/** Who asks and where he stands, one query a request; `candidate` is null when nobody is signed in. */
export const currentVisitor = cache(async () => {
  const id = await loginSessionId("candidate");
  const standing = id ? await signedInStanding(id, new Date()) : null;
  return standing ?? { candidate: null, examSession: await currentExamSession(), registration: null };
});

/** The published exam session. */
export const publishedExamSession = async (): Promise<ExamSessionFrame | null> => (await currentVisitor()).examSession;

/** The signed-in candidate and the current exam session; without a published session there is only the home page. */
export async function requireExamSession(returnTo?: string) {
  const { candidate, examSession, registration } = await currentVisitor();
  if (!candidate) toLogin(returnTo);
  if (!examSession) redirect(withNotice("/", "no_session"));
  return { accountId: candidate.id, examSession, registration };
}

/**
 * The gate of the action that takes 信息填写: who asks, where he stands and what his form is checked against, in one query.
 */
export async function requireDetailsContext(returnTo: string): Promise<DetailsContext> {
  const id = await loginSessionId("candidate");
  const context = id ? await signedInDetailsContext(id, new Date()) : null;
  if (context) return context;
  // Not signed in, or no session: each has a page of its own.
  await requireExamSession(returnTo);
  throw new Error("a signed-in candidate without a session to fill in");
}

/** Where the signed-in candidate stands in the current exam session. */
export async function requireStanding(returnTo?: string): Promise<CandidateStanding> {
  const { accountId, examSession, registration } = await requireExamSession(returnTo);
  const now = new Date();
  return { accountId, examSession, registration, journey: journey(journeyFacts(examSession, registration), now), now };
}

/**
 * The gate of a step's page. A step that is not open sends to the one where the candidate stands, with a code that the
 * page turns into a sentence. (The notice page may be met before a registration exists and asks requireStanding
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
