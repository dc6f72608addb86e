import { maskPhone } from "@/lib/core/phone";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, type Prisma } from "@/lib/adapter/db/client";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { env } from "@/lib/env";
import { counts } from "@/lib/adapter/rate-limit/limiter";
import { currentExamSession } from "@/lib/domain/exam-session/queries";
import { signInAccount, staffKey } from "./limits";
import { loginExpiry, needsTouch, staffExpiry } from "./login-session";
import { checkedWithin } from "./reset";

const live = (id: string, now: Date) => ({ id, revokedAt: null, expiresAt: { gt: now } });

export type SignedInCandidate = { id: string; loginSessionId: string; remembered: boolean };
export type SignedInStaff = { id: string; loginSessionId: string; name: string; role: StaffRole };

/**
 * The owner of a candidate's login session, or null when it was revoked or has expired. Counts as use of the login
 * session.
 */
export async function signedInCandidate(loginSessionId: string, now: Date): Promise<SignedInCandidate | null> {
  const row = await db().loginSession.findFirst({
    where: { ...live(loginSessionId, now), accountId: { not: null } },
    select: { accountId: true, lastSeenAt: true, remembered: true },
  });
  if (!row?.accountId) return null;
  await touchCandidate({ loginSessionId, ...row }, now);
  return { id: row.accountId, loginSessionId, remembered: row.remembered };
}

/**
 * The former owner of a candidate's login session, valid or not. It proves nothing, so the caller must not reveal any
 * data. null when there is no such login session.
 */
export async function ownerOfEndedSession(loginSessionId: string): Promise<string | null> {
  const row = await db().loginSession.findUnique({ where: { id: loginSessionId }, select: { accountId: true } });
  return row?.accountId ?? null;
}

/** Counts as use of a candidate's login session: its idle time starts again. */
export async function touchCandidate(
  { loginSessionId, lastSeenAt, remembered }: { loginSessionId: string; lastSeenAt: Date; remembered: boolean },
  now: Date,
): Promise<void> {
  if (needsTouch(lastSeenAt, now)) await touch(loginSessionId, now, remembered ? null : loginExpiry("candidate", now));
}

const staffBehind = (loginSessionId: string, now: Date) =>
  db().loginSession.findFirst({
    where: { ...live(loginSessionId, now), staff: { disabledAt: null } },
    select: { createdAt: true, lastSeenAt: true, staff: { select: { id: true, name: true, role: true } } },
  });

/** The owner of a staff login session; null for a disabled member. Counts as use of the login session. */
export async function signedInStaff(loginSessionId: string, now: Date): Promise<SignedInStaff | null> {
  const row = await staffBehind(loginSessionId, now);
  if (!row?.staff) return null;
  if (needsTouch(row.lastSeenAt, now)) await touch(loginSessionId, now, staffExpiry(row.createdAt, now));
  return { ...row.staff, loginSessionId };
}

/**
 * The same for requests that a page sends on its own. They do not count as use, so an unattended desk is signed out.
 */
export async function watchingStaff(loginSessionId: string, now: Date): Promise<SignedInStaff | null> {
  const row = await staffBehind(loginSessionId, now);
  return row?.staff ? { ...row.staff, loginSessionId } : null;
}

const memberFields = {
  id: true,
  name: true,
  role: true,
  version: true,
  allSchools: true,
  disabledAt: true,
  invitedUntil: true,
  scopes: { select: { school: true, teachingPoint: true }, orderBy: [{ school: "asc" }, { teachingPoint: "asc" }] },
} satisfies Prisma.StaffSelect;

const withPassword = <T extends { passwordHash: string | null }>({ passwordHash, ...member }: T) => ({
  ...member,
  hasPassword: passwordHash !== null,
});

/** The members of staff with the schools that reviewers are limited to, sorted by name; disabled members come last. */
export async function staffList() {
  const members = await db().staff.findMany({
    orderBy: [{ disabledAt: { sort: "desc", nulls: "first" } }, { role: "asc" }, { name: "asc" }],
    select: { ...memberFields, passwordHash: true },
  });
  return members.map(withPassword);
}

/** One member of staff as his page shows him, with the phone masked. null when there is none. */
export async function staffMember(id: string) {
  const member = await db().staff.findUnique({
    where: { id },
    select: { ...memberFields, passwordHash: true, phoneEncrypted: true },
  });
  if (!member) return null;
  const { phoneEncrypted, ...shown } = withPassword(member);
  return { ...shown, maskedPhone: maskPhone(decryptColumn("staff.phone_encrypted", id, phoneEncrypted)) };
}

/** The member of staff with this phone, for the command line. */
export const staffByPhone = (phone: string): Promise<{ id: string } | null> =>
  db().staff.findUnique({ where: { phoneIndex: blindIndex("phone", phone) }, select: { id: true } });

/** The login sessions of a member of staff, latest sign-in first. */
export const liveLogins = (staffId: string, now: Date) =>
  db().loginSession.findMany({
    where: { staffId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
    select: { id: true, createdAt: true, lastSeenAt: true },
  });

/** Today's wrong passwords of unknown browsers for each member of staff who has any, by the member's id. */
export async function staffSignInFailures(now: Date): Promise<Map<string, number>> {
  const members = await db().staff.findMany({ select: { id: true, phoneIndex: true } });
  const failures = await counts(
    signInAccount,
    members.map(({ phoneIndex }) => staffKey(phoneIndex)),
    now,
  );
  return new Map(members.flatMap(({ id }, index) => (failures[index] ? [[id, failures[index]] as const] : [])));
}

/**
 * How long a login session stays valid without use, and whether a use would extend it. null when it has ended. This
 * query does not count as use, so that two tabs cannot keep each other signed in.
 */
export async function idleLeft(
  loginSessionId: string,
  owner: "accountId" | "staffId",
  now: Date,
): Promise<{ milliseconds: number; prolongs: boolean } | null> {
  const row = await db().loginSession.findFirst({
    where: { ...live(loginSessionId, now), [owner]: { not: null } },
    select: { createdAt: true, expiresAt: true, remembered: true },
  });
  if (!row) return null;
  const used = owner === "staffId" ? staffExpiry(row.createdAt, now) : loginExpiry("candidate", now);
  return { milliseconds: row.expiresAt.getTime() - now.getTime(), prolongs: !row.remembered && used > row.expiresAt };
}

/** The masked phone of an account. null when the number was released to another person. */
export async function maskedPhone(accountId: string): Promise<string | null> {
  const account = await db().account.findUnique({ where: { id: accountId }, select: { phoneEncrypted: true } });
  return account?.phoneEncrypted
    ? maskPhone(decryptColumn("account.phone_encrypted", accountId, account.phoneEncrypted))
    : null;
}

/** The phone of a code that was entered correctly for a new password. null when the code was used or is too old. */
export async function codeForReset(smsCodeId: string, now: Date): Promise<{ phoneIndex: string } | null> {
  const code = await db().smsCode.findFirst({
    where: { id: smsCodeId, purpose: "RESET_PASSWORD", usedAt: null },
    select: { phoneIndex: true, expiresAt: true },
  });
  return code && checkedWithin(code.expiresAt, now) ? { phoneIndex: code.phoneIndex } : null;
}

// A revocation that happened in between must win: the row is updated only while it is still valid.
const touch = (id: string, now: Date, expiresAt: Date | null) =>
  db().loginSession.updateMany({
    where: live(id, now),
    data: { lastSeenAt: now, ...(expiresAt ? { expiresAt } : {}) },
  });

/** Names of the school and the address of this system: they make weak passwords. */
export async function placeNames(): Promise<string[]> {
  const session = await currentExamSession();
  return [new URL(env().APP_URL).hostname, ...(session ? [session.schoolName, session.schoolNameEn] : [])];
}
