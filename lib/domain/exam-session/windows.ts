import type { Step } from "@/lib/adapter/db/enums";

export type Window = { opensAt: Date; closesAt: Date };

export type WindowState = "not_started" | "open" | "closed";

/** The columns of an exam session that define its windows, as a query names them. */
export const windowColumns = {
  registrationOpensAt: true,
  registrationClosesAt: true,
  reviewOpensAt: true,
  reviewClosesAt: true,
  paymentOpensAt: true,
  paymentClosesAt: true,
  printingOpensAt: true,
  printingClosesAt: true,
} as const;

export type SessionWindows = Record<keyof typeof windowColumns, Date>;

/** A step that staff keep open for one candidate. */
export type Override = { step: Step; until: Date };

/** The closing time itself is outside: "14日下午17时关闭" means that 17:00:00 is too late. */
export const isOpen = ({ opensAt, closesAt }: Window, now: Date): boolean => opensAt <= now && now < closesAt;

export function windowState({ opensAt, closesAt }: Window, now: Date): WindowState {
  if (now < opensAt) return "not_started";
  return now < closesAt ? "open" : "closed";
}

const sessionWindow = (examSession: SessionWindows, step: Step): Window => {
  switch (step) {
    case "REGISTRATION":
      return { opensAt: examSession.registrationOpensAt, closesAt: examSession.registrationClosesAt };
    case "REVIEW":
      return { opensAt: examSession.reviewOpensAt, closesAt: examSession.reviewClosesAt };
    case "PAYMENT":
      return { opensAt: examSession.paymentOpensAt, closesAt: examSession.paymentClosesAt };
    case "PRINTING":
      return { opensAt: examSession.printingOpensAt, closesAt: examSession.printingClosesAt };
  }
};

/**
 * Every window is read through this function: the exam session's, or kept open longer for this candidate. An override
 * never shortens a window.
 */
export function windowFor(examSession: SessionWindows, overrides: readonly Override[], step: Step): Window {
  const window = sessionWindow(examSession, step);
  const until = overrides.find((override) => override.step === step)?.until;
  return until && until > window.closesAt ? { ...window, closesAt: until } : window;
}

/** Staff may stop newcomers before the registration window ends. Missing where nobody asks about newcomers. */
export type NewcomersClosed = { newcomersClosedAt?: Date | null };

/** The registration window for who has not begun: it ends when staff stopped newcomers. */
export function newcomerWindow(examSession: SessionWindows & NewcomersClosed): Window {
  const { opensAt, closesAt } = windowFor(examSession, [], "REGISTRATION");
  const end = examSession.newcomersClosedAt;
  return end && end < closesAt ? { opensAt: opensAt < end ? opensAt : end, closesAt: end } : { opensAt, closesAt };
}
