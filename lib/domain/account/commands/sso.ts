import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import type { OidcIdentity } from "@/lib/adapter/oidc/client";
import type { LoginOrigin } from "../login-origin";
import { identityIndex } from "../queries";
import { CONFIRMED_MS } from "../second-factor";
import { maskedIdentity, type SsoRefusal, UNBOUND } from "../sso";
import type { StaffChangeRefusal } from "../staff-refusals";
import { type MemberChange, memberToChange } from "./change-member";
import { type OpenedSession, openLoginSession } from "./open-login-session";
import { recordFailedSignIn } from "./record-failed-sign-in";

/**
 * Signs in the member of staff to whom this person of the university was bound. It makes no account: whoever is bound
 * to nobody, is disabled or was invited anew stays out. `trusted`: where the university asked for several factors
 * within the last ten minutes (CONFIRMED_MS), ours is not asked for the desk, as far as the member has one. An older
 * proof may be of whoever sat at this computer before. For what is grave ours is always asked.
 */
export async function signInByIdentity({
  identity,
  trusted,
  address,
  origin,
  now,
}: {
  identity: OidcIdentity;
  trusted: boolean;
  address: string;
  origin?: LoginOrigin;
  now: Date;
}): Promise<Result<{ staffId: string; session: OpenedSession }, SsoRefusal>> {
  const ssoIndex = identityIndex(identity);
  const staff = await db().staff.findUnique({
    where: { ssoIndex },
    select: { id: true, phoneIndex: true, disabledAt: true, totpSince: true },
  });
  const barred = !staff ? "sso_not_bound" : staff.disabledAt ? "sso_staff_disabled" : null;
  if (!staff || barred !== null) {
    const [staffId, phoneIndex] = [staff?.id ?? null, staff?.phoneIndex ?? ""];
    const reason = barred ?? "sso_not_bound";
    await recordFailedSignIn({ staffId, phoneIndex, reason, address, now });
    return refuse(reason);
  }
  const notOwn = new Date(now.getTime() - CONFIRMED_MS);
  const proved = identity.severalFactors && identity.provedAt !== null && identity.provedAt > notOwn;
  return transact<{ staffId: string; session: OpenedSession }, SsoRefusal>(async (tx) => {
    // The lock makes whoever disables or unbinds him at the same moment wait, and end this login too.
    const [same] = await tx.$queryRaw<unknown[]>`
      SELECT FROM staff WHERE id = ${staff.id}::uuid AND sso_index = ${ssoIndex} AND disabled_at IS NULL
        AND password_hash IS NOT NULL FOR SHARE`;
    if (!same) return refuse("sso_not_bound");
    const session = await openLoginSession(tx, {
      owner: { staffId: staff.id },
      kind: "staff",
      origin,
      now,
      sso: { secondFactorAt: trusted && proved && staff.totpSince !== null ? notOwn : null },
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "staff.sign_in",
      subject: { kind: "staff", id: staff.id },
      detail: { by: "sso" },
      now,
    });
    return ok({ staffId: staff.id, session });
  });
}

/** Binds a member of staff to a person of the university: one to one, until it is taken back. */
export async function bindIdentity({
  staffId,
  identity,
  now,
}: {
  staffId: string;
  identity: Pick<OidcIdentity, "issuer" | "subject" | "account">;
  now: Date;
}): Promise<Result<null, SsoRefusal>> {
  try {
    return await transact<null, SsoRefusal>(async (tx) => {
      const { count } = await tx.staff.updateMany({
        where: { id: staffId, disabledAt: null, ssoIndex: null },
        data: { ssoIndex: identityIndex(identity), ssoAccount: maskedIdentity(identity.account), ssoSince: now },
      });
      if (count === 0) return refuse("sso_is_bound");
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "staff.bind_sso",
        subject: { kind: "staff", id: staffId },
        detail: { account: maskedIdentity(identity.account) },
        now,
      });
      return ok(null);
    });
  } catch (error) {
    if (violatedIndex(error)) return refuse("sso_taken");
    throw error;
  }
}

/** A member takes his own binding back. His other logins that came by it end. */
export const unbindIdentity = ({
  staffId,
  loginSessionId,
  now,
}: {
  staffId: string;
  loginSessionId: string;
  now: Date;
}): Promise<Result<null, SsoRefusal>> =>
  transact(async (tx) => {
    const { count } = await tx.staff.updateMany({ where: { id: staffId, ssoIndex: { not: null } }, data: UNBOUND });
    if (count === 0) return refuse("sso_not_bound_now");
    const { count: logins } = await tx.loginSession.updateMany({
      where: { staffId, bySso: true, id: { not: loginSessionId }, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "staff.unbind_sso",
      subject: { kind: "staff", id: staffId },
      detail: { logins },
      now,
    });
    return ok(null);
  });

/** An administrator takes a member's binding back, with a reason. All logins that came by it end. */
export const unbindMember = (
  change: MemberChange & { reason: string },
): Promise<Result<null, StaffChangeRefusal | SsoRefusal>> =>
  transact<null, StaffChangeRefusal | SsoRefusal>(async (tx) => {
    const { memberId, reason, actor, now } = change;
    const found = await memberToChange(tx, change);
    if (!found.ok) return found;
    const { count } = await tx.staff.updateMany({
      where: { id: memberId, ssoIndex: { not: null } },
      data: { ...UNBOUND, version: { increment: 1 } },
    });
    if (count === 0) return refuse("sso_not_bound_now");
    const { count: logins } = await tx.loginSession.updateMany({
      where: { staffId: memberId, bySso: true, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    await recordAudit(tx, {
      actor,
      action: "staff.unbind_sso",
      subject: { kind: "staff", id: memberId },
      detail: { reason, logins },
      now,
    });
    return ok(null);
  });
