import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { recordAudit } from "@/lib/domain/audit/commands";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { noPhone, phoneColumns } from "./phone-columns";

/**
 * Gives an account a new number, in the transaction of the appeal decision. The account that has the number now loses
 * it and is kept. The old password and all login sessions become invalid, because another holder of the old number may
 * have used them. Returns the account's former number, or null.
 */
export async function movePhone(
  tx: Tx,
  {
    accountId,
    phone,
    passwordHash,
    staffId,
    now,
  }: { accountId: string; phone: string; passwordHash: string; staffId: string; now: Date },
): Promise<string | null> {
  const phoneIndex = blindIndex("phone", phone);
  const [released] = await tx.account.updateManyAndReturn({
    where: { phoneIndex, id: { not: accountId } },
    data: noPhone,
    select: { id: true },
  });
  // Locked: of two decisions on this account the second one must read the number that the first one wrote.
  const [former] = readRows(
    { phoneEncrypted: z.string().nullable() },
    await tx.$queryRaw`
    SELECT phone_encrypted AS "phoneEncrypted" FROM account WHERE id = ${accountId}::uuid FOR UPDATE`,
  );
  await tx.account.update({ where: { id: accountId }, data: { ...phoneColumns(accountId, phone), passwordHash } });
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
  return former?.phoneEncrypted ? decryptColumn("account.phone_encrypted", accountId, former.phoneEncrypted) : null;
}
