import { describe, expect, it, vi } from "vitest";

vi.hoisted(() => (process.env["STAFF_PASSWORD_POLICY"] = "strict"));

import { hashPassword } from "@/lib/adapter/crypto/password";
import { db } from "@/lib/adapter/db/client";
import { addStaff } from "@/lib/domain/account/commands/add-staff";
import { changeStaffPassword } from "@/lib/domain/account/commands/change-staff-password";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { liftSignInLimits } from "@/lib/domain/account/commands/lift-sign-in-limits";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { secondFactorState, signedInStaff } from "@/lib/domain/account/queries";
import { inviteStaffAgain } from "@/lib/domain/review/commands/change-staff";
import { createStaff, newPhone } from "@/tests/support/factories";
import { newDevice } from "@/tests/support/visitors";

const DAY = 24 * 60 * 60 * 1000;
const now = new Date();
const present = "Vier-lange-Woorden-0";
const own = (number: number) => `Vier-lange-Woorden-${number}`;

let visitor = 0;
const newAddress = () => `2001:db8:7:${(visitor += 1).toString(16)}`;

const member = async (more: Parameters<typeof createStaff>[0] = {}) =>
  createStaff({ role: "FINANCE", passwordHash: await hashPassword(present), passwordSetAt: now, ...more });

type SignIn = Partial<Parameters<typeof signInStaff>[0]>;
const signIn = (phone: string, password: string, more: SignIn = {}) =>
  signInStaff({ phone, password, address: newAddress(), device: null, effort: noProofOfWork, now, ...more });

async function login(phone: string, at = now): Promise<string> {
  const done = await signIn(phone, present, { now: at });
  if (!done.ok) throw new Error(done.error);
  return done.value.session.id;
}

const change = (staffId: string, loginSessionId: string, currentPassword: string, password: string, at = now) =>
  changeStaffPassword({
    staffId,
    loginSessionId,
    currentPassword,
    password,
    address: newAddress(),
    device: newDevice(staffId),
    effort: noProofOfWork,
    now: at,
  });

describe("a password of staff under the strict rules", () => {
  it("is not one of the last five, the present one among them", async () => {
    const { id, phone } = await member();
    const session = await login(phone);
    const at = (number: number) => new Date(now.getTime() + number * 1000);
    for (let number = 1; number <= 5; number += 1)
      expect(await change(id, session, own(number - 1), own(number), at(number))).toMatchObject({ ok: true });
    for (const number of [1, 2, 3, 4, 5])
      expect(await change(id, session, own(5), own(number), at(6))).toEqual({
        ok: false,
        error: "staff_password_used_before",
      });
    expect(await change(id, session, own(5), own(0), at(6))).toMatchObject({ ok: true });
    expect(await db().formerPassword.count({ where: { staffId: id } })).toBe(5);
  });

  it("is not the one that an administrator made void", async () => {
    const [administrator, { id, phone }] = [await createStaff({ passwordSetAt: now }), await member()];
    const actor = { kind: "STAFF", id: administrator.id } as const;
    const invited = await inviteStaffAgain({ memberId: id, version: null, reason: "忘记密码", actor, now });
    expect(invited).toEqual({ ok: true, value: null });
    expect(await db().formerPassword.count({ where: { staffId: id } })).toBe(1);
    expect(await signIn(phone, present)).toMatchObject({ ok: false });
  });

  it("is long, of three kinds and without name and phone, at the command line too", async () => {
    const phone = newPhone();
    const add = (password: string) =>
      addStaff({
        phone,
        name: "张无忌",
        roles: ["AUDITOR"],
        allSchools: false,
        password,
        actor: { kind: "SYSTEM" },
        now,
      });
    expect(await add("Kurz-und-7")).toEqual({ ok: false, error: "staff_password_too_short" });
    expect(await add("lange woerter ohne zahl")).toEqual({ ok: false, error: "staff_password_few_kinds" });
    expect(await add(`Woorden-${phone}`)).toMatchObject({ ok: false });
    expect(await add("Vier-张无忌-Woorden-7")).toEqual({ ok: false, error: "staff_password_personal" });
    expect(await add(own(7))).toMatchObject({ ok: true });
    expect(await login(phone).catch((error: Error) => error.message)).toBe("wrong_phone_or_password");
  });
});

describe("a login with a password that is due", () => {
  const opens = async (session: string) => (await signedInStaff(session, now)) !== null;
  const dueIn = async (session: string) => (await secondFactorState(session, now))?.passwordDue;

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("90 days and %d ms old: the desk is open: %s", async (milliseconds, open) => {
    const { phone } = await member({ passwordSetAt: new Date(now.getTime() - 90 * DAY - milliseconds) });
    const session = await login(phone);
    expect(await opens(session)).toBe(open);
    expect(await dueIn(session)).toBe(!open);
  });

  it("opens the desk once a new one is set, and not before", async () => {
    const { id, phone } = await member({ passwordSetAt: null });
    const session = await login(phone);
    expect(await opens(session)).toBe(false);
    expect(await change(id, session, present, own(1))).toMatchObject({ ok: true });
    expect(await opens(session)).toBe(true);
  });

  it("asks for another one where it is too weak for the rules", async () => {
    const weak = "lauter kleine woerter";
    const { phone } = await member({ passwordHash: await hashPassword(weak) });
    const done = await signIn(phone, weak);
    if (!done.ok) throw new Error(done.error);
    expect(await opens(done.value.session.id)).toBe(false);
    expect(await dueIn(done.value.session.id)).toBe(true);
  });

  it("goes on through the day on which the password grows too old", async () => {
    const { phone } = await member({ passwordSetAt: new Date(now.getTime() - 90 * DAY + 60_000) });
    const session = await login(phone);
    const later = new Date(now.getTime() + 10 * 60_000);
    expect(await signedInStaff(session, later)).not.toBeNull();
  });
});

describe("five wrong passwords", () => {
  const wrong = async (phone: string, times: number, more: SignIn = {}) => {
    const answers = [];
    for (let time = 0; time < times; time += 1) answers.push(await signIn(phone, "Falsch-geraten-9", more));
    return answers.map((answer) => (answer.ok ? "in" : answer.error));
  };
  const guessed = Array.from({ length: 5 }, () => "wrong_phone_or_password");
  const locks = () => db().rateLimit.findMany({ where: { key: { startsWith: "strict-" } } });

  it("lock the door to the right one too, and not before", async () => {
    const one = await member();
    expect(await wrong(one.phone, 4)).toEqual(guessed.slice(1));
    expect(await signIn(one.phone, present)).toMatchObject({ ok: true });
    // The right one takes none of the four back.
    expect(await wrong(one.phone, 1)).toEqual(["wrong_phone_or_password"]);
    expect(await signIn(one.phone, present)).toMatchObject({ ok: false, error: "sign_in_locked" });
    expect(await wrong(one.phone, 2)).toEqual(["sign_in_locked", "sign_in_locked"]);
  });

  it("of strangers leave the owner's own browser open, which has five of its own", async () => {
    const { id, phone } = await member();
    const device = newDevice(id);
    expect(await wrong(phone, 5)).toEqual(guessed);
    expect(await signIn(phone, present)).toMatchObject({ error: "sign_in_locked" });
    expect(await signIn(phone, present, { device })).toMatchObject({ ok: true });
    expect(await wrong(phone, 5, { device })).toEqual(guessed);
    expect(await signIn(phone, present, { device })).toMatchObject({ error: "sign_in_locked" });
  });

  it("lock for a quarter of an hour from the last one", async () => {
    const { phone } = await member();
    await db().rateLimit.deleteMany({ where: { key: { startsWith: "strict-" } } });
    await wrong(phone, 4);
    // The quarter of an hour in which they count is nearly over.
    await db().rateLimit.updateMany({
      where: { key: { startsWith: "strict-" } },
      data: { expire: BigInt(Date.now() + 60_000) },
    });
    await wrong(phone, 1);
    const [lock] = await locks();
    const left = Number(lock?.expire ?? 0) - Date.now();
    expect(left).toBeGreaterThan(14 * 60_000);
    expect(left).toBeLessThanOrEqual(15 * 60_000);
    expect(await signIn(phone, present)).toMatchObject({ error: "sign_in_locked" });
    await db().rateLimit.updateMany({
      where: { key: { startsWith: "strict-" } },
      data: { expire: BigInt(Date.now() - 1) },
    });
    expect(await signIn(phone, present)).toMatchObject({ ok: true });
  });

  it("are forgiven by an administrator", async () => {
    const [administrator, { phone }] = [await createStaff({ passwordSetAt: now }), await member()];
    await wrong(phone, 5);
    await liftSignInLimits({ phone, reason: "本人来电", actor: { kind: "STAFF", id: administrator.id }, now });
    expect(await signIn(phone, present)).toMatchObject({ ok: true });
  });
});
