import { recordAudit } from "@/lib/audit/commands";
import type { Tx } from "@/lib/db/client";

/**
 * Gives an account a new number, in the transaction of the appeal that decided so. The account that had the number until now loses it and is kept. The old
 * password and every session end: whoever had the old number may have used both. Returns the account's former number, sealed, or null.
 */
export async function movePhone(
  tx: Tx,
  {
    accountId,
    phoneIndex,
    phoneEncrypted,
    passwordHash,
    staffId,
    now,
  }: { accountId: string; phoneIndex: string; phoneEncrypted: string; passwordHash: string; staffId: string; now: Date },
): Promise<string | null> {
  const [released] = await tx.account.updateManyAndReturn({
    where: { phoneIndex, id: { not: accountId } },
    data: { phoneIndex: null, phoneEncrypted: null },
    select: { id: true },
  });
  // Locked, so that of two decisions on this account the second reads the number that the first one wrote.
  const [former] = await tx.$queryRaw<{ phoneEncrypted: string | null }[]>`
    SELECT phone_encrypted AS "phoneEncrypted" FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
  await tx.account.update({ where: { id: accountId }, data: { phoneIndex, phoneEncrypted, passwordHash } });
  const owners = [accountId, ...(released ? [released.id] : [])];
  await tx.loginSession.updateMany({ where: { accountId: { in: owners }, revokedAt: null }, data: { revokedAt: now } });
  for (const id of owners) {
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: id === accountId ? "account.move_phone" : "account.release_phone",
      subject: { kind: "account", id },
      detail: id === accountId ? { hadNumber: former?.phoneEncrypted !== null } : { toAccountId: accountId },
      now,
    });
  }
  return former?.phoneEncrypted ?? null;
}
