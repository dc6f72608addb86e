import { redirect } from "next/navigation";
import { cache } from "react";
import { type Brand, sharedBrand } from "@/lib/domain/exam-session/current";
import type { Window } from "@/lib/domain/exam-session/windows";
import { announcedFrames, type ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import { ownEntries, shownEntry } from "@/lib/domain/registration/own-exam-sessions";
import { withNotice } from "@/lib/http/notice";
import {
  type DetailsContext,
  detailsContext,
  journeyFacts,
  type OwnEntry,
  type OwnRegistration,
  signedInDetailsContext,
  signedInStanding,
} from "@/lib/domain/registration/queries/standing";
import { type Journey, journey, landing, type Page, refusalFor } from "@/lib/domain/registration/steps";
import {
  chooseExamSession,
  chosenExamSessionId,
  EXAM_SESSION_FIELD,
  keepChoiceForSignIn,
  namedExamSessionId,
} from "./chosen-exam-session";
import { loginSessionId, toLogin } from "./session";

export type CandidateStanding = {
  accountId: string;
  examSession: ExamSessionFrame;
  registration: OwnRegistration | null;
  journey: Journey;
  /** His exam, at the time of the language that he chose. */
  exam: Window;
  now: Date;
};

/**
 * The visitor, the exam sessions that he can look at, and the one whose pages he sees, read once a request. `candidate`
 * is null when nobody is signed in. `examSession` is null when there is none, or when he has still to choose; then the
 * pages show what all of `current` share. Every gate asks for a candidate first, whose exam sessions are read anew.
 */
export const currentVisitor = cache(async () => {
  const id = await loginSessionId("candidate");
  const now = new Date();
  const standing = id ? await signedInStanding(id, now) : null;
  const entries = standing?.entries ?? (await announcedEntries());
  const { current, past } = ownEntries(entries, now);
  const shown = shownEntry({ current, past }, await chosenExamSessionId(), now);
  return {
    candidate: standing?.candidate ?? null,
    examSession: shown?.examSession ?? null,
    registration: shown?.registration ?? null,
    current,
    past,
  };
});

export type Visitor = Awaited<ReturnType<typeof currentVisitor>>;

const announcedEntries = async (): Promise<OwnEntry[]> =>
  (await announcedFrames()).map((examSession) => ({ examSession, registration: null }));

/**
 * The exam session whose name, colours and banner the pages show: the one that the visitor sees, else what all current
 * ones share. null without any.
 */
export function shownBrand({ examSession, current }: Pick<Visitor, "examSession" | "current">): Brand | null {
  return examSession ?? sharedBrand(current.map((entry) => entry.examSession));
}

/**
 * The exam offices that the visitor may call: that of the exam session that he sees, else those of all current ones,
 * each once. `title`: whose it is, where they differ.
 */
export function shownOffices({
  examSession,
  current,
}: Visitor): { title: string | null; contactPhone: string; contactHours: string }[] {
  const offices = examSession ? [examSession] : current.map((entry) => entry.examSession);
  const each = [
    ...new Map(offices.map((office) => [`${office.contactPhone} ${office.contactHours}`, office])).values(),
  ];
  return each.map(({ title, contactPhone, contactHours }) => ({
    title: each.length > 1 ? title : null,
    contactPhone,
    contactHours,
  }));
}

/**
 * The visitor's entry for the exam session that a request of a page names, for requests that a page sends beside itself
 * and that do not change his choice; without a name the one that he sees. null when there is none that he can look at.
 */
export function namedEntry({ current, past, examSession, registration }: Visitor, value: unknown): OwnEntry | null {
  const named = namedExamSessionId(value);
  if (named) return [...current, ...past].find((entry) => entry.examSession.id === named) ?? null;
  return examSession && { examSession, registration };
}

/** The same for what he posts: nothing of an archived exam session is changed any more, it is only read. */
export function postedEntry(visitor: Visitor, value: unknown): OwnEntry | null {
  const entry = namedEntry(visitor, value);
  return entry?.examSession.archivedAt ? null : entry;
}

/**
 * The signed-in candidate and the exam session that he sees. `form`: the form that he posted, which says what its page
 * showed. Without any exam session, and where he has to choose, he is redirected to the home page.
 */
export async function requireExamSession(returnTo?: string, form?: FormData) {
  const named = namedExamSessionId(form?.get(EXAM_SESSION_FIELD));
  const visitor = await currentVisitor();
  const { candidate, current } = visitor;
  if (!candidate) {
    if (named) await keepChoiceForSignIn(named);
    toLogin(returnTo);
  }
  const entry = form ? postedEntry(visitor, named) : namedEntry(visitor, named);
  // It was taken back or archived since the page was shown.
  if (named && !entry) redirect(withNotice("/", "exam_session_gone"));
  if (!entry) redirect(withNotice("/", current.length > 0 ? "choose_exam_session" : "no_session"));
  // Another tab has chosen otherwise: the pages behind this form are of its own exam session. A cookie that is set lets
  // the page of the form be drawn anew, so none is set without need.
  if (visitor.examSession?.id !== entry.examSession.id) await chooseExamSession(entry.examSession.id);
  return { accountId: candidate.id, ...entry };
}

/** Where the visitor stands; null when nobody is signed in, or no exam session is shown. */
export async function visitorStanding(): Promise<CandidateStanding | null> {
  const { candidate, examSession, registration } = await currentVisitor();
  return candidate && examSession ? standingOf({ accountId: candidate.id, examSession, registration }) : null;
}

/**
 * The gate of the action of 信息填写: the candidate, his registration in the exam session that the form names, and the
 * lists that the form is checked against, in one query.
 */
export async function requireDetailsContext(returnTo: string, form: FormData): Promise<DetailsContext> {
  const id = await loginSessionId("candidate");
  const named = namedExamSessionId(form.get(EXAM_SESSION_FIELD));
  const context = id && named ? await signedInDetailsContext(id, named, new Date()) : null;
  if (context) {
    const chosen = await chosenExamSessionId();
    if (chosen && chosen !== named) await chooseExamSession(context.examSession.id);
    return context;
  }
  // Redirects when nobody is signed in, or the exam session cannot be looked at.
  const { accountId, examSession } = await requireExamSession(returnTo, form);
  return detailsContext({ accountId, examSessionId: examSession.id });
}

/** The signed-in candidate's registration in the exam session that he sees, and which steps are open to him. */
export async function requireStanding(returnTo?: string, form?: FormData): Promise<CandidateStanding> {
  return standingOf(await requireExamSession(returnTo, form));
}

/** Where a candidate stands in one exam session. */
export function standingOf(own: {
  accountId: string;
  examSession: ExamSessionFrame;
  registration: OwnRegistration | null;
}): CandidateStanding {
  const now = new Date();
  const facts = journeyFacts(own.examSession, own.registration);
  return { ...own, journey: journey(facts, now), exam: facts.exam, now };
}

/**
 * The gate of a step's page and of its actions, which hand on the posted form. If the step is not open, the candidate
 * is redirected to his current step, with a code that the page turns into a sentence. (The notice page exists before a
 * registration does and calls requireStanding instead.)
 */
export async function requireStep(
  page: Exclude<Page, "notice">,
  form?: FormData,
): Promise<CandidateStanding & { registration: OwnRegistration }> {
  return withStep(page, await requireStanding(`/registration/${page}`, form));
}

/** The same for a document of the page, whose address names the exam session that the page shows. */
export async function requireNamedStep(page: Exclude<Page, "notice">, examSessionId: string | null) {
  return withStep(page, await requireNamedStanding(`/registration/${page}`, examSessionId));
}

/** The signed-in candidate in the exam session that an address names; without a name in the one that he sees. */
export async function requireNamedStanding(returnTo: string, examSessionId: string | null): Promise<CandidateStanding> {
  const visitor = await currentVisitor();
  if (!visitor.candidate || !namedExamSessionId(examSessionId)) return requireStanding(returnTo);
  const entry = namedEntry(visitor, examSessionId);
  if (!entry) redirect(withNotice("/", "exam_session_gone"));
  return standingOf({ accountId: visitor.candidate.id, ...entry });
}

function withStep(page: Exclude<Page, "notice">, standing: CandidateStanding) {
  const { registration, examSession, journey: stand, now } = standing;
  if (registration && stand.open.includes(page)) return { ...standing, registration };
  const why = refusalFor(page, journeyFacts(examSession, registration), now);
  redirect(withNotice(landing(why, stand), why));
}
