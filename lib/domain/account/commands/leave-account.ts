import { ok, refuse } from "@/lib/core/result";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { codeForReset } from "../queries";
import { createAccount } from "./create-account";
import { isCommonPassword } from "./is-common-password";
import { useSmsCode } from "./try-sms-code";

/**
 * 这不是我的账号, chosen while setting a new password: the holder of the number gets a new account. `smsCodeId` is the code
 * that he entered correctly a moment ago; it can be used once.
 */
export async function leaveAccount({ smsCodeId, password, now }: { smsCodeId: string; password: string; now: Date }) {
  const code = await codeForReset(smsCodeId, now);
  if (!code) return refuse("reset_expired");
  const holder = await db().account.findUnique({
    where: { phoneIndex: code.phoneIndex },
    select: { id: true, phoneEncrypted: true },
  });
  if (!holder?.phoneEncrypted) return refuse("reset_expired");
  const phone = decryptColumn("account.phone_encrypted", holder.id, holder.phoneEncrypted);
  if (await isCommonPassword(password, { phone })) return refuse("password_common");
  const passwordHash = await hashPassword(password);
  return transact(async (tx) => {
    if (!(await useSmsCode(tx, { smsCodeId, now }))) return refuse("reset_expired");
    return ok(await createAccount(tx, { phone, passwordHash, notMine: true, now }));
  });
}
