import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import type { StaffChangeRefusal } from "../staff-refusals";
import { endLogins, type MemberChange, memberToChange } from "./change-member";

type WithReason = MemberChange & { reason: string };

/**
 * Disables a member of staff at once, in the transaction of lib/domain/review/commands/change-staff.ts. The password is
 * kept, so enabling him restores everything. The last administrator who can sign in cannot be disabled.
 */
export async function disableMember(tx: Tx, change: WithReason): Promise<Result<null, StaffChangeRefusal>> {
  const { memberId, reason, actor, now } = change;
  const found = await memberToChange(tx, change);
  if (!found.ok) return found;
  const { before, isLastAdministrator } = found.value;
  if (before.disabledAt) return refuse("member_is_disabled");
  if (isLastAdministrator) return refuse("last_administrator");
  await tx.staff.update({ where: { id: memberId }, data: { disabledAt: now, version: { increment: 1 } } });
  const logins = await endLogins(tx, { memberId, now });
  await recordAudit(tx, {
    actor,
    action: "staff.disable",
    subject: { kind: "staff", id: memberId },
    detail: { disabled: { before: false, after: true }, reason, logins },
    now,
  });
  return ok(null);
}

/** Lets a disabled member of staff sign in again, with his former password. */
export const enableMember = (change: WithReason): Promise<Result<null, StaffChangeRefusal>> =>
  transact(async (tx) => {
    const { memberId, reason, actor, now } = change;
    const found = await memberToChange(tx, change);
    if (!found.ok) return found;
    if (!found.value.before.disabledAt) return refuse("member_is_enabled");
    await tx.staff.update({ where: { id: memberId }, data: { disabledAt: null, version: { increment: 1 } } });
    // A login session that was created while he was being disabled must not become valid again.
    const logins = await endLogins(tx, { memberId, now });
    await recordAudit(tx, {
      actor,
      action: "staff.enable",
      subject: { kind: "staff", id: memberId },
      detail: { disabled: { before: true, after: false }, reason, logins },
      now,
    });
    return ok(null);
  });
