import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Device } from "@/lib/adapter/crypto/device";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { env } from "@/lib/env";
import { transact } from "@/lib/adapter/db/transact";
import { staffKey } from "../limits";
import { demandAdministrator, endLogins } from "./change-member";
import { checkPassword, resetFailures } from "./check-password";
import { keepFormerPassword, staffPasswordRefusal } from "./judge-staff-password";
import type { ProofOfWork } from "./check-proof-of-work";

/**
 * A member of staff changes his own password. The old password is checked under the same limits as a sign-in. All his
 * other login sessions end.
 */
export async function changeStaffPassword({
  staffId,
  loginSessionId,
  currentPassword,
  password,
  address,
  device,
  effort,
  now,
}: {
  staffId: string;
  loginSessionId: string;
  currentPassword: string;
  password: string;
  address: string;
  device: Device | null;
  effort: ProofOfWork;
  now: Date;
}) {
  const member = await db().staff.findUniqueOrThrow({
    where: { id: staffId },
    select: { id: true, name: true, phoneEncrypted: true, phoneIndex: true, passwordHash: true },
  });
  const key = staffKey(member.phoneIndex);
  const strict = env().STAFF_PASSWORD_POLICY === "strict";
  const checked = await checkPassword({
    key,
    owner: member,
    password: currentPassword,
    address,
    device,
    effort,
    strict,
  });
  if (!checked.ok)
    return checked.error === "wrong_phone_or_password"
      ? { ...checked, error: "current_password_wrong" as const }
      : checked;
  const phone = decryptColumn("staff.phone_encrypted", member.id, member.phoneEncrypted);
  const unfit = await staffPasswordRefusal(password, { phone, name: member.name, staffId });
  if (unfit) return refuse(unfit);
  const passwordHash = await hashPassword(password);
  const done = await transact(async (tx) => {
    // An administrator may have invalidated the old password since it was compared.
    const { count } = await tx.staff.updateMany({
      where: { id: staffId, passwordHash: member.passwordHash, disabledAt: null },
      data: { passwordHash, passwordSetAt: now, invitedUntil: null },
    });
    if (count === 0) return refuse("current_password_wrong");
    await keepFormerPassword(tx, { staffId, passwordHash: member.passwordHash, now });
    const { count: logins } = await tx.loginSession.updateMany({
      where: { staffId, id: { not: loginSessionId }, revokedAt: null },
      data: { revokedAt: now },
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "staff.change_password",
      subject: { kind: "staff", id: staffId },
      detail: { logins },
      now,
    });
    return ok(null);
  });
  if (done.ok) await resetFailures(key);
  return done;
}

/**
 * Sets a password that was typed on the server's command line, for an administrator who lost his and has no colleague
 * to invite him. All login sessions of the member end.
 */
export async function replaceStaffPassword({
  phone,
  password,
  actor,
  now,
}: {
  phone: string;
  password: string;
  actor: Actor;
  now: Date;
}) {
  const phoneIndex = blindIndex("phone", phone);
  const member = await db().staff.findUnique({
    where: { phoneIndex },
    select: { id: true, name: true, passwordHash: true },
  });
  if (!member) return refuse("member_not_found");
  const unfit = await staffPasswordRefusal(password, { phone, name: member.name, staffId: member.id });
  if (unfit) return refuse(unfit);
  const passwordHash = await hashPassword(password);
  const done = await transact(async (tx) => {
    const allowed = await demandAdministrator(tx, actor);
    if (!allowed.ok) return allowed;
    const { disabledAt } = await tx.staff.update({
      where: { id: member.id },
      data: { passwordHash, passwordSetAt: now, invitedUntil: null, version: { increment: 1 } },
      select: { disabledAt: true },
    });
    await keepFormerPassword(tx, { staffId: member.id, passwordHash: member.passwordHash, now });
    const logins = await endLogins(tx, { memberId: member.id, now });
    await recordAudit(tx, {
      actor,
      action: "staff.replace_password",
      subject: { kind: "staff", id: member.id },
      detail: { logins },
      now,
    });
    return ok({ disabled: disabledAt !== null });
  });
  if (done.ok) await resetFailures(staffKey(phoneIndex));
  return done;
}
