import type { BulkAction, RegistrationStatus, RosterState } from "@/lib/adapter/db/enums";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

/** The longest list of one bulk run: as many as a person can read before he confirms. */
export const MAX_BULK_REGISTRATIONS = 1000;

export type ExclusionReason =
  | "bulk_not_waiting"
  | "bulk_claimed"
  | "bulk_not_checked"
  | "bulk_has_findings"
  | "bulk_no_roster_match"
  | "bulk_other_stage";

/**
 * Why a registration cannot be part of a bulk run; null when it can. A bulk approval accepts only pre-checked
 * registrations: a match in the roster and no finding.
 */
export function exclusionReason(
  action: BulkAction,
  {
    status,
    stage,
    claimed,
    checkedAt,
    findings,
    rosterState,
  }: {
    status: RegistrationStatus;
    /** The status that this member of staff decides on. */
    stage: ShownStatus;
    /** Claimed by a colleague. */
    claimed: boolean;
    checkedAt: Date | null;
    findings: readonly string[];
    rosterState: RosterState;
  },
): ExclusionReason | null {
  if (status !== "SUBMITTED" && status !== "PRE_APPROVED") return "bulk_not_waiting";
  if (status !== stage) return "bulk_other_stage";
  if (claimed) return "bulk_claimed";
  if (action === "SEND_BACK") return null;
  if (!checkedAt) return "bulk_not_checked";
  if (findings.length) return "bulk_has_findings";
  return rosterState === "MATCHED" ? null : "bulk_no_roster_match";
}
