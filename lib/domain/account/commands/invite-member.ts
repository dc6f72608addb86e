import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { invitationEnd } from "../invitation";
import type { StaffChangeRefusal } from "../staff-refusals";
import { endLogins, type MemberChange, memberToChange } from "./change-member";

/**
 * Invalidates a member's password, ends his login sessions and invites him to set a new password, in the transaction of
 * lib/domain/review/commands/change-staff.ts. No colleague learns the new password: the member proves himself with a
 * code that is sent to his phone. The last administrator who can sign in keeps his password.
 */
export async function inviteMember(
  tx: Tx,
  change: MemberChange & { reason: string },
): Promise<Result<null, StaffChangeRefusal>> {
  const { memberId, reason, actor, now } = change;
  const found = await memberToChange(tx, change);
  if (!found.ok) return found;
  const { before, isLastAdministrator } = found.value;
  if (before.disabledAt) return refuse("member_is_disabled");
  if (isLastAdministrator) return refuse("last_administrator");
  const invitedUntil = invitationEnd(now);
  await tx.staff.update({
    where: { id: memberId },
    data: { passwordHash: null, invitedUntil, version: { increment: 1 } },
  });
  const logins = await endLogins(tx, { memberId, now });
  await recordAudit(tx, {
    actor,
    action: "staff.invite",
    subject: { kind: "staff", id: memberId },
    detail: { reason, logins, until: invitedUntil.toISOString() },
    now,
  });
  return ok(null);
}
