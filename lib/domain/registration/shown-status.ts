import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import {
  type Override,
  type SessionWindows,
  windowColumns,
  windowFor,
  windowState,
} from "@/lib/domain/exam-session/windows";

/**
 * A registration's status as it is shown and counted. LAPSED means approved but not paid in time. It is computed from
 * the clock and never stored.
 */
export type ShownStatus = RegistrationStatus | "LAPSED";

type StatusFacts = { status: RegistrationStatus; overrides: readonly Override[]; examSession: SessionWindows };

/** The columns that shownStatus reads, as a query names them. */
export const shownStatusColumns = {
  status: true,
  overrides: { select: { step: true, until: true } },
  examSession: { select: { title: true, ...windowColumns } },
} as const;

/** "本次报名无效": the payment window has closed, or the longer one that staff gave this candidate. */
export const shownStatus = ({ status, overrides, examSession }: StatusFacts, now: Date): ShownStatus =>
  status === "APPROVED" && windowState(windowFor(examSession, overrides, "PAYMENT"), now) === "closed"
    ? "LAPSED"
    : status;
