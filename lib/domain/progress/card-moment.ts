import { windowFor, windowState } from "@/lib/domain/exam-session/windows";
import type { JourneyFacts } from "@/lib/domain/registration/steps";

/**
 * Where the admit card of a paid candidate stands. "awaited": not published yet; "overdue": not published for him when
 * the time to print has ended; "published": the time to print is still to come.
 */
export type CardMoment = "awaited" | "overdue" | "published" | "printable" | "printing_closed" | "exam_over";

/** What a paid candidate is told of his admit card now. */
export function cardMoment({ examSession, exam, registration }: JourneyFacts, now: Date): CardMoment {
  if (now >= exam.closesAt) return "exam_over";
  const printing = windowState(windowFor(examSession, registration?.overrides ?? [], "PRINTING"), now);
  if (!registration?.seated || !examSession.cardsPublishedAt) return printing === "closed" ? "overdue" : "awaited";
  switch (printing) {
    case "not_started":
      return "published";
    case "open":
      return "printable";
    case "closed":
      return "printing_closed";
  }
}
