import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";

/** A candidate ends login sessions of his own: one of them, or all except the one that he asks in. */
export const endOwnLogins = ({
  accountId,
  loginSessionId,
  only,
  now,
}: {
  accountId: string;
  /** The login session of the asking browser, which stays. */
  loginSessionId: string;
  /** null: all the others. */
  only: string | null;
  now: Date;
}): Promise<Result<null, "logins_are_over">> =>
  transact(async (tx) => {
    const { count } = await tx.loginSession.updateMany({
      where: {
        id: { not: loginSessionId, ...(only === null ? {} : { equals: only }) },
        accountId,
        revokedAt: null,
        expiresAt: { gt: now },
      },
      data: { revokedAt: now },
    });
    if (count === 0) return refuse("logins_are_over");
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: accountId },
      action: "account.end_own_logins",
      subject: { kind: "account", id: accountId },
      detail: { logins: count },
      now,
    });
    return ok(null);
  });
