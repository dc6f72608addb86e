import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/crypto/sealed";
import { db } from "@/lib/db/client";
import { transact } from "@/lib/db/transact";
import type { Device } from "@/lib/crypto/device";
import { staffKey } from "../limits";
import { checkPassword } from "./check-password";
import { type OpenedSession, openLoginSession } from "./open-login-session";
import type { Effort } from "./show-effort";

/** Signs a staff member in. Who was disabled is told the same as a stranger. */
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
  const staff = await db().staff.findFirst({ where: { phoneIndex, disabledAt: null }, select: { id: true, passwordHash: true } });
  const checked = await checkPassword({ key: staffKey(phoneIndex), owner: staff, password, address, device, effort });
  if (!checked.ok) return checked;
  if (!staff) return refuse("wrong_phone_or_password");
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
