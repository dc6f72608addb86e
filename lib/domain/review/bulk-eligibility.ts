import type { BulkAction, RegistrationStatus, RosterState } from "@/lib/adapter/db/enums";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

/** The longest list of one run: what a person can still read through before he confirms it. */
export const MAX_BULK_REGISTRATIONS = 1000;

export type ExclusionReason =
  | "bulk_not_waiting"
  | "bulk_claimed"
  | "bulk_not_checked"
  | "bulk_has_findings"
  | "bulk_no_roster_match"
  | "bulk_other_stage";

/**
 * Why a registration cannot be in a run; null when it can. Approved in bulk is only what was pre-checked: a roster
 * match and nothing to look at.
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
    /** The status this member of staff decides on. */
    stage: ShownStatus;
    /** By a colleague. */
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
