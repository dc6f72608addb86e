import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { staffInvitations } from "../limits";
import { UNBOUND } from "../sso";
import type { StaffChangeRefusal } from "../staff-refusals";
import { keepFormerPassword } from "./judge-staff-password";
import { endLogins, type MemberChange, memberToChange } from "./change-member";
import { drawInvitation } from "./send-invitation";

type WithReason = MemberChange & { reason: string };

/**
 * Invalidates a member's password, ends his login sessions and invites him to set a new password, in the transaction of
 * lib/domain/review/commands/change-staff.ts, which sends the link afterwards. An earlier link is worth nothing from
 * then on, and a binding to the university's single sign-on ends. No colleague learns the new password: the member
 * proves himself with a code that is sent to his phone. The last administrator who can sign in keeps his password.
 */
export async function inviteMember(
  tx: Tx,
  change: WithReason,
): Promise<Result<{ phone: string; token: string }, StaffChangeRefusal>> {
  const { memberId, reason, actor, now } = change;
  const found = await memberToChange(tx, change);
  if (!found.ok) return found;
  const { before, isLastAdministrator } = found.value;
  if (before.disabledAt) return refuse("member_is_disabled");
  if (isLastAdministrator) return refuse("last_administrator");
  if (!(await consume(staffInvitations, memberId)).allowed) return refuse("invitation_limit");
  const { token, columns } = drawInvitation(now);
  await keepFormerPassword(tx, { staffId: memberId, passwordHash: before.passwordHash, now });
  await tx.staff.update({
    where: { id: memberId },
    // A stranger who took the account may have bound himself to it: it is bound anew by whoever sets the password.
    data: { passwordHash: null, passwordSetAt: null, ...UNBOUND, ...columns, version: { increment: 1 } },
  });
  const logins = await endLogins(tx, { memberId, now });
  await recordAudit(tx, {
    actor,
    action: "staff.invite",
    subject: { kind: "staff", id: memberId },
    detail: { reason, logins, until: columns.invitedUntil.toISOString() },
    now,
  });
  return ok({ phone: decryptColumn("staff.phone_encrypted", memberId, before.phoneEncrypted), token });
}

/** Takes an invitation back that was not used: neither its link nor a code sets a password any more. */
export const withdrawInvitation = (change: WithReason): Promise<Result<null, StaffChangeRefusal>> =>
  transact(async (tx) => {
    const { memberId, reason, actor, now } = change;
    const found = await memberToChange(tx, change);
    if (!found.ok) return found;
    const { count } = await tx.staff.updateMany({
      where: { id: memberId, passwordHash: null, invitedUntil: { not: null } },
      data: { invitedUntil: null, invitationHash: null, invitationSentAt: null, version: { increment: 1 } },
    });
    if (count === 0) return refuse("invitation_not_open");
    await recordAudit(tx, {
      actor,
      action: "staff.withdraw_invitation",
      subject: { kind: "staff", id: memberId },
      detail: { reason },
      now,
    });
    return ok(null);
  });
