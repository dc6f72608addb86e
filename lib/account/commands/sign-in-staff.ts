import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/crypto/sealed";
import { db } from "@/lib/db/client";
import { transact } from "@/lib/db/transact";
import type { Device } from "@/lib/crypto/device";
import { staffKey } from "../limits";
import { checkPassword } from "./check-password";
import { type OpenedSession, openLoginSession } from "./open-login-session";
import { recordFailedSignIn } from "./record-failed-sign-in";
import type { Effort } from "./show-effort";

/** Signs a staff member in. Who was disabled is told the same as a stranger. A failed try is on record. */
export async function signInStaff({
  phone,
  password,
  address,
  device,
  effort,
  now,
}: {
  phone: string;
  password: string;
  address: string;
  device: Device | null;
  effort: Effort;
  now: Date;
}) {
  const phoneIndex = blindIndex("phone", phone);
  const known = await db().staff.findUnique({ where: { phoneIndex }, select: { id: true, passwordHash: true, disabledAt: true } });
  const staff = known?.disabledAt === null ? known : null;
  const checked = await checkPassword({ key: staffKey(phoneIndex), owner: staff, password, address, device, effort });
  if (!checked.ok || !staff) {
    const refusal = checked.ok ? refuse("wrong_phone_or_password") : checked;
    const reason = staff ? refusal.error : known ? "disabled" : "unknown_phone";
    await recordFailedSignIn({ staffId: known?.id ?? null, phoneIndex, reason, address, now });
    return refusal;
  }
  return transact<{ staffId: string; session: OpenedSession }, never>(async (tx) => {
    const session = await openLoginSession(tx, { owner: { staffId: staff.id }, kind: "staff", now });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "staff.sign_in",
      subject: { kind: "staff", id: staff.id },
      now,
    });
    return ok({ staffId: staff.id, session });
  });
}
