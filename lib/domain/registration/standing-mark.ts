import { windowState } from "@/lib/domain/exam-session/windows";
import { journey, type JourneyFacts } from "./steps";

/** The facts that decide what a candidate's pages show; `version` is the registration's, 0 before it exists. */
export type MarkFacts = JourneyFacts & { version: number };

/**
 * A text that changes when anything on a candidate's pages changes. It contains no name and nothing that the candidate
 * typed.
 */
export function standingMark(facts: MarkFacts, now: Date): string {
  const { examSession, registration, version } = facts;
  const { steps, open, current } = journey(facts, now);
  return [
    registration?.status ?? "none",
    version,
    registration?.seated ? "seated" : "",
    examSession.cardsPublishedAt?.getTime() ?? "",
    current ?? "",
    open.join(" "),
    steps
      .map(
        ({ state, window }) => `${state} ${window ? `${windowState(window, now)} ${window.closesAt.getTime()}` : ""}`,
      )
      .join(","),
  ].join("|");
}

/**
 * Whether other people may change this candidate's pages at any moment: a reviewer, or the office when it publishes the
 * cards. All other changes come from the candidate himself or from the clock.
 */
export function waitsForOthers({ examSession, exam, registration }: JourneyFacts, now: Date): boolean {
  switch (registration?.status ?? "DRAFT") {
    case "SUBMITTED":
    case "PRE_APPROVED":
      return true;
    case "PAID":
      return now < exam.closesAt && !(registration?.seated && examSession.cardsPublishedAt);
    case "DRAFT":
    case "RETURNED":
    case "REFUSED":
    case "APPROVED":
    case "CANCELLED":
      return false;
  }
}

/** Milliseconds until the clock next opens or closes a step for this candidate. null when no such moment is left. */
export function nextTurn(facts: JourneyFacts, now: Date): number | null {
  const instants = journey(facts, now).steps.flatMap(({ window }) =>
    window ? [window.opensAt.getTime(), window.closesAt.getTime()] : [],
  );
  const coming = instants.filter((instant) => instant > now.getTime());
  return coming.length ? Math.min(...coming) - now.getTime() : null;
}
