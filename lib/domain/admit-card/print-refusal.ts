import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { type Override, type SessionWindows, windowFor, windowState } from "@/lib/domain/exam-session/windows";

export type PrintRefusal = "admit_card_not_published" | "printing_not_started" | "printing_closed";

/** The facts that decide whether a card and its pledge may be printed. */
export type PrintFacts = {
  status: RegistrationStatus;
  seat: object | null;
  overrides: readonly Override[];
  examSession: SessionWindows & { cardsPublishedAt: Date | null };
};

/** Whether a card exists: the registration is paid and seated, and cards are published. */
export const hasCard = ({ status, seat, examSession }: PrintFacts): boolean =>
  status === "PAID" && seat !== null && examSession.cardsPublishedAt !== null;

/**
 * Why a card may not be printed now; null when it may. Staff may print once cards are published, candidates inside
 * their window only.
 */
export function printRefusal(facts: PrintFacts, by: "candidate" | "staff", now: Date): PrintRefusal | null {
  if (!hasCard(facts)) return "admit_card_not_published";
  if (by === "staff") return null;
  switch (windowState(windowFor(facts.examSession, facts.overrides, "PRINTING"), now)) {
    case "not_started":
      return "printing_not_started";
    case "closed":
      return "printing_closed";
    case "open":
      return null;
  }
}
