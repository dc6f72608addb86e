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
 * Makes an account for a phone whose code was typed, and signs it in. One account per phone is a unique index: of any
 * number at once one is made, and that the phone has an account is told only to who holds it. With `notMine` the number
 * is released from that account.
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
  /** 这不是我的账号: the number's present account is somebody else's, who had the number before. */
  notMine?: boolean;
  device: Device | null;
  now: Date;
}) {
  // Asked first, so that no try of the code is spent on it.
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

/** As long as the code lives that it was made with. */
const A_MOMENT_MS = 10 * 60_000;

/**
 * The second click of a double click, or a retry after a lost answer: the account was made a moment ago with this very
 * code and password, so it is the same wish. The password of an older account is never compared here: a new holder of
 * its number could guess at it by this door, past the limits of signing in.
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
