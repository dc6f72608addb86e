import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Device } from "@/lib/adapter/crypto/device";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { checkPassword, resetFailures } from "./check-password";
import type { ProofOfWork } from "./check-proof-of-work";
import { isCommonPassword } from "./is-common-password";

/**
 * A candidate changes his password. The old one is checked under the same limits as a sign-in. All his other login
 * sessions end.
 */
export async function changePassword({
  accountId,
  loginSessionId,
  currentPassword,
  password,
  address,
  device,
  effort,
  now,
}: {
  accountId: string;
  loginSessionId: string;
  currentPassword: string;
  password: string;
  address: string;
  device: Device | null;
  effort: ProofOfWork;
  now: Date;
}) {
  const account = await db().account.findUniqueOrThrow({
    where: { id: accountId },
    select: { id: true, phoneEncrypted: true, phoneIndex: true, passwordHash: true },
  });
  // An account whose number was released has no password that its holder may change: the appeal gives it a new one.
  if (!account.phoneIndex || !account.phoneEncrypted) return refuse("current_password_wrong");
  const key = account.phoneIndex;
  const checked = await checkPassword({ key, owner: account, password: currentPassword, address, device, effort });
  if (!checked.ok)
    return checked.error === "wrong_phone_or_password"
      ? { ...checked, error: "current_password_wrong" as const }
      : checked;
  const phone = decryptColumn("account.phone_encrypted", accountId, account.phoneEncrypted);
  if (await isCommonPassword(password, { phone })) return refuse("password_common");
  const passwordHash = await hashPassword(password);
  const done = await transact(async (tx) => {
    // A reset may have set another password since the old one was compared.
    const { count } = await tx.account.updateMany({
      where: { id: accountId, passwordHash: account.passwordHash },
      data: { passwordHash },
    });
    if (count === 0) return refuse("current_password_wrong");
    const { count: logins } = await tx.loginSession.updateMany({
      where: { accountId, id: { not: loginSessionId }, revokedAt: null },
      data: { revokedAt: now },
    });
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: accountId },
      action: "account.change_password",
      subject: { kind: "account", id: accountId },
      detail: { logins },
      now,
    });
    return ok(null);
  });
  if (done.ok) await resetFailures(key);
  return done;
}
