import type { NoticeGroup, RegistrationStatus } from "@/lib/adapter/db/enums";

/** The groups in the order of the journey, as the form offers them. */
export const noticeGroups = [
  "NOT_BEGUN",
  "DRAFT",
  "IN_REVIEW",
  "RETURNED",
  "REFUSED",
  "TO_PAY",
  "LAPSED",
  "PAID",
  "CANCELLED",
] as const satisfies readonly NoticeGroup[];

const groups: Record<RegistrationStatus, NoticeGroup> = {
  DRAFT: "DRAFT",
  SUBMITTED: "IN_REVIEW",
  // A candidate does not learn of the first stage.
  PRE_APPROVED: "IN_REVIEW",
  RETURNED: "RETURNED",
  REFUSED: "REFUSED",
  APPROVED: "TO_PAY",
  PAID: "PAID",
  CANCELLED: "CANCELLED",
};

/** The group of a candidate: of his registration as it is shown to him (LAPSED: not paid in time), or without one. */
export const noticeGroupOf = (shown: RegistrationStatus | "LAPSED" | null): NoticeGroup => {
  if (shown === null) return "NOT_BEGUN";
  return shown === "LAPSED" ? "LAPSED" : groups[shown];
};
