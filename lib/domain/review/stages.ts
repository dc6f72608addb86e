import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { isExamOffice, mayAs, type Roles } from "@/lib/domain/account/roles";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

/** Who decides on registrations: reviewers on those of their schools, the exam office on all. */
export const reviewDeciders = ["REVIEWER", "EXAM_OFFICER"] as const satisfies Roles;

/** Who sees registrations and documents as the review does. Auditors see all of them, and decide nothing. */
export const reviewReaders = ["REVIEWER", "EXAM_OFFICER", "AUDITOR"] as const satisfies Roles;

/** Who opens a person's page, and who may write notes there. */
export const personReaders = ["REVIEWER", "EXAM_OFFICER", "FINANCE", "AUDITOR"] as const satisfies Roles;
export const noteWriters = ["REVIEWER", "EXAM_OFFICER", "FINANCE"] as const satisfies Roles;

/** What 通过 means at this point: the final approval, or the first of two stages. */
export const approvalEvent = (twoStageReview: boolean, status: RegistrationStatus): "approve" | "preApprove" =>
  twoStageReview && status === "SUBMITTED" ? "preApprove" : "approve";

export type StageRefusal = "second_opinion_by_office" | "second_opinion_needs_another" | "filled_in_by_approver";

/**
 * Why this person may not decide at this stage; null when he may. Only the exam office decides on pre-approved
 * registrations, and 通过 there must come from another person than the pre-approval. What somebody has filled in for the
 * candidate (当面代填), another one approves.
 */
export function stageRefusal({
  status,
  staff,
  preApprovedBy,
  filledBy,
  approving,
}: {
  status: RegistrationStatus;
  staff: { id: string; roles: Roles };
  preApprovedBy: string | null;
  /** Who of the staff has filled in. */
  filledBy: readonly string[];
  approving: boolean;
}): StageRefusal | null {
  if (approving && filledBy.includes(staff.id)) return "filled_in_by_approver";
  if (status !== "PRE_APPROVED") return null;
  if (!isExamOffice(staff.roles)) return "second_opinion_by_office";
  return approving && preApprovedBy === staff.id ? "second_opinion_needs_another" : null;
}

/**
 * Whether a registration in this status waits for a decision by a member with these roles. Pre-approved registrations
 * wait for the exam office.
 */
export const decidesOn = (roles: Roles, status: ShownStatus): boolean =>
  (status === "SUBMITTED" && mayAs(roles, reviewDeciders)) || (status === "PRE_APPROVED" && isExamOffice(roles));

/** The queue that a member of staff works on first. */
export const ownQueue = (twoStageReview: boolean, roles: Roles) =>
  twoStageReview && isExamOffice(roles) ? ("PRE_APPROVED" as const) : ("SUBMITTED" as const);
