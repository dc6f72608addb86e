import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { hashPassword, passwordMatches } from "@/lib/crypto/password";
import { blindIndex, sealText } from "@/lib/crypto/sealed";
import { db } from "@/lib/db/client";
import { transact, violatedIndex } from "@/lib/db/transact";
import { isCommonPassword } from "./is-common-password";
import { CONSENT_VERSION } from "../consent";
import type { Device } from "@/lib/crypto/device";
import { openLoginSession } from "./open-login-session";
import { trySmsCode, useSmsCode } from "./try-sms-code";

/**
 * Makes an account for a phone whose code was typed, and signs it in. One account per phone is a unique index: of any number at once
 * one is made, and that the phone has an account is told only to who holds it.
 */
export async function register({
  phone,
  smsCode,
  password,
  device,
  now,
}: {
  phone: string;
  smsCode: string;
  password: string;
  device: Device | null;
  now: Date;
}) {
  // Asked first, so that no try of the code is spent on it.
  if (await isCommonPassword(password, { phone })) return refuse("password_common");
  const tried = await trySmsCode({ purpose: "REGISTER", phone, code: smsCode, device, now });
  if (!tried.ok) return tried;

  const phoneIndex = blindIndex("phone", phone);
  const passwordHash = await hashPassword(password);
  try {
    const made = await transact(async (tx) => {
      if (!(await useSmsCode(tx, { smsCodeId: tried.value.smsCodeId, now }))) return refuse("sms_code_wrong");
      const { id } = await tx.account.create({
        data: {
          phoneIndex,
          phoneEncrypted: sealText("phone", phone),
          passwordHash,
          consentVersion: CONSENT_VERSION,
          consentedAt: now,
          createdAt: now,
        },
        select: { id: true },
      });
      await recordAudit(tx, {
        actor: { kind: "CANDIDATE", id },
        action: "account.register",
        subject: { kind: "account", id },
        detail: { consentVersion: CONSENT_VERSION },
        now,
      });
      return ok({ accountId: id, session: await openLoginSession(tx, { owner: { accountId: id }, kind: "candidate", now }) });
    });
    return made.ok ? made : ((await sameAgain({ phoneIndex, password, now })) ?? made);
  } catch (error) {
    if (!violatedIndex(error)) throw error;
    return (await sameAgain({ phoneIndex, password, now })) ?? refuse("phone_already_registered");
  }
}

/** The second click of a double click: the account was made a moment ago with this very code and password, so it is the same wish. */
async function sameAgain({ phoneIndex, password, now }: { phoneIndex: string; password: string; now: Date }) {
  const account = await db().account.findUnique({ where: { phoneIndex }, select: { id: true, passwordHash: true } });
  if (!account || !(await passwordMatches(account.passwordHash, password))) return null;
  return ok({ accountId: account.id, session: await openLoginSession(db(), { owner: { accountId: account.id }, kind: "candidate", now }) });
}
