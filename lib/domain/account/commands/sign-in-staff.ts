import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { transact } from "@/lib/adapter/db/transact";
import type { Device } from "@/lib/adapter/crypto/device";
import type { LoginOrigin } from "../login-origin";
import { staffKey } from "../limits";
import { strictRefusal } from "../staff-password";
import { checkPassword } from "./check-password";
import { type OpenedSession, openLoginSession } from "./open-login-session";
import { recordFailedSignIn } from "./record-failed-sign-in";
import type { ProofOfWork } from "./check-proof-of-work";

/**
 * Signs a member of staff in. A failed try is recorded. Only a visitor who knows the password learns that the member is
 * disabled. Other visitors get the answer for a phone without an account.
 */
export async function signInStaff({
  phone,
  password,
  address,
  device,
  effort,
  origin,
  now,
}: {
  phone: string;
  password: string;
  address: string;
  device: Device | null;
  effort: ProofOfWork;
  origin?: LoginOrigin;
  now: Date;
}) {
  const phoneIndex = blindIndex("phone", phone);
  const staff = await db().staff.findUnique({
    where: { phoneIndex },
    select: { id: true, name: true, passwordHash: true, disabledAt: true },
  });
  const strict = env().STAFF_PASSWORD_POLICY === "strict";
  const guess = { key: staffKey(phoneIndex), owner: staff, password, address, device, effort, strict };
  const checked = await checkPassword(guess);
  if (!checked.ok || !staff || staff.disabledAt) {
    const refusal = checked.ok ? refuse(staff ? "staff_disabled" : "wrong_phone_or_password") : checked;
    const reason = staff?.disabledAt ? "disabled" : staff ? refusal.error : "unknown_phone";
    await recordFailedSignIn({ staffId: staff?.id ?? null, phoneIndex, reason, address, now });
    return refusal;
  }
  return transact<{ staffId: string; session: OpenedSession }, "wrong_phone_or_password">(async (tx) => {
    // The lock makes an administrator who disables the member, or invalidates the password, at the same moment wait. He
    // then also revokes this login session.
    // It is one that a second press of the same form waits for too: both may write the row.
    const [same] = await tx.$queryRaw<unknown[]>`
      SELECT FROM staff WHERE id = ${staff.id}::uuid AND password_hash = ${staff.passwordHash} AND disabled_at IS NULL
      FOR NO KEY UPDATE`;
    if (!same) return refuse("wrong_phone_or_password");
    // From before the strict rules: it gets him as far as the page that asks for a new one.
    if (strict && strictRefusal(password, { phone, name: staff.name }) !== null)
      await tx.staff.updateMany({
        where: { id: staff.id, passwordSetAt: { not: null } },
        data: { passwordSetAt: null },
      });
    const session = await openLoginSession(tx, { owner: { staffId: staff.id }, kind: "staff", origin, now });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "staff.sign_in",
      subject: { kind: "staff", id: staff.id },
      now,
    });
    return ok({ staffId: staff.id, session });
  });
}
