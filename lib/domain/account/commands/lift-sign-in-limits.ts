import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { maskPersonal } from "@/lib/core/mask-personal";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { transact } from "@/lib/adapter/db/transact";
import { counts, resetLimit } from "@/lib/adapter/rate-limit/limiter";
import { documentLookups, ownerTries, signInAccount, staffKey } from "../limits";
import { resetFailures } from "./check-password";

export type LiftRefusal = "phone_of_nobody";

/**
 * Resets the limits of sign-in, new password and SMS codes for the candidate and the member of staff with this phone.
 * Codes that were already sent become invalid. The limits of addresses stay: other people share them.
 */
export async function liftSignInLimits({
  phone,
  reason,
  actor,
  now,
}: {
  phone: string;
  reason: string;
  actor: Actor;
  now: Date;
}) {
  const phoneIndex = blindIndex("phone", phone);
  const keys = { account: phoneIndex, staff: staffKey(phoneIndex) };
  const [accountFailures = 0, staffFailures = 0] = await counts(signInAccount, [keys.account, keys.staff], now);
  const lifted = await transact<{ accountId: string | null }, LiftRefusal>(async (tx) => {
    const account = await tx.account.findUnique({ where: { phoneIndex }, select: { id: true } });
    const staff = await tx.staff.findUnique({ where: { phoneIndex }, select: { id: true } });
    if (!account && !staff) return refuse("phone_of_nobody");
    const codes = await tx.smsCode.deleteMany({ where: { phoneIndex } });
    const subjects = [
      ...(account ? [{ subject: { kind: "account", id: account.id }, failures: accountFailures }] : []),
      ...(staff ? [{ subject: { kind: "staff", id: staff.id }, failures: staffFailures }] : []),
    ];
    for (const { subject, failures } of subjects) {
      await recordAudit(tx, {
        actor,
        action: "sign_in.lift",
        subject,
        detail: { reason: maskPersonal(reason), failures, codes: codes.count },
        now,
      });
    }
    return ok({ accountId: account?.id ?? null });
  });
  if (!lifted.ok) return lifted;
  const { accountId } = lifted.value;
  await Promise.all([
    resetFailures(keys.account),
    resetFailures(keys.staff),
    ...(accountId ? [resetLimit(ownerTries, accountId), resetLimit(documentLookups, accountId)] : []),
  ]);
  return ok(null);
}
