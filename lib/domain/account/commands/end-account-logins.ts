import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";

/**
 * Ends every login session of a candidate for a reason: a lost phone, a public computer. The next request with such a
 * cookie is signed out; his password stays.
 */
export const endAccountLogins = ({
  accountId,
  reason,
  staffId,
  now,
}: {
  accountId: string;
  reason: string;
  staffId: string;
  now: Date;
}): Promise<Result<{ logins: number }, "logins_are_over">> =>
  transact(async (tx) => {
    const { count } = await tx.loginSession.updateMany({
      where: { accountId, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    if (count === 0) return refuse("logins_are_over");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "account.end_logins",
      subject: { kind: "account", id: accountId },
      detail: { logins: { before: count, after: 0 }, reason },
      now,
    });
    return ok({ logins: count });
  });
