import type { RegistrationStatus } from "@/lib/adapter/db/enums";

type Transition = { from: readonly RegistrationStatus[]; to: RegistrationStatus };

/**
 * Every transition of a registration's status. No other code writes the column. The `from` list is also the condition
 * of the UPDATE that makes the move, so of two concurrent callers exactly one succeeds. The command that fires the
 * event checks the other conditions (a window, no live order, the 60 seconds of an undo).
 */
export const transitions = {
  submit: { from: ["DRAFT", "RETURNED"], to: "SUBMITTED" },
  withdraw: { from: ["SUBMITTED"], to: "DRAFT" },
  sendBack: { from: ["SUBMITTED", "PRE_APPROVED"], to: "RETURNED" },
  refuse: { from: ["SUBMITTED", "PRE_APPROVED"], to: "REFUSED" },
  preApprove: { from: ["SUBMITTED"], to: "PRE_APPROVED" },
  approve: { from: ["SUBMITTED", "PRE_APPROVED"], to: "APPROVED" },
  undoDecision: { from: ["RETURNED", "REFUSED", "PRE_APPROVED", "APPROVED"], to: "SUBMITTED" },
  undoSecondDecision: { from: ["RETURNED", "REFUSED", "APPROVED"], to: "PRE_APPROVED" },
  reopen: { from: ["APPROVED", "REFUSED", "CANCELLED"], to: "RETURNED" },
  confirmPayment: { from: ["APPROVED"], to: "PAID" },
  cancel: { from: ["PAID"], to: "CANCELLED" },
  cancelUnpaid: { from: ["SUBMITTED", "PRE_APPROVED", "RETURNED", "APPROVED"], to: "CANCELLED" },
} as const satisfies Record<string, Transition>;

export type RegistrationEvent = keyof typeof transitions;

export const canApply = (event: RegistrationEvent, status: RegistrationStatus): boolean =>
  (transitions[event].from as readonly RegistrationStatus[]).includes(status);
