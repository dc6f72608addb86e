import { isExamOffice, type Roles } from "@/lib/domain/account/roles";
import { type Override, type SessionWindows, windowFor, windowState } from "@/lib/domain/exam-session/windows";

/**
 * `late`: review has closed, but an exam officer may still decide on registrations that were submitted in time, until
 * payment closes.
 */
export type ReviewState = "not_started" | "open" | "late" | "closed";

export function reviewState(examSession: SessionWindows, overrides: readonly Override[], now: Date): ReviewState {
  const state = windowState(windowFor(examSession, overrides, "REVIEW"), now);
  if (state !== "closed") return state;
  return now < windowFor(examSession, overrides, "PAYMENT").closesAt ? "late" : "closed";
}

export type ReviewWindowRefusal = "review_not_started" | "review_closed" | "late_reason_required";

/**
 * Why this person may not decide now; null when he may. After review has closed a decision needs an exam officer and a
 * reason.
 */
export function windowRefusal(
  state: ReviewState,
  roles: Roles,
  reason: string | undefined,
): ReviewWindowRefusal | null {
  switch (state) {
    case "open":
      return null;
    case "not_started":
      return "review_not_started";
    case "closed":
      return "review_closed";
    case "late":
      if (!isExamOffice(roles)) return "review_closed";
      return reason ? null : "late_reason_required";
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whether a candidate who is sent back now has less than a day to correct. The reviewer then sees a warning and may
 * keep the step open longer.
 */
export const closesSoon = (examSession: SessionWindows, overrides: readonly Override[], now: Date): boolean =>
  windowFor(examSession, overrides, "REVIEW").closesAt.getTime() - now.getTime() < DAY_MS;
