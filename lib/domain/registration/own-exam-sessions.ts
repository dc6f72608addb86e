import type { RegistrationStatus, Step } from "@/lib/adapter/db/enums";
import { currentExamSessions } from "@/lib/domain/exam-session/current";
import { examSpan } from "@/lib/domain/exam-session/exam-time";
import { type Override, windowFor, windowState } from "@/lib/domain/exam-session/windows";

/** A published exam session, and the visitor's registration in it; null: he has not begun one there. */
type Entry = {
  examSession: Parameters<typeof currentExamSessions>[0][number] & { archivedAt: Date | null };
  registration: { status: RegistrationStatus; overrides: readonly Override[] } | null;
};

/**
 * The exam sessions that a visitor can look at: the current ones in their order, then the past ones in which he
 * registered, archived ones too, the latest exam first.
 */
export function ownEntries<E extends Entry>(published: readonly E[], now: Date): { current: E[]; past: E[] } {
  const offered = currentExamSessions(
    published.map(({ examSession }) => examSession).filter(({ archivedAt }) => archivedAt === null),
    now,
  );
  const current = offered.flatMap(({ id }) => published.filter(({ examSession }) => examSession.id === id));
  const past = published
    .filter((entry) => entry.registration !== null && !current.includes(entry))
    .toSorted((a, b) => examSpan(b.examSession).opensAt.getTime() - examSpan(a.examSession).opensAt.getTime());
  return { current, past };
}

/**
 * The exam session whose pages a visitor sees: the one he chose, if he can look at it; else the only current one; else
 * the only current one in which his registration still leads to the exam. null when there is none, or when only he can
 * tell.
 */
export function shownEntry<E extends Entry>(
  { current, past }: { current: readonly E[]; past: readonly E[] },
  chosenId: string | null,
  now: Date,
): E | null {
  const chosen = [...current, ...past].find(({ examSession }) => examSession.id === chosenId);
  if (chosen) return chosen;
  if (current.length === 1) return current[0] ?? null;
  const under = current.filter((entry) => goesOn(entry, now));
  return under.length === 1 ? (under[0] ?? null) : null;
}

/** A registration that was missed, refused or cancelled must not hide an exam session that is open. */
function goesOn({ examSession, registration }: Entry, now: Date): boolean {
  if (!registration) return false;
  const { status, overrides } = registration;
  const isClosed = (step: Step) => windowState(windowFor(examSession, overrides, step), now) === "closed";
  switch (status) {
    case "DRAFT":
      return !isClosed("REGISTRATION");
    case "RETURNED":
      return !isClosed("REGISTRATION") || !isClosed("REVIEW");
    case "APPROVED":
      return !isClosed("PAYMENT");
    case "SUBMITTED":
    case "PRE_APPROVED":
    case "PAID":
      return true;
    case "REFUSED":
    case "CANCELLED":
      return false;
  }
}
