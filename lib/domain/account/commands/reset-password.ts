import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { transact } from "@/lib/adapter/db/transact";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { codeForReset } from "../queries";
import { isCommonPassword } from "./is-common-password";
import { resetFailures } from "./check-password";
import { openLoginSession } from "./open-login-session";
import { useSmsCode } from "./try-sms-code";

/**
 * Sets a new password for the account, ends all its login sessions and signs this browser in. `smsCodeId` is the code
 * that was entered correctly a moment ago; it can be used once. A code proves who holds the number today, not who owns
 * the account. Call resetByOwner, which checks more.
 */
export async function resetPassword({ smsCodeId, password, now }: { smsCodeId: string; password: string; now: Date }) {
  const code = await codeForReset(smsCodeId, now);
  if (!code) return refuse("reset_expired");

  const owner = await db().account.findUnique({
    where: { phoneIndex: code.phoneIndex },
    select: { id: true, phoneEncrypted: true },
  });
  if (!owner?.phoneEncrypted) return refuse("reset_expired");
  const phone = decryptColumn("account.phone_encrypted", owner.id, owner.phoneEncrypted);
  if (await isCommonPassword(password, { phone })) return refuse("password_common");

  const passwordHash = await hashPassword(password);
  const done = await transact(async (tx) => {
    if (!(await useSmsCode(tx, { smsCodeId, now }))) return refuse("reset_expired");
    const [account] = await tx.account.updateManyAndReturn({
      where: { phoneIndex: code.phoneIndex },
      data: { passwordHash },
      select: { id: true },
    });
    if (!account) return refuse("reset_expired");
    await tx.loginSession.updateMany({ where: { accountId: account.id, revokedAt: null }, data: { revokedAt: now } });
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: account.id },
      action: "account.reset_password",
      subject: { kind: "account", id: account.id },
      now,
    });
    return ok({
      accountId: account.id,
      session: await openLoginSession(tx, { owner: { accountId: account.id }, kind: "candidate", now }),
    });
  });
  if (done.ok) await resetFailures(code.phoneIndex);
  return done;
}
