import { ok, refuse } from "@/lib/core/result";
import { hashPassword, passwordMatches } from "@/lib/adapter/crypto/password";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { createAccount } from "./create-account";
import { isCommonPassword } from "./is-common-password";
import type { Device } from "@/lib/adapter/crypto/device";
import { openLoginSession } from "./open-login-session";
import { trySmsCode, useSmsCode, wasSmsCodeUsed } from "./try-sms-code";

/**
 * Creates an account for a phone whose SMS code was entered, and signs the browser in. A unique index allows one
 * account for each phone, so of concurrent requests exactly one creates it. Only a visitor with the right code learns
 * that the phone already has an account. With `notMine` the number is released from that account.
 */
export async function register({
  phone,
  smsCode,
  password,
  notMine = false,
  device,
  now,
}: {
  phone: string;
  smsCode: string;
  password: string;
  /** 这不是我的账号: the account that has the number belongs to its former holder. */
  notMine?: boolean;
  device: Device | null;
  now: Date;
}) {
  // Checked first, so that a common password does not cost a try of the code.
  if (await isCommonPassword(password, { phone })) return refuse("password_common");
  const phoneIndex = blindIndex("phone", phone);
  const typed = { purpose: "REGISTER", phone, code: smsCode, device, now } as const;
  const tried = await trySmsCode(typed);
  if (!tried.ok)
    return ((await wasSmsCodeUsed(typed)) ? await sameAgain({ phoneIndex, password, now }) : null) ?? tried;

  const passwordHash = await hashPassword(password);
  try {
    const made = await transact(async (tx) => {
      if (!(await useSmsCode(tx, { smsCodeId: tried.value.smsCodeId, now }))) return refuse("sms_code_wrong");
      return ok(await createAccount(tx, { phone, passwordHash, notMine, now }));
    });
    return made.ok ? made : ((await sameAgain({ phoneIndex, password, now })) ?? made);
  } catch (error) {
    if (!violatedIndex(error)) throw error;
    return (await sameAgain({ phoneIndex, password, now })) ?? refuse("phone_already_registered");
  }
}

/** As long as the SMS code that created the account is valid. */
const A_MOMENT_MS = 10 * 60_000;

/**
 * Recognises the second click of a double click, and a retry after a lost answer: the account was created a moment ago
 * with the same code and password. The password of an older account is never compared here. Otherwise a new holder of
 * its number could guess the password without the limits of signing in.
 */
async function sameAgain({ phoneIndex, password, now }: { phoneIndex: string; password: string; now: Date }) {
  const account = await db().account.findUnique({
    where: { phoneIndex, createdAt: { gt: new Date(now.getTime() - A_MOMENT_MS) } },
    select: { id: true, passwordHash: true },
  });
  if (!account || !(await passwordMatches(account.passwordHash, password))) return null;
  return ok({
    accountId: account.id,
    session: await openLoginSession(db(), { owner: { accountId: account.id }, kind: "candidate", now }),
  });
}
