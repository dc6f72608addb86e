import { describe, expect, it } from "vitest";
import { totpCode } from "@/lib/adapter/crypto/totp";
import { db } from "@/lib/adapter/db/client";
import { staffCommand } from "@/lib/cli/staff";
import { rotateKeys } from "@/lib/cli/rotate-keys";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { confirmIdentity } from "@/lib/domain/account/commands/confirm-identity";
import { giveSecondFactor } from "@/lib/domain/account/commands/give-second-factor";
import { liftSignInLimits } from "@/lib/domain/account/commands/lift-sign-in-limits";
import { resetSecondFactor } from "@/lib/domain/account/commands/remove-second-factor";
import { beginSecondFactor, confirmSecondFactor } from "@/lib/domain/account/commands/set-up-second-factor";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import {
  liveLogins,
  secondFactorOf,
  secondFactorState,
  signedInStaff,
  watchingStaff,
} from "@/lib/domain/account/queries";
import { stepAt, type TypedCode } from "@/lib/domain/account/second-factor";
import { createStaff, testPassword } from "@/tests/support/factories";
import { deviceMark } from "@/lib/adapter/crypto/device";
import { newDevice } from "@/tests/support/visitors";

const now = new Date();
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const STEP = 30_000;
const LIVE = true;

type Member = { id: string; phone: string };

async function signIn({ phone }: Member, at = now) {
  const visitor = { address: "198.51.100.7", device: null, effort: noProofOfWork };
  const signedIn = await signInStaff({ phone, password: testPassword, ...visitor, now: at });
  if (!signedIn.ok) throw new Error(signedIn.error);
  return signedIn.value.session.id;
}

const visitor = { device: null, address: "198.51.100.7" };
const totp = (code: string): TypedCode => ({ kind: "totp", code });
const give = (loginSessionId: string, code: TypedCode, at = now) =>
  giveSecondFactor({ loginSessionId, code, ...visitor, now: at });

/** Signs a member in and sets his second factor up. */
async function setUp(member: Member, at = now) {
  const login = await signIn(member, at);
  expect(await beginSecondFactor({ loginSessionId: login, now: at })).toMatchObject({ ok: true });
  const setup = (await secondFactorState(login, at))?.setup;
  if (!setup) throw new Error("nothing to set up");
  const code = totp(totpCode(setup.secret, stepAt(at)));
  const confirmed = await confirmSecondFactor({ loginSessionId: login, code, ...visitor, now: at });
  return { login, ...setup, confirmed, codeAt: (when: Date) => totp(totpCode(setup.secret, stepAt(when))) };
}

const recovery = (code = ""): TypedCode => ({ kind: "recovery", code });
const auditOf = async (id: string, action: string) =>
  (await db().auditEntry.findMany({ where: { subjectId: id, action }, orderBy: { id: "asc" } })).map(
    ({ detail }) => detail,
  );

describe("live mode demands a second factor of everybody", () => {
  it("so that a password alone opens nothing, in a new login or in one from before", async () => {
    const member = await createStaff({ role: "FINANCE" });
    const login = await signIn(member);
    expect(await signedInStaff(login, now, LIVE)).toBeNull();
    expect(await watchingStaff(login, now, LIVE)).toBeNull();
    expect(await signedInStaff(login, now, false)).toMatchObject({ id: member.id });
  });

  it("and a login opens the desk from the first code on", async () => {
    const member = await createStaff({ role: "REVIEWER" });
    const { login, confirmed, secret, codes } = await setUp(member);
    expect(confirmed).toMatchObject({ ok: true });
    expect(await signedInStaff(login, now, LIVE)).toMatchObject({ id: member.id });
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect(await secondFactorOf(member.id)).toEqual({ since: now, codesLeft: 10 });
    // Neither the secret nor a code stands anywhere in the database.
    const row = await db().staff.findUniqueOrThrow({ where: { id: member.id }, include: { recoveryCodes: true } });
    const session = await db().loginSession.findUniqueOrThrow({ where: { id: login } });
    const audit = await db().auditEntry.findMany({ where: { subjectId: member.id }, select: { detail: true } });
    const stored = JSON.stringify([row, session, audit]);
    for (const text of [secret, ...codes]) expect(stored).not.toContain(text);
    expect(session.totpSetupEncrypted).toBeNull();
    expect(await auditOf(member.id, "staff.set_up_second_factor")).toEqual([{ recoveryCodes: 10 }]);
  });
});

describe("setting up", () => {
  it("shows every login another secret, and the first one that is confirmed counts", async () => {
    const member = await createStaff();
    const [mine, other] = [await signIn(member), await signIn(member)];
    for (const loginSessionId of [mine, other]) await beginSecondFactor({ loginSessionId, now });
    const [own, foreign] = [await secondFactorState(mine, now), await secondFactorState(other, now)];
    expect(own?.setup?.secret).not.toBe(foreign?.setup?.secret);
    // Pressed again, the codes that are on paper already stay.
    await beginSecondFactor({ loginSessionId: mine, now });
    expect((await secondFactorState(mine, now))?.setup).toEqual(own?.setup);
    const code = (state: typeof own) => totp(totpCode(state?.setup?.secret ?? "", stepAt(now)));
    const confirm = (loginSessionId: string, state: typeof own) =>
      confirmSecondFactor({ loginSessionId, code: code(state), ...visitor, now });
    const results = await Promise.all([confirm(mine, own), confirm(other, foreign)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().recoveryCode.count({ where: { staffId: member.id } })).toBe(10);
    const [winner, loser] = results[0].ok ? [mine, other] : [other, mine];
    expect(await signedInStaff(winner, now, LIVE)).not.toBeNull();
    expect(await signedInStaff(loser, now, false)).toBeNull();
    expect((await secondFactorState(loser, now))?.setup).toBeNull();
    expect(await beginSecondFactor({ loginSessionId: loser, now })).toMatchObject({ error: "second_factor_is_set" });
  });

  it("needs a code of the secret that is shown", async () => {
    const member = await createStaff();
    const login = await signIn(member);
    const wrong = { loginSessionId: login, code: totp("000000"), ...visitor, now };
    expect(await confirmSecondFactor(wrong)).toMatchObject({ error: "second_factor_over" });
    await beginSecondFactor({ loginSessionId: login, now });
    expect(await confirmSecondFactor(wrong)).toMatchObject({ error: "second_factor_wrong" });
    expect(await secondFactorOf(member.id)).toBeNull();
  });
});

describe("the code after the password", () => {
  it("opens this login alone, once it is right", async () => {
    const member = await createStaff({ role: "REVIEWER" });
    const { codeAt } = await setUp(member);
    const at = after(STEP);
    const [login, other] = [await signIn(member, at), await signIn(member, at)];
    expect(await signedInStaff(login, at, false)).toBeNull();
    expect(await give(login, codeAt(at), at)).toMatchObject({ ok: true, value: { by: "totp" } });
    expect(await signedInStaff(login, at, LIVE)).toMatchObject({ id: member.id });
    expect(await signedInStaff(other, at, LIVE)).toBeNull();
    // Within its 30 seconds, and in the step after: the code was used.
    expect(await give(other, codeAt(at), at)).toMatchObject({ error: "second_factor_used" });
    expect(await give(other, codeAt(at), after(2 * STEP))).toMatchObject({ error: "second_factor_used" });
  });

  it("counts once, however many post it at the same moment", async () => {
    const member = await createStaff();
    const { codeAt } = await setUp(member);
    const at = after(STEP);
    const logins = await Promise.all(Array.from({ length: 5 }, () => signIn(member, at)));
    const given = await Promise.all(logins.map((login) => give(login, codeAt(at), at)));
    expect(given.filter(({ ok }) => ok)).toHaveLength(1);
    const open = await Promise.all(logins.map((login) => signedInStaff(login, at, LIVE)));
    expect(open.filter(Boolean)).toHaveLength(1);
  });

  it("may be a recovery code, each once", async () => {
    const member = await createStaff();
    const { codes } = await setUp(member);
    const logins = await Promise.all([signIn(member), signIn(member), signIn(member)]);
    const [first, second, third] = logins as [string, string, string];
    const given = await Promise.all([give(first, recovery(codes[3])), give(second, recovery(codes[3]))]);
    expect(given.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await secondFactorOf(member.id)).toMatchObject({ codesLeft: 9 });
    expect(await give(third, recovery(codes[4]))).toMatchObject({ ok: true, value: { by: "recovery", left: 8 } });
    const stranger = await createStaff();
    await setUp(stranger);
    expect(await give(await signIn(stranger), recovery(codes[5]))).toMatchObject({ error: "second_factor_wrong" });
  });

  it("is worth nothing to a login that has ended, or of a disabled member", async () => {
    const member = await createStaff();
    const { codeAt } = await setUp(member);
    const at = after(STEP);
    const [ended, open] = [await signIn(member, at), await signIn(member, at)];
    await db().loginSession.update({ where: { id: ended }, data: { revokedAt: at } });
    expect(await give(ended, codeAt(at), at)).toMatchObject({ error: "second_factor_over" });
    await db().staff.update({ where: { id: member.id }, data: { disabledAt: at } });
    expect(await give(open, codeAt(at), at)).toMatchObject({ error: "second_factor_over" });
  });

  it("locks after five wrong ones: of 10,000 guesses none gets in, although the right one is among them", async () => {
    const member = await createStaff();
    const { codeAt } = await setUp(member);
    const at = after(STEP);
    const login = await signIn(member, at);
    const right = [-STEP, 0, STEP].map((off) => codeAt(after(STEP + off)).code);
    const guesses = Array.from({ length: 10_000 }, (_, index) => String(index).padStart(6, "0")).filter(
      (code) => !right.includes(code),
    );
    // Five wrong ones first, one after the other; the right ones come after them, again and again.
    for (const code of guesses.splice(0, 5))
      expect(await give(login, totp(code), at)).toMatchObject({ error: "second_factor_wrong" });
    guesses.unshift(...right);
    guesses.push(...right);
    const answers = new Map<string, number>();
    for (let from = 0; from < guesses.length; from += 20) {
      const given = await Promise.all(guesses.slice(from, from + 20).map((code) => give(login, totp(code), at)));
      for (const answer of given) {
        const said = answer.ok ? "in" : answer.error;
        answers.set(said, (answers.get(said) ?? 0) + 1);
      }
    }
    expect([...answers.keys()]).toEqual(["second_factor_limit"]);
    expect(await signedInStaff(login, at, false)).toBeNull();
    // The failures are on record, and do not flood it.
    const failed = await auditOf(member.id, "staff.sign_in_failed");
    expect(failed.length).toBeGreaterThan(9);
    expect(failed.length).toBeLessThan(30);
    // A recovery code is locked with it; an administrator lifts the lock.
    expect(await give(login, recovery("ABCDEFGHJK"), at)).toMatchObject({ error: "second_factor_limit" });
    await liftSignInLimits({ phone: member.phone, reason: "本人来电", actor: { kind: "SYSTEM" }, now: at });
    expect(await give(login, codeAt(at), at)).toMatchObject({ ok: true });
  }, 240_000);

  it("keeps the owner's own browser open while a stranger guesses", async () => {
    const member = await createStaff();
    const { codeAt } = await setUp(member);
    const at = after(STEP);
    const stranger = await signIn(member, at);
    for (let guess = 0; guess < 6; guess += 1) await give(stranger, totp("111111"), at);
    expect(await give(stranger, codeAt(at), at)).toMatchObject({ error: "second_factor_limit" });
    const login = await signIn(member, at);
    const bare = newDevice();
    const device = { ...bare, marks: [deviceMark(bare.id, member.id)] };
    const own = { loginSessionId: login, code: codeAt(at), device, address: visitor.address, now: at };
    expect(await giveSecondFactor(own)).toMatchObject({ ok: true });
  });
});

it("a member sees where each of his logins came from, and which of them lacks the code", async () => {
  const member = await createStaff();
  const { login, codeAt } = await setUp(member);
  const at = after(STEP);
  const origin = { network: "203.0.113.*", device: "Windows · Edge" };
  const { phone } = member;
  const signedIn = await signInStaff({
    phone,
    password: testPassword,
    address: "203.0.113.9",
    device: null,
    effort: noProofOfWork,
    origin,
    now: at,
  });
  if (!signedIn.ok) throw new Error(signedIn.error);
  const { id } = signedIn.value.session;
  const [latest, first] = await liveLogins(member.id, at);
  expect(latest).toMatchObject({ id, ...origin, half: true });
  expect(first).toMatchObject({ id: login, network: null, device: null, half: false });
  await give(id, codeAt(at), at);
  expect((await liveLogins(member.id, at)).map(({ half }) => half)).toEqual([false, false]);
});

describe("a lost phone", () => {
  const upon = (member: Member, administrator: Member) => ({
    memberId: member.id,
    version: null,
    reason: "手机丢失",
    actor: { kind: "STAFF", id: administrator.id } as const,
    now,
  });

  it("is answered by a colleague, who ends that person's logins and leaves a reason", async () => {
    const administrator = await createStaff();
    const member = await createStaff({ role: "FINANCE" });
    const { login, codes, codeAt } = await setUp(member);
    expect(await resetSecondFactor(upon(member, administrator))).toMatchObject({ ok: true });
    expect(await signedInStaff(login, now, false)).toBeNull();
    expect(await secondFactorOf(member.id)).toBeNull();
    expect(await db().recoveryCode.count({ where: { staffId: member.id } })).toBe(0);
    expect(await auditOf(member.id, "staff.reset_second_factor")).toEqual([{ reason: "手机丢失", logins: 1 }]);
    const again = await signIn(member);
    expect(await give(again, codeAt(now))).toMatchObject({ error: "second_factor_over" });
    expect(await give(again, recovery(codes[0]))).toMatchObject({ error: "second_factor_over" });
    expect(await resetSecondFactor(upon(member, administrator))).toMatchObject({
      error: "member_has_no_second_factor",
    });
    // He sets up another one.
    expect((await setUp(member)).confirmed).toMatchObject({ ok: true });
  });

  it("is answered by administrators alone, and by nobody for himself", async () => {
    const administrator = await createStaff();
    const finance = await createStaff({ role: "FINANCE" });
    await setUp(administrator);
    expect(await resetSecondFactor(upon(administrator, finance))).toMatchObject({ error: "no_longer_administrator" });
    expect(await resetSecondFactor(upon(administrator, administrator))).toMatchObject({
      error: "second_factor_is_own",
    });
    expect(await secondFactorOf(administrator.id)).not.toBeNull();
  });

  it("of the last administrator is answered at the server, with a reason", async () => {
    const administrator = await createStaff();
    const { login } = await setUp(administrator);
    const words = ["reset-second-factor", "--phone", administrator.phone];
    const asked = () => Promise.resolve(null);
    expect(await staffCommand(words, asked, now)).toMatchObject({ ok: false });
    expect(await staffCommand([...words, "--reason", "手机丢失"], asked, now)).toMatchObject({ ok: true });
    expect(await signedInStaff(login, now, false)).toBeNull();
    expect(await secondFactorOf(administrator.id)).toBeNull();
    expect(await staffCommand([...words, "--reason", "手机丢失"], asked, now)).toMatchObject({ ok: false });
  });
});

describe("a new phone", () => {
  it("is set up after a code of the old one; all other logins end", async () => {
    const member = await createStaff();
    const { login, secret, codes, codeAt } = await setUp(member);
    const at = after(STEP);
    const other = await signIn(member, at);
    await give(other, codeAt(at), at);
    expect(await beginSecondFactor({ loginSessionId: login, now: after(599_999) })).toMatchObject({ ok: true });
    const begun = (await secondFactorState(login, at))?.setup;
    // Until the new one is confirmed the former one counts, and nobody is let in without.
    expect(begun?.secret).not.toBe(secret);
    expect(await signedInStaff(other, at, LIVE)).not.toBeNull();
    const third = await signIn(member, after(3 * STEP));
    expect(await give(third, codeAt(after(3 * STEP)), after(3 * STEP))).toMatchObject({ ok: true });
    const later = after(20 * 60_000);
    const confirm = (loginSessionId: string, code: TypedCode) =>
      confirmSecondFactor({ loginSessionId, code, ...visitor, now: later });
    const fresh = totp(totpCode(begun?.secret ?? "", stepAt(later)));
    expect(await confirm(login, codeAt(later))).toMatchObject({ error: "second_factor_wrong" });
    expect(await confirm(third, fresh)).toMatchObject({ error: "second_factor_is_set" });
    expect(await confirm(login, fresh)).toMatchObject({ ok: true });
    expect(await signedInStaff(login, later, LIVE)).not.toBeNull();
    for (const ended of [other, third]) expect(await signedInStaff(ended, later, false)).toBeNull();
    expect(await secondFactorOf(member.id)).toEqual({ since: later, codesLeft: 10 });
    const last = await signIn(member, later);
    expect(await give(last, codeAt(later), later)).toMatchObject({ error: "second_factor_wrong" });
    expect(await give(last, recovery(codes[0]), later)).toMatchObject({ error: "second_factor_wrong" });
    expect(await give(last, recovery(begun?.codes[0]), later)).toMatchObject({ ok: true });
    expect(await auditOf(member.id, "staff.replace_second_factor")).toEqual([{ recoveryCodes: 10, logins: 2 }]);
  });

  it("is confirmed within half an hour; then nothing is shown any more, and it begins anew after a code", async () => {
    const member = await createStaff();
    const { login, codeAt } = await setUp(member);
    expect(await beginSecondFactor({ loginSessionId: login, now })).toMatchObject({ ok: true });
    const shown = (at: Date) => secondFactorState(login, at).then((state) => state?.setup?.secret);
    const HALF_AN_HOUR = 30 * 60_000;
    // In use all the time, so that the login itself does not end.
    await db().loginSession.update({ where: { id: login }, data: { expiresAt: after(2 * HALF_AN_HOUR) } });
    const first = (await shown(after(HALF_AN_HOUR - 1))) ?? "";
    expect(first).not.toBe("");
    expect(await shown(after(HALF_AN_HOUR))).toBeUndefined();
    const late = after(HALF_AN_HOUR);
    const confirm = confirmSecondFactor({
      loginSessionId: login,
      code: totp(totpCode(first, stepAt(late))),
      ...visitor,
      now: late,
    });
    expect(await confirm).toMatchObject({ error: "second_factor_is_set" });
    expect(await beginSecondFactor({ loginSessionId: login, now: late })).toMatchObject({
      error: "second_factor_replace_over",
    });
    expect(await confirmIdentity({ loginSessionId: login, code: codeAt(late), ...visitor, now: late })).toMatchObject({
      ok: true,
    });
    expect(await beginSecondFactor({ loginSessionId: login, now: late })).toMatchObject({ ok: true });
    expect(await shown(late)).not.toBe(first);
  });

  it("is not set up with a login that gave its code more than ten minutes ago, or gave none", async () => {
    const member = await createStaff();
    const { login } = await setUp(member);
    expect(await beginSecondFactor({ loginSessionId: login, now: after(600_000) })).toMatchObject({
      error: "second_factor_replace_over",
    });
    const half = await signIn(member);
    expect(await beginSecondFactor({ loginSessionId: half, now })).toMatchObject({ error: "second_factor_is_set" });
  });
});

it("keys are changed for secrets too", async () => {
  const member = await createStaff();
  const { codeAt } = await setUp(member);
  await rotateKeys();
  const at = after(STEP);
  expect(await give(await signIn(member, at), codeAt(at), at)).toMatchObject({ ok: true });
});

describe("before something grave", () => {
  const LATER = 11 * 60_000;
  const confirm = (loginSessionId: string, code: TypedCode | null, at: Date) =>
    confirmIdentity({ loginSessionId, code, ...visitor, now: at });
  const tried = (staffId: string) =>
    db().auditEntry.count({ where: { subjectId: staffId, action: "staff.sign_in_failed" } });

  it("a code of the last ten minutes suffices; then one is due, and a right one holds for ten more", async () => {
    const member = await createStaff({ role: "FINANCE" });
    const { login, codeAt } = await setUp(member);
    expect(await confirm(login, null, after(599_999))).toEqual({ ok: true, value: null });
    expect(await confirm(login, null, after(600_000))).toEqual({ ok: false, error: "identity_code_due" });
    // Nothing was compared, so nothing counts as a wrong try.
    expect(await tried(member.id)).toBe(0);
    const at = after(LATER);
    expect(await confirm(login, codeAt(at), at)).toEqual({ ok: true, value: null });
    expect(await confirm(login, null, after(LATER + 599_999))).toEqual({ ok: true, value: null });
    expect(await confirm(login, null, after(LATER + 600_000))).toEqual({ ok: false, error: "identity_code_due" });
    expect(await auditOf(member.id, "staff.confirm_identity")).toEqual([{ by: "totp" }]);
  });

  it("a wrong code is a wrong try, and a code of signing in is not accepted a second time", async () => {
    const member = await createStaff();
    const { login, codeAt } = await setUp(member);
    const at = after(LATER);
    expect(await confirm(login, totp("000000"), at)).toEqual({ ok: false, error: "second_factor_wrong" });
    expect(await tried(member.id)).toBe(1);
    const second = await signIn(member, at);
    expect(await give(second, codeAt(at), at)).toMatchObject({ ok: true });
    expect(await confirm(login, codeAt(at), at)).toEqual({ ok: false, error: "second_factor_used" });
  });

  it("of two posts with one code one wins, and an ended login confirms nothing", async () => {
    const member = await createStaff();
    const { login, codeAt } = await setUp(member);
    const at = after(LATER);
    const second = await signIn(member, at);
    expect(await give(second, codeAt(at), at)).toMatchObject({ ok: true });
    const later = after(2 * LATER);
    const both = await Promise.all([login, second].map((id) => confirm(id, codeAt(later), later)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await db().loginSession.updateMany({ where: { staffId: member.id }, data: { revokedAt: later } });
    const over = { ok: false, error: "second_factor_over" };
    expect(await confirm(login, codeAt(later), later)).toEqual(over);
    expect(await confirm(login, null, after(1))).toEqual(over);
  });

  it("a login that never gave its code is not opened by confirming", async () => {
    const member = await createStaff();
    const { codeAt } = await setUp(member);
    const at = after(LATER);
    const half = await signIn(member, at);
    expect(await confirm(half, codeAt(at), at)).toEqual({ ok: false, error: "second_factor_over" });
    expect(await signedInStaff(half, at, LIVE)).toBeNull();
  });
});
