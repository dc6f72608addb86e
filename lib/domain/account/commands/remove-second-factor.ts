import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { maskPersonal } from "@/lib/core/mask-personal";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { UNBOUND } from "../sso";
import type { StaffChangeRefusal } from "../staff-refusals";
import { endLogins, type MemberChange, memberToChange } from "./change-member";

/** Deletes secret, recovery codes and passkeys, and what any browser was shown for setting up. */
async function forgetFactor(tx: Tx, memberId: string): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { staffId: memberId } });
  await tx.passkey.deleteMany({ where: { staffId: memberId } });
  await tx.loginSession.updateMany({
    where: { staffId: memberId },
    data: { secondFactorAt: null, totpSetupEncrypted: null, totpSetupAt: null, passkeyChallenge: null },
  });
}

const NO_FACTOR = { totpSecretEncrypted: null, totpSince: null, totpLastStep: null };

/**
 * An administrator, or the command line, resets the second factor of somebody who lost phone and recovery codes. All
 * his logins end, and so does a binding to the university's single sign-on. In live mode he sets up a new one the next
 * time he signs in. Nobody resets his own in this way.
 */
export const resetSecondFactor = (
  change: MemberChange & { reason: string; actor: Actor },
): Promise<Result<null, StaffChangeRefusal>> =>
  transact(async (tx) => {
    const { memberId, reason, actor, now } = change;
    const found = await memberToChange(tx, change);
    if (!found.ok) return found;
    if (actor.kind !== "SYSTEM" && actor.id === memberId) return refuse("second_factor_is_own");
    const { count } = await tx.staff.updateMany({
      where: { id: memberId, totpSince: { not: null } },
      // Otherwise the university's sign-in alone would lead to setting up a new one.
      data: { ...NO_FACTOR, ...UNBOUND, version: { increment: 1 } },
    });
    if (count === 0) return refuse("member_has_no_second_factor");
    await forgetFactor(tx, memberId);
    const logins = await endLogins(tx, { memberId, now });
    await recordAudit(tx, {
      actor,
      action: "staff.reset_second_factor",
      subject: { kind: "staff", id: memberId },
      detail: { reason: maskPersonal(reason), logins },
      now,
    });
    return ok(null);
  });
