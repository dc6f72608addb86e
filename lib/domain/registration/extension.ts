import type { RegistrationStatus, Step } from "@/lib/adapter/db/enums";
import { type Override, type SessionWindows, type Window, windowFor } from "@/lib/domain/exam-session/windows";

export type ExtensionRefusal =
  | "extension_not_needed"
  | "extension_in_the_past"
  | "extension_not_later"
  | "extension_after_payment"
  | "extension_after_exam";

/** In which status a step can still be worked on: to keep another one open would help nobody. */
const worksOn: Record<Step, readonly RegistrationStatus[]> = {
  REGISTRATION: ["DRAFT", "SUBMITTED", "RETURNED"],
  REVIEW: ["SUBMITTED", "PRE_APPROVED", "RETURNED"],
  PAYMENT: ["SUBMITTED", "PRE_APPROVED", "RETURNED", "APPROVED"],
  PRINTING: ["APPROVED", "PAID"],
};

/** The steps that can be kept open longer for a registration in this status. */
export const extensibleSteps = (status: RegistrationStatus): Step[] =>
  (Object.keys(worksOn) as Step[]).filter((step) => worksOn[step].includes(status));

/**
 * Why a step cannot be kept open for one candidate until a time; null when it can. What comes before payment ends
 * before payment closes, payment before the exam begins, and printing with the exam.
 */
export function extensionRefusal(
  {
    status,
    overrides,
    examSession,
    exam,
  }: {
    status: RegistrationStatus;
    overrides: readonly Override[];
    examSession: SessionWindows;
    exam: Window;
  },
  { step, until }: { step: Step; until: Date },
  now: Date,
): ExtensionRefusal | null {
  if (!worksOn[step].includes(status)) return "extension_not_needed";
  if (until <= now) return "extension_in_the_past";
  if (until <= windowFor(examSession, overrides, step).closesAt) return "extension_not_later";
  if (step === "PRINTING") return until > exam.closesAt ? "extension_after_exam" : null;
  if (step === "PAYMENT") return until > exam.opensAt ? "extension_after_exam" : null;
  return until > windowFor(examSession, overrides, "PAYMENT").closesAt ? "extension_after_payment" : null;
}
