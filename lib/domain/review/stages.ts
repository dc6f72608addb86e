import type { RegistrationStatus, StaffRole } from "@/lib/adapter/db/enums";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

/** The exam office does the 复审, and also the 初审 when a school has no reviewer. */
export const isExamOffice = (role: StaffRole): boolean => role === "EXAM_OFFICER" || role === "ADMINISTRATOR";

/** What 通过 means at this point: the final approval, or the first of two stages. */
export const approvalEvent = (twoStageReview: boolean, status: RegistrationStatus): "approve" | "preApprove" =>
  twoStageReview && status === "SUBMITTED" ? "preApprove" : "approve";

export type StageRefusal = "second_opinion_by_office" | "second_opinion_needs_another";

/**
 * Why this person may not decide at this stage; null when he may. Only the exam office decides on pre-approved
 * registrations, and 通过 there must come from another person than the pre-approval.
 */
export function stageRefusal({
  status,
  staff,
  preApprovedBy,
  approving,
}: {
  status: RegistrationStatus;
  staff: { id: string; role: StaffRole };
  preApprovedBy: string | null;
  approving: boolean;
}): StageRefusal | null {
  if (status !== "PRE_APPROVED") return null;
  if (!isExamOffice(staff.role)) return "second_opinion_by_office";
  return approving && preApprovedBy === staff.id ? "second_opinion_needs_another" : null;
}

/**
 * Whether a registration in this status waits for a decision by this role. Pre-approved registrations wait for the exam
 * office.
 */
export const decidesOn = (role: StaffRole, status: ShownStatus): boolean =>
  role !== "AUDITOR" &&
  role !== "FINANCE" &&
  (status === "SUBMITTED" || (status === "PRE_APPROVED" && isExamOffice(role)));

/** The queue that a member of staff works on first. */
export const ownQueue = (twoStageReview: boolean, role: StaffRole) =>
  twoStageReview && isExamOffice(role) ? ("PRE_APPROVED" as const) : ("SUBMITTED" as const);
