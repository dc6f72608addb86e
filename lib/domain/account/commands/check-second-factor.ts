import { ok, refuse, type Result } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { type Device, isKnownDevice } from "@/lib/adapter/crypto/device";
import { totpCode } from "@/lib/adapter/crypto/totp";
import type { Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { consume, type Key, type Limit, restore } from "@/lib/adapter/rate-limit/limiter";
import { secondFactorDevice, secondFactorStrangers, staffKey } from "../limits";
import { judgeCode, type SecondFactorRefusal, type TypedCode } from "../second-factor";
import { recordFailedSignIn } from "./record-failed-sign-in";

/** The member of staff as he was read before his code is compared. */
export type FactorOwner = {
  id: string;
  phoneIndex: string;
  totpSecretEncrypted: string | null;
  totpLastStep: number | null;
};

/** Identifies a recovery code in the database. */
export const recoveryHash = (staffId: string, code: string): string =>
  blindIndex("recovery-code", `${staffId}\0${code}`);

/** The refusals that count as a wrong try; the others compared nothing. */
const guesses: ReadonlySet<SecondFactorRefusal> = new Set([
  "second_factor_wrong",
  "second_factor_used",
  "second_factor_limit",
]);

/**
 * Runs `compare` as one try. A try is reserved before the comparison, so that guesses sent at the same time are all
 * counted, and returned when the code was right. Wrong tries are recorded among the failed sign-ins. A browser that
 * signed in before has a limit of its own, so that a stranger who knows the password does not lock the owner out of it.
 */
export async function asOneTry<T>(
  {
    owner,
    device,
    address,
    now,
  }: { owner: { id: string; phoneIndex: string }; device: Device | null; address: string; now: Date },
  compare: () => Promise<Result<T, SecondFactorRefusal>>,
): Promise<Result<T, SecondFactorRefusal>> {
  const key = staffKey(owner.phoneIndex);
  const known = device !== null && isKnownDevice(device, owner.id) ? device : null;
  const reserved: [Limit, Key] = known ? [secondFactorDevice, [key, known.id]] : [secondFactorStrangers, key];
  const compared = (await consume(...reserved)).allowed ? await compare() : refuse("second_factor_limit" as const);
  if (compared.ok || !guesses.has(compared.error)) await restore(...reserved);
  else {
    const { id: staffId, phoneIndex } = owner;
    await recordFailedSignIn({ staffId, phoneIndex, reason: compared.error, address, now });
  }
  return compared;
}

/**
 * Accepts a code once, in the transaction of what it allows: the statement that marks it as used finds the member as he
 * was read. Of two posts with the same code one wins, and a code is worth nothing after the factor was reset.
 */
export async function spendCode(
  tx: Tx,
  { owner, typed, now }: { owner: FactorOwner; typed: TypedCode; now: Date },
): Promise<Result<null, SecondFactorRefusal>> {
  const { id, totpSecretEncrypted } = owner;
  if (totpSecretEncrypted === null) return refuse("second_factor_not_set");
  const same = { id, totpSecretEncrypted, disabledAt: null };
  if (typed.kind === "recovery") {
    // Locks the member, so that a reset waits and then ends the login session too.
    const { count: found } = await tx.staff.updateMany({ where: same, data: { totpSecretEncrypted } });
    if (found === 0) return refuse("second_factor_wrong");
    const { count } = await tx.recoveryCode.updateMany({
      where: { staffId: id, codeHash: recoveryHash(id, typed.code), usedAt: null },
      data: { usedAt: now },
    });
    return count === 1 ? ok(null) : refuse("second_factor_wrong");
  }
  const secret = decryptColumn("staff.totp_secret_encrypted", id, totpSecretEncrypted);
  const judged = judgeCode(typed.code, {
    codeOf: (step) => totpCode(secret, step),
    lastStep: owner.totpLastStep,
    now,
  });
  if (!judged.ok) return judged;
  const { count } = await tx.staff.updateMany({
    where: { ...same, OR: [{ totpLastStep: null }, { totpLastStep: { lt: judged.value } }] },
    data: { totpLastStep: judged.value },
  });
  return count === 1 ? ok(null) : refuse("second_factor_used");
}
