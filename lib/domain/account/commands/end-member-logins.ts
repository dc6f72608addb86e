import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";

/**
 * Revokes login sessions of a member of staff: one of them, or all except `keep`. The next request with such a cookie
 * is signed out.
 */
export const endMemberLogins = ({
  memberId,
  only,
  keep,
  actor,
  now,
}: {
  memberId: string;
  /** null: all of them. */
  only: string | null;
  /** The login session of the requesting browser, which stays valid. */
  keep: string | null;
  actor: Actor;
  now: Date;
}): Promise<Result<null, "logins_are_over">> =>
  transact(async (tx) => {
    const chosen = only === null ? {} : { equals: only };
    const { count } = await tx.loginSession.updateMany({
      where: {
        id: { ...chosen, ...(keep === null ? {} : { not: keep }) },
        staffId: memberId,
        revokedAt: null,
        expiresAt: { gt: now },
      },
      data: { revokedAt: now },
    });
    if (count === 0) return refuse("logins_are_over");
    await recordAudit(tx, {
      actor,
      action: "staff.end_logins",
      subject: { kind: "staff", id: memberId },
      detail: { logins: count },
      now,
    });
    return ok(null);
  });
