import { maskPhone } from "@/lib/core/phone";
import { z } from "zod";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { totpCode } from "@/lib/adapter/crypto/totp";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { env } from "@/lib/env";
import { counts } from "@/lib/adapter/rate-limit/limiter";
import { currentFrames } from "@/lib/domain/exam-session/queries";
import { signInAccount, staffKey } from "./limits";
import { DEFAULT_PAGE_SIZE, type SettableList } from "./list-settings";
import { loginExpiry, needsTouch, staffExpiry } from "./login-session";
import { checkedWithin } from "./reset";
import { isAdministrator, type Roles } from "./roles";
import { opensDesk, setUpCounts, stepAt } from "./second-factor";
import { isPasswordDue } from "./staff-password";

const live = (id: string, now: Date) => ({ id, revokedAt: null, expiresAt: { gt: now } });

export type SignedInCandidate = { id: string; loginSessionId: string; remembered: boolean };
export type SignedInStaff = { id: string; loginSessionId: string; name: string; roles: Roles };

/** Identifies the link of an invitation in the database. */
export const invitationHash = (token: string): string => blindIndex("staff-invitation", token);

/** Identifies a person of the university in the database. */
export const identityIndex = ({ issuer, subject }: { issuer: string; subject: string }): string =>
  blindIndex("staff-identity", `${issuer}\0${subject}`);

/** So many digits at the end of a phone number have an index of their own. */
const PHONE_END = 4;

/** What finds the phones that end with these four digits. */
export const phoneEndIndex = (digits: string): string => blindIndex("phone-end", digits.slice(-PHONE_END));

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

/** Whether this installation demands a second factor of every member of staff. In demo mode it is a choice. */
const secondFactorRequired = (): boolean => env().APP_MODE === "live";

/**
 * The member behind a login session that opens the desk; null as long as a second factor or a new password is
 * outstanding. Every page, action and route of the staff asks here, and nowhere else.
 */
async function staffBehind(loginSessionId: string, now: Date, required: boolean) {
  const row = await db().loginSession.findFirst({
    where: { ...live(loginSessionId, now), staff: { disabledAt: null } },
    select: {
      createdAt: true,
      lastSeenAt: true,
      secondFactorAt: true,
      staff: { select: { id: true, name: true, roles: true, totpSince: true, ...passwordColumns } },
    },
  });
  if (!row?.staff) return null;
  const { totpSince, passwordHash, passwordSetAt, ...staff } = row.staff;
  const facts = { hasFactor: totpSince !== null, givenAt: row.secondFactorAt, required };
  const renews = mustRenew({ passwordHash, passwordSetAt }, row.createdAt);
  return opensDesk(facts) && !renews ? { ...row, staff } : null;
}

const passwordColumns = { passwordHash: true, passwordSetAt: true } as const;

/** Whether the strict rules ask for a new password before this login opens anything. */
const mustRenew = (
  { passwordHash, passwordSetAt: setAt }: { passwordHash: string | null; passwordSetAt: Date | null },
  signedInAt: Date,
): boolean => env().STAFF_PASSWORD_POLICY === "strict" && passwordHash !== null && isPasswordDue({ setAt, signedInAt });

/** Whether the strict rules hold for passwords of staff. */
export const strictStaffPasswords = (): boolean => env().STAFF_PASSWORD_POLICY === "strict";

/**
 * The owner of a staff login session; null for a disabled member, and as long as his second factor is outstanding.
 * Counts as use of the login session. `required`: as live mode demands it.
 */
export async function signedInStaff(
  loginSessionId: string,
  now: Date,
  required = secondFactorRequired(),
): Promise<SignedInStaff | null> {
  const row = await staffBehind(loginSessionId, now, required);
  if (!row) return null;
  if (needsTouch(row.lastSeenAt, now)) await touch(loginSessionId, now, staffExpiry(row.createdAt, now));
  return { ...row.staff, loginSessionId };
}

/**
 * The same for requests that a page sends on its own. They do not count as use, so an unattended desk is signed out.
 */
export async function watchingStaff(
  loginSessionId: string,
  now: Date,
  required = secondFactorRequired(),
): Promise<SignedInStaff | null> {
  const row = await staffBehind(loginSessionId, now, required);
  return row && { ...row.staff, loginSessionId };
}

const setupShape = z.object({ secret: z.string(), codes: z.array(z.string()) });

/** Secret and recovery codes that a login session is shown while its member sets up his second factor. */
export const readSetup = (loginSessionId: string, encrypted: string) =>
  setupShape.parse(JSON.parse(decryptColumn("login_session.totp_setup_encrypted", loginSessionId, encrypted)));

/**
 * How far a login session is with the second factor; null when the login session has ended. `setup`: what this browser
 * is shown while it is set up. `demoCode`: a code that counts at this moment, in demo mode alone, where nobody has
 * to have a phone.
 */
export async function secondFactorState(loginSessionId: string, now: Date) {
  const row = await db().loginSession.findFirst({
    where: { ...live(loginSessionId, now), staff: { disabledAt: null } },
    select: {
      createdAt: true,
      secondFactorAt: true,
      totpSetupEncrypted: true,
      totpSetupAt: true,
      staff: {
        select: {
          id: true,
          name: true,
          totpSince: true,
          totpSecretEncrypted: true,
          totpLastStep: true,
          ...passwordColumns,
          _count: { select: { passkeys: true } },
        },
      },
    },
  });
  if (!row?.staff) return null;
  const { id, name, totpSince, totpSecretEncrypted, totpLastStep, _count, ...password } = row.staff;
  const hasFactor = totpSince !== null;
  const required = secondFactorRequired();
  const shown = setUpCounts({ replaces: hasFactor, begunAt: row.totpSetupAt, now });
  const setup = row.totpSetupEncrypted && shown ? readSetup(loginSessionId, row.totpSetupEncrypted) : null;
  const kept = totpSecretEncrypted && decryptColumn("staff.totp_secret_encrypted", id, totpSecretEncrypted);
  const secret = setup?.secret ?? kept;
  return {
    staffId: id,
    name,
    passwordDue: mustRenew(password, row.createdAt),
    hasFactor,
    hasPasskey: _count.passkeys > 0,
    required,
    opensDesk: opensDesk({ hasFactor, givenAt: row.secondFactorAt, required }),
    setup,
    demoCode:
      env().APP_MODE === "demo" && secret ? totpCode(secret, Math.max(stepAt(now), (totpLastStep ?? 0) + 1)) : null,
  };
}

/** Since when a member has a second factor, and how many recovery codes are left; null when he has none. */
export async function secondFactorOf(staffId: string): Promise<{ since: Date; codesLeft: number } | null> {
  const member = await db().staff.findUnique({
    where: { id: staffId },
    select: { totpSince: true, _count: { select: { recoveryCodes: { where: { usedAt: null } } } } },
  });
  return member?.totpSince ? { since: member.totpSince, codesLeft: member._count.recoveryCodes } : null;
}

/** To whom of the university a member is bound, and since when; null when to nobody. */
export async function ssoOf(staffId: string): Promise<{ account: string | null; since: Date } | null> {
  const member = await db().staff.findUnique({
    where: { id: staffId },
    select: { ssoAccount: true, ssoSince: true },
  });
  return member?.ssoSince ? { account: member.ssoAccount, since: member.ssoSince } : null;
}

/** A member's passkeys, the newest first. */
export const passkeysOf = (staffId: string) =>
  db().passkey.findMany({
    where: { staffId },
    orderBy: { createdAt: "desc" },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
  });

const memberFields = {
  id: true,
  name: true,
  roles: true,
  version: true,
  allSchools: true,
  disabledAt: true,
  invitedUntil: true,
  invitationSentAt: true,
  scopes: { select: { school: true, teachingPoint: true }, orderBy: [{ school: "asc" }, { teachingPoint: "asc" }] },
} satisfies Prisma.StaffSelect;

const withPassword = <T extends { passwordHash: string | null }>({ passwordHash, ...member }: T) => ({
  ...member,
  hasPassword: passwordHash !== null,
});

/** The members of staff with the schools that reviewers are limited to, sorted by name; disabled members come last. */
export async function staffList() {
  const members = await db().staff.findMany({
    orderBy: [{ disabledAt: { sort: "desc", nulls: "first" } }, { name: "asc" }],
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

/**
 * The login sessions of a member of staff, latest sign-in first. `half`: the password was right, the second factor is
 * outstanding.
 */
export async function liveLogins(staffId: string, now: Date) {
  const rows = await db().loginSession.findMany({
    where: { staffId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      network: true,
      device: true,
      bySso: true,
      secondFactorAt: true,
      staff: { select: { totpSince: true } },
    },
  });
  const required = secondFactorRequired();
  return rows.map(({ secondFactorAt: givenAt, staff, ...login }) => ({
    ...login,
    half: !opensDesk({ hasFactor: Boolean(staff?.totpSince), givenAt, required }),
  }));
}

export type LiveLogin = Awaited<ReturnType<typeof liveLogins>>[number];

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
  const phone = await ownPhone(accountId);
  return phone && maskPhone(phone);
}

/** The phone of a code that was entered correctly for a new password. null when the code was used or is too old. */
export async function codeForReset(smsCodeId: string, now: Date): Promise<{ phoneIndex: string } | null> {
  const code = await db().smsCode.findFirst({
    where: { id: smsCodeId, purpose: "RESET_PASSWORD", usedAt: null },
    select: { phoneIndex: true, expiresAt: true },
  });
  return code && checkedWithin(code.expiresAt, now) ? { phoneIndex: code.phoneIndex } : null;
}

/** The phone that got a code for changing it. null when the code was used or is too old. */
export async function codeForPhoneChange(smsCodeId: string, now: Date): Promise<{ phoneIndex: string } | null> {
  const code = await db().smsCode.findFirst({
    where: { id: smsCodeId, purpose: "CHANGE_PHONE", usedAt: null },
    select: { phoneIndex: true, expiresAt: true },
  });
  return code && checkedWithin(code.expiresAt, now) ? { phoneIndex: code.phoneIndex } : null;
}

/** A candidate's own number, for a code to it. null when it was released to another person. */
export async function ownPhone(accountId: string): Promise<string | null> {
  const account = await db().account.findUnique({ where: { id: accountId }, select: { phoneEncrypted: true } });
  return account?.phoneEncrypted ? decryptColumn("account.phone_encrypted", accountId, account.phoneEncrypted) : null;
}

/** So many messages and login sessions are shown to a candidate, the newest. */
const OWN_MESSAGES = 100;
const OWN_LOGINS = 50;

/** What a candidate's own page tells of his account: phone, consent, live logins, messages, newest first. */
export async function ownAccount(accountId: string, now: Date) {
  const { phoneEncrypted, messages, ...account } = await db().account.findUniqueOrThrow({
    where: { id: accountId },
    select: {
      phoneEncrypted: true,
      createdAt: true,
      consentVersion: true,
      consentedAt: true,
      messages: {
        where: { sentAt: { not: null } },
        select: { id: true, text: true, phoneMasked: true, sentAt: true },
        orderBy: { sentAt: "desc" },
        take: OWN_MESSAGES,
      },
      loginSessions: {
        where: { revokedAt: null, expiresAt: { gt: now } },
        select: { id: true, createdAt: true, lastSeenAt: true, remembered: true },
        orderBy: { lastSeenAt: "desc" },
        take: OWN_LOGINS,
      },
    },
  });
  const phone = phoneEncrypted && decryptColumn("account.phone_encrypted", accountId, phoneEncrypted);
  return {
    ...account,
    // What was sent has its time and its number.
    messages: messages.map(({ id, text, phoneMasked, sentAt }) => ({
      id,
      text,
      phoneMasked: phoneMasked ?? "",
      sentAt: sentAt ?? now,
    })),
    maskedPhone: phone ? maskPhone(phone) : null,
  };
}

// A revocation that happened in between must win: the row is updated only while it is still valid.
const touch = (id: string, now: Date, expiresAt: Date | null) =>
  db().loginSession.updateMany({
    where: live(id, now),
    data: { lastSeenAt: now, ...(expiresAt ? { expiresAt } : {}) },
  });

/** The university, or universities, whose exam sessions are under way; none before the first one is published. */
export const schoolNames = async (): Promise<string[]> => [
  ...new Set((await currentFrames(new Date())).map(({ schoolName }) => schoolName)),
];

export type OpenInvitation = { state: "open"; phone: string; name: string; until: Date };

type Invitation = OpenInvitation | { state: "over" | "used" };

/**
 * What the link of an invitation leads to; null for one that never was, was withdrawn or replaced by a newer one, and
 * for a disabled member. Does not use it.
 */
export async function invitationBehind(token: string, now: Date): Promise<Invitation | null> {
  const member = await db().staff.findUnique({
    where: { invitationHash: invitationHash(token), disabledAt: null },
    select: { id: true, name: true, phoneEncrypted: true, passwordHash: true, invitedUntil: true },
  });
  if (!member) return null;
  const { id, name, phoneEncrypted, passwordHash, invitedUntil: until } = member;
  if (passwordHash !== null || !until) return { state: "used" };
  if (now >= until) return { state: "over" };
  return { state: "open", phone: decryptColumn("staff.phone_encrypted", id, phoneEncrypted), name, until };
}

/** Names of the school and the address of this system: they make weak passwords. */
export async function placeNames(): Promise<string[]> {
  const current = await currentFrames(new Date());
  return [
    new URL(env().APP_URL).hostname,
    ...new Set(current.flatMap(({ schoolName, schoolNameEn }) => [schoolName, schoolNameEn])),
  ];
}

/**
 * How a member of staff wants to see a list, and its views: the member's own, and those that colleagues share. Views of
 * who was disabled are hidden.
 */
export async function listSettings({ id: staffId, roles }: { id: string; roles: Roles }, list: SettableList) {
  const [look, views] = await Promise.all([
    db().listSetting.findUnique({
      where: { staffId_list: { staffId, list } },
      select: { columns: true, pageSize: true, standard: true },
    }),
    db().savedView.findMany({
      where: { list, OR: [{ staffId }, { shared: true, staff: { disabledAt: null } }] },
      select: { id: true, name: true, query: true, shared: true, staff: { select: { id: true, name: true } } },
      orderBy: { name: "asc" },
    }),
  ]);
  const own = views.filter(({ staff }) => staff.id === staffId);
  return {
    columns: look?.columns ?? [],
    pageSize: look?.pageSize ?? DEFAULT_PAGE_SIZE,
    standard: look?.standard ?? false,
    own,
    shared: views.filter(({ staff }) => staff.id !== staffId),
    /** Whether the views that colleagues share can be deleted too. */
    deletesShared: isAdministrator(roles),
  };
}

export type ListSettings = Awaited<ReturnType<typeof listSettings>>;
