import { db } from "@/lib/adapter/db/client";
import type { RosterState } from "@/lib/adapter/db/enums";

/** The result of checking one version of a registration: codes for the reviewer, and the comparison with the roster. */
export type CheckResult = { id: string; version: number; state: RosterState; findings: readonly string[] };

/**
 * Writes the results of checks. A registration that changed after it was read is skipped: its submit requests a new
 * check.
 */
export async function setFindings(results: readonly CheckResult[], now: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE registration r SET roster_state = v.state::roster_state, checked_at = ${now}::timestamptz,
      findings = ARRAY(SELECT jsonb_array_elements_text(v.findings))
    FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS v (id uuid, version int, state text, findings jsonb)
    WHERE r.id = v.id AND r.version = v.version`;
}
