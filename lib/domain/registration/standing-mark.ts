import { windowState } from "@/lib/domain/exam-session/windows";
import { journey, type JourneyFacts } from "./steps";

/** What decides what a candidate's pages show: his facts, and what his row and the session's say besides. */
export type MarkFacts = JourneyFacts & { version: number };

/** Text that differs when something on a candidate's pages does. It names no person and nothing that he typed. */
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
 * Whether somebody else's work may change this candidate's pages at any moment: a reviewer's, or the office's that
 * publishes the cards. Everything else changes by his own doing or by the clock.
 */
export function waitsForOthers({ examSession, registration }: JourneyFacts, now: Date): boolean {
  switch (registration?.status ?? "DRAFT") {
    case "SUBMITTED":
    case "PRE_APPROVED":
      return true;
    case "PAID":
      return now < examSession.examEndsAt && !(registration?.seated && examSession.cardsPublishedAt);
    case "DRAFT":
    case "RETURNED":
    case "REFUSED":
    case "APPROVED":
    case "CANCELLED":
      return false;
  }
}

/**
 * How long until the clock next opens or closes something for this candidate, in milliseconds; null when it does no
 * more.
 */
export function nextTurn(facts: JourneyFacts, now: Date): number | null {
  const instants = journey(facts, now).steps.flatMap(({ window }) =>
    window ? [window.opensAt.getTime(), window.closesAt.getTime()] : [],
  );
  const coming = instants.filter((instant) => instant > now.getTime());
  return coming.length ? Math.min(...coming) - now.getTime() : null;
}
