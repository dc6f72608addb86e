import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Device } from "@/lib/adapter/crypto/device";
import { hashPassword, passwordMatches } from "@/lib/adapter/crypto/password";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import type { LoginOrigin } from "../login-origin";
import { staffKey } from "../limits";
import { invitationHash } from "../queries";
import { endLogins } from "./change-member";
import { resetFailures } from "./check-password";
import { staffPasswordRefusal } from "./judge-staff-password";
import { openLoginSession } from "./open-login-session";
import { trySmsCode, useSmsCode, wasSmsCodeUsed } from "./try-sms-code";

type Typed = {
  smsCode: string;
  password: string;
  device: Device | null;
  origin?: LoginOrigin;
  now: Date;
};

/**
 * An invited member of staff sets a password that no colleague knows, and is signed in. Two proofs are required: an
 * administrator's invitation, which is valid for three days and can be used once, and a code that was sent to the
 * member's phone. Without an invitation the phone alone changes nothing. This is the way of whom the SMS with the link
 * did not reach.
 */
export const setStaffPassword = (typed: Typed & { phone: string }) => setPassword({ ...typed, link: {} });

/** The same by the link of the invitation, which names the member. Of several uses one wins. */
export async function acceptInvitation({ token, ...typed }: Typed & { token: string }) {
  const link = { invitationHash: invitationHash(token) };
  const member = await db().staff.findUnique({ where: link, select: { id: true, phoneEncrypted: true } });
  if (!member) return refuse("invitation_over");
  return setPassword({
    ...typed,
    phone: decryptColumn("staff.phone_encrypted", member.id, member.phoneEncrypted),
    link,
  });
}

type Invited = Typed & { phone: string; link: { invitationHash?: string } };

async function setPassword(typed: Invited) {
  const { phone, link, smsCode, password, device, origin, now } = typed;
  // Checked first, so that a common password does not cost a try of the code.
  const unfit = await staffPasswordRefusal(password, { phone, name: null, staffId: null });
  if (unfit) return refuse(unfit);
  const code = { purpose: "STAFF_PASSWORD", phone, code: smsCode, device, now } as const;
  const tried = await trySmsCode(code);
  if (!tried.ok) return (await wasSmsCodeUsed(code)) ? ((await sameAgain(typed)) ?? tried) : tried;

  // From here on the visitor has proven that he holds the phone.
  const phoneIndex = blindIndex("phone", phone);
  const invited = { phoneIndex, ...link, disabledAt: null, invitedUntil: { gt: now } };
  const member = await db().staff.findFirst({ where: invited, select: { id: true, name: true } });
  if (!member) return refuse("invitation_over");
  const unfitForHim = await staffPasswordRefusal(password, { phone, name: member.name, staffId: member.id });
  if (unfitForHim) return refuse(unfitForHim);
  const passwordHash = await hashPassword(password);
  const done = await transact(async (tx) => {
    if (!(await useSmsCode(tx, { smsCodeId: tried.value.smsCodeId, now }))) return refuse("sms_code_wrong");
    // Two posts may arrive together, or an administrator may disable the member meanwhile. Only one of them finds the
    // row in the expected state.
    const { count } = await tx.staff.updateMany({
      where: { id: member.id, ...invited },
      data: { passwordHash, passwordSetAt: now, invitedUntil: null, version: { increment: 1 } },
    });
    if (count === 0) return refuse("invitation_over");
    const logins = await endLogins(tx, { memberId: member.id, now });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: member.id },
      action: "staff.set_password",
      subject: { kind: "staff", id: member.id },
      detail: { logins, ...(link.invitationHash && { by: "link" }) },
      now,
    });
    return ok({
      staffId: member.id,
      session: await openLoginSession(tx, { owner: { staffId: member.id }, kind: "staff", origin, now }),
    });
  });
  if (done.ok) await resetFailures(staffKey(phoneIndex));
  return done;
}

/**
 * Recognises the same post again after a lost answer: code and password are those of a moment ago. Each check counts as
 * one of the code's tries.
 */
async function sameAgain({ phone, link, password, origin, now }: Invited) {
  const member = await db().staff.findFirst({
    where: { phoneIndex: blindIndex("phone", phone), ...link, disabledAt: null },
    select: { id: true, passwordHash: true },
  });
  if (!member || !(await passwordMatches(member.passwordHash, password))) return null;
  return ok({
    staffId: member.id,
    session: await openLoginSession(db(), { owner: { staffId: member.id }, kind: "staff", origin, now }),
  });
}
