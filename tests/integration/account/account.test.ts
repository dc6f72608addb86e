import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { addStaff } from "@/lib/domain/account/commands/add-staff";
import { endLoginSession } from "@/lib/domain/account/commands/end-login-session";
import { register } from "@/lib/domain/account/commands/register";
import { resetPassword } from "@/lib/domain/account/commands/reset-password";
import { sendSmsCode } from "@/lib/domain/account/commands/send-sms-code";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { signIn } from "@/lib/domain/account/commands/sign-in";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { trySmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { idleLeft, signedInCandidate, signedInStaff } from "@/lib/domain/account/queries";
import { authOptions } from "@/lib/auth/next-auth";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { SmsPurpose } from "@/lib/adapter/db/enums";
import { staffCommand } from "@/lib/cli/staff";
import { createExamSession, newPhone } from "@/tests/support/factories";
import { newDevice, proofFor, type Refused } from "@/tests/support/visitors";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const password = "correct-horse-battery";
const now = new Date("2026-11-24T04:00:00.000Z");
const after = (milliseconds: number, from = now) => new Date(from.getTime() + milliseconds);

// Every test comes from an address of its own, so that their limits do not meet.
let visitor = 0;
let address = "";
const device = newDevice();
beforeEach(() => {
  address = `198.51.100.${(visitor += 1)}`;
});

type Sending = Partial<Parameters<typeof sendSmsCode>[0]>;

/** Asks for a code and waits for what happens after the answer. */
async function send(phone: string, overrides: Sending = {}) {
  const work: Promise<void>[] = [];
  const result = await sendSmsCode({
    purpose: "REGISTER",
    phone,
    address,
    device,
    effort: noProofOfWork,
    now,
    later: (task) => work.push(task()),
    ...overrides,
  });
  await Promise.all(work);
  return result;
}

async function codeFor(phone: string, overrides: Sending = {}): Promise<string> {
  const sent = await send(phone, overrides);
  if (!sent.ok || sent.value.code === null) throw new Error("no code was sent");
  return sent.value.code;
}

async function outbox(phone: string): Promise<string[]> {
  const text = await readFile(path.join(String(process.env["DATA_DIR"]), "sms-outbox.jsonl"), "utf8").catch(() => "");
  const lines = text.split("\n").filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as { phone: string; code: string })
    .flatMap((sms) => (sms.phone === phone ? [sms.code] : []));
}

async function newAccount(at = now) {
  const phone = newPhone();
  const made = await register({ phone, smsCode: await codeFor(phone, { now: at }), password, device, now: at });
  if (!made.ok) throw new Error(made.error);
  return { phone, ...made.value };
}

const attempt = (phone: string, typed: string, more: Partial<Parameters<typeof signIn>[0]> = {}) =>
  signIn({ phone, password: typed, remember: false, address, device: null, effort: noProofOfWork, now, ...more });

const other = (code: string) => (code === "000000" ? "000001" : "000000");

describe("registration", () => {
  it("makes an account with the phone encrypted, the password hashed, the consent noted, and signs in", async () => {
    const { phone, accountId, session } = await newAccount();
    const account = await db().account.findUniqueOrThrow({ where: { id: accountId } });
    expect(account.phoneEncrypted).not.toContain(phone);
    expect(decryptColumn("account.phone_encrypted", accountId, account.phoneEncrypted ?? "")).toBe(phone);
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(account).toMatchObject({ consentVersion: 2, consentedAt: now });
    expect(await signedInCandidate(session.id, now)).toMatchObject({ id: accountId });
    expect(await db().auditEntry.count({ where: { subjectId: accountId, action: "account.register" } })).toBe(1);
  });

  it("makes one account of twenty registrations of one phone at once", async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        register({ phone, smsCode: code, password: `correct-horse-${index}`, device, now }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().account.count({ where: { phoneIndex: blindIndex("phone", phone) } })).toBe(1);
  });

  it("takes the second click of a double click for the same wish", async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    const [one, two] = await Promise.all([0, 1].map(() => register({ phone, smsCode: code, password, device, now })));
    expect([one?.ok, two?.ok]).toEqual([true, true]);
    expect(one?.ok && two?.ok && one.value.accountId === two.value.accountId).toBe(true);
  });

  it("takes a retry after a lost answer for the same wish, five times, with the same code and password, and from the same browser", async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    const made = await register({ phone, smsCode: code, password, device, now });
    if (!made.ok) throw new Error(made.error);
    const again = (given: Partial<Parameters<typeof register>[0]> = {}) =>
      register({ phone, smsCode: code, password, device, now: after(MINUTE), ...given });
    expect(await again()).toMatchObject({ ok: true, value: { accountId: made.value.accountId } });
    expect(await again({ smsCode: other(code) })).toMatchObject({ error: "sms_code_wrong" });
    expect(await again({ password: "another-password" })).toMatchObject({ error: "sms_code_wrong" });
    expect(await again({ device: newDevice() })).toMatchObject({ error: "sms_code_wrong" });
    expect(await again({ now: after(10 * MINUTE) })).toMatchObject({ error: "sms_code_wrong" });
    // The first post and three of these are four of its five tries.
    expect(await again()).toMatchObject({ ok: true });
    expect(await again()).toMatchObject({ error: "sms_code_wrong" });
    expect(await db().account.count({ where: { phoneIndex: blindIndex("phone", phone) } })).toBe(1);
  });

  it("says that a phone has an account only to who holds it", async () => {
    const { phone } = await newAccount();
    const code = await codeFor(phone, { now: after(MINUTE) });
    const again = (smsCode: string) =>
      register({ phone, smsCode, password: "another-password", device, now: after(MINUTE) });
    expect(await again(other(code))).toMatchObject({ error: "sms_code_wrong" });
    expect(await again(code)).toMatchObject({ error: "phone_already_registered" });
  });

  it("compares no password with an account that stands already: the number's new holder cannot guess at it here", async () => {
    const { phone } = await newAccount();
    const code = await codeFor(phone, { now: after(10 * MINUTE) });
    expect(await register({ phone, smsCode: code, password, device, now: after(10 * MINUTE) })).toMatchObject({
      error: "phone_already_registered",
    });
  });

  it("takes no password that anybody would guess, and no try of the code for it", async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    await createExamSession({ schoolNameEn: "Wuhan Polytechnic University" });
    for (const guessed of ["12345678", "woaini1314", "xuewei2026", `a${phone}`, "wuhan2026"]) {
      expect(await register({ phone, smsCode: other(code), password: guessed, device, now })).toMatchObject({
        error: "password_common",
      });
    }
    expect((await register({ phone, smsCode: code, password, device, now })).ok).toBe(true);
    expect(await db().smsCode.findFirst({ where: { phoneIndex: blindIndex("phone", phone) } })).toMatchObject({
      tries: 1,
    });
  });

  it("takes no code that was asked for another purpose", async () => {
    const { phone } = await newAccount();
    const code = await codeFor(phone, { purpose: "RESET_PASSWORD", now: after(MINUTE) });
    expect(await register({ phone, smsCode: code, password, device, now: after(MINUTE) })).toMatchObject({
      error: "sms_code_wrong",
    });
  });
});

describe("a code", () => {
  const tryIt = (phone: string, code: string, at: Date, purpose: SmsPurpose = "REGISTER") =>
    trySmsCode({ purpose, phone, code, device, now: at });

  it("reaches the outbox, and the database holds its HMAC alone", async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    expect(await outbox(phone)).toEqual([code]);
    const rows = await db().smsCode.findMany({ where: { createdAt: now }, orderBy: { id: "desc" }, take: 1 });
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(JSON.stringify(rows)).not.toContain(phone);
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("ten minutes and %i ms old is good: %s", async (offset, good) => {
    const phone = newPhone();
    const code = await codeFor(phone);
    expect((await tryIt(phone, code, after(10 * MINUTE + offset))).ok).toBe(good);
  });

  it("is still good when one newer one was sent, and no longer when two were", async () => {
    const phone = newPhone();
    const first = await codeFor(phone);
    await codeFor(phone, { now: after(MINUTE) });
    expect((await tryIt(phone, first, after(MINUTE))).ok).toBe(true);
    await codeFor(phone, { now: after(2 * MINUTE) });
    expect((await tryIt(phone, first, after(2 * MINUTE))).ok).toBe(false);
  });

  it("may be tried five times, however many try at once, and the right one comes too late then", async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    await Promise.all(Array.from({ length: 50 }, () => tryIt(phone, other(code), now)));
    const row = await db().smsCode.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(row.tries).toBe(5);
    expect(await tryIt(phone, code, now)).toMatchObject({ error: "sms_code_worn_out" });
  });

  it("is right at the fifth try", async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    for (let index = 0; index < 4; index += 1) await tryIt(phone, other(code), now);
    expect((await tryIt(phone, code, now)).ok).toBe(true);
  });

  it("works once, and takes the phone's older code with it", async () => {
    const phone = newPhone();
    const first = await codeFor(phone);
    const second = await codeFor(phone, { now: after(MINUTE) });
    await register({ phone, smsCode: second, password, device, now: after(MINUTE) });
    expect((await tryIt(phone, second, after(MINUTE))).ok).toBe(false);
    expect((await tryIt(phone, first, after(MINUTE))).ok).toBe(false);
  });
});

describe("sending", () => {
  it.each([
    [-1, "sms_too_soon"],
    [0, undefined],
    [1, undefined],
  ])("a second code a minute and %i ms after the first: %s", async (offset, error) => {
    const phone = newPhone();
    await codeFor(phone);
    const again = await send(phone, { now: after(MINUTE + offset) });
    expect(again.ok ? undefined : again.error).toBe(error);
  });

  it("sends five an hour to a phone, whatever they are for", async () => {
    const phone = newPhone();
    for (let index = 0; index < 5; index += 1) {
      await send(phone, { now: after(index * MINUTE), purpose: index % 2 ? "REGISTER" : "RESET_PASSWORD" });
    }
    expect(await send(phone, { now: after(HOUR - 1) })).toMatchObject({ error: "sms_hourly_limit" });
    expect((await send(phone, { now: after(HOUR) })).ok).toBe(true);
  });

  it("sends ten a day to a phone", async () => {
    const phone = newPhone();
    for (let index = 0; index < 10; index += 1) expect((await send(phone, { now: after(index * HOUR) })).ok).toBe(true);
    expect(await send(phone, { now: after(24 * HOUR - 1) })).toMatchObject({ error: "sms_daily_limit" });
    expect((await send(phone, { now: after(24 * HOUR) })).ok).toBe(true);
  });

  it("sends one message when ten ask at once", async () => {
    const phone = newPhone();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => send(phone)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await outbox(phone)).toHaveLength(1);
  });

  it("answers alike for a new password whether the phone has an account or not, and sends to an account alone", async () => {
    const { phone } = await newAccount();
    const stranger = newPhone();
    const at = after(MINUTE);
    const known = await send(phone, { purpose: "RESET_PASSWORD", now: at });
    const unknown = await send(stranger, { purpose: "RESET_PASSWORD", now: at });
    expect([known.ok, unknown.ok]).toEqual([true, true]);
    expect(await outbox(phone)).toHaveLength(2);
    expect(await outbox(stranger)).toHaveLength(0);
    for (const number of [phone, stranger]) {
      expect(await send(number, { purpose: "RESET_PASSWORD", now: after(1000, at) })).toMatchObject({
        error: "sms_too_soon",
      });
    }
  });

  it("demands a challenge of an address that asked much, takes its solution once, and lets who cannot solve it go on slowly", async () => {
    const capable = { proof: null, capable: true };
    for (let index = 0; index < 20; index += 1) expect((await send(newPhone(), { effort: capable })).ok).toBe(true);
    const phone = newPhone();
    const refused = await send(phone, { effort: capable });
    expect(refused).toMatchObject({ error: "proof_demanded", demand: { price: 1 } });

    const solved = { proof: await proofFor(refused as Refused), capable: true };
    // A proof is for one phone.
    expect(await send(newPhone(), { effort: solved })).toMatchObject({ error: "proof_not_valid" });
    expect((await send(phone, { effort: solved })).ok).toBe(true);
    expect(await send(phone, { effort: solved, now: after(MINUTE) })).toMatchObject({ error: "proof_not_valid" });

    expect((await send(newPhone())).ok).toBe(true);
    expect(await send(newPhone())).toMatchObject({ error: "slow_down" });
    expect((await send(newPhone(), { address: "203.0.113.1" })).ok).toBe(true);
  });

  it("takes no solution that was altered, made up or garbled", async () => {
    for (let index = 0; index < 20; index += 1) await send(newPhone());
    const phone = newPhone();
    const refused = (await send(phone, { effort: { proof: null, capable: true } })) as Refused;
    const honest = JSON.parse(Buffer.from(await proofFor(refused), "base64").toString()) as {
      challenge: { parameters: { data: object }; signature: string };
      solution: object;
    };
    const { parameters } = honest.challenge;
    const forged = [
      { ...honest, challenge: { ...honest.challenge, parameters: { ...parameters, expiresAt: 9_999_999_999 } } },
      {
        ...honest,
        challenge: { ...honest.challenge, parameters: { ...parameters, data: { ...parameters.data, price: 16 } } },
      },
      { ...honest, solution: { counter: 0, derivedKey: "00".repeat(32), time: 1 } },
      { challenge: { parameters: {} }, solution: null },
      null,
      7,
    ].map((payload) => Buffer.from(JSON.stringify(payload)).toString("base64"));
    for (const payload of [...forged, "not base64 of anything"]) {
      expect(await send(phone, { effort: { proof: payload, capable: true } })).toMatchObject({
        error: "proof_not_valid",
      });
    }
    expect((await send(phone, { effort: { proof: await proofFor(refused), capable: true } })).ok).toBe(true);
  });
});

describe("signing in", () => {
  it("opens a session of two idle hours, or of fourteen days when remembered", async () => {
    const { phone } = await newAccount();
    const brief = await attempt(phone, password);
    const long = await attempt(phone, password, { remember: true });
    expect(brief.ok && brief.value.session).toMatchObject({ remembered: false, expiresAt: after(2 * HOUR) });
    expect(long.ok && long.value.session).toMatchObject({ remembered: true, expiresAt: after(14 * 24 * HOUR) });
  });

  it("says the same to a wrong password and to a stranger", async () => {
    const { phone } = await newAccount();
    const [wrong, stranger] = [await attempt(phone, "wrong-password"), await attempt(newPhone(), password)];
    expect(wrong).toMatchObject({ ok: false, error: "wrong_phone_or_password" });
    expect(stranger).toEqual(wrong);
  });

  it("slows down after ten wrong passwords, guesses sent at once included, and hears no more of them", async () => {
    const { phone } = await newAccount();
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => attempt(phone, "wrong-password")));
    const compared = outcomes.filter((outcome) => !outcome.ok && outcome.error === "wrong_phone_or_password");
    // Ten, and the one that the slow pace lets through.
    expect(compared).toHaveLength(11);
    expect(await attempt(phone, password)).toMatchObject({ error: "slow_down" });
    const refused = await attempt(phone, password, { effort: { proof: null, capable: true } });
    expect(refused).toMatchObject({ error: "proof_demanded" });
    expect(
      (await attempt(phone, password, { effort: { proof: await proofFor(refused as Refused), capable: true } })).ok,
    ).toBe(true);
  });

  it("does not make others pay who share the address of one who mistypes", async () => {
    const mistyped = await newAccount();
    const neighbour = await newAccount(after(1));
    for (let index = 0; index < 12; index += 1) await attempt(mistyped.phone, "wrong-password");
    expect((await attempt(neighbour.phone, password)).ok).toBe(true);
  });

  it("keeps no phone and no address in the limiter's table", async () => {
    const phone = newPhone();
    await attempt(phone, "wrong-password");
    const keys = (await db().rateLimit.findMany({ select: { key: true } })).map(({ key }) => key).join("\n");
    expect(keys).toContain("sign-in-account:");
    expect(keys).not.toContain(phone);
    expect(keys).not.toContain(address);
  });
});

describe("a session", () => {
  it("ends at once when it is revoked", async () => {
    const { session } = await newAccount();
    await endLoginSession({ loginSessionId: session.id, now });
    expect(await signedInCandidate(session.id, now)).toBeNull();
  });

  it("ends after two idle hours, counted from its last use", async () => {
    const { session, accountId } = await newAccount();
    expect(await signedInCandidate(session.id, after(2 * HOUR - 1))).toMatchObject({ id: accountId });
    expect(await signedInCandidate(session.id, after(4 * HOUR - 2))).toMatchObject({ id: accountId });
    expect(await signedInCandidate(session.id, after(6 * HOUR - 2))).toBeNull();
  });
});

describe("next-auth", () => {
  it("knows a session as long as its row lives, and carries nothing but its id", async () => {
    const { session, accountId } = await newAccount(new Date());
    const { jwt, session: read } = authOptions().callbacks ?? {};
    const token = await jwt?.({ token: { name: "x" }, user: { id: session.id } } as never);
    expect(token).toEqual({ sid: session.id, aud: "candidate" });
    const ask = async () => await read?.({ session: { expires: "2026-12-01" }, token } as never);
    const known = (await ask()) as { user: { id: string }; expires: string };
    expect(known.user).toEqual({ id: accountId });
    // As long as the row lives when nobody uses it, not next-auth's thirty days.
    expect(new Date(known.expires).getTime()).toBeLessThanOrEqual(session.expiresAt.getTime());
    await endLoginSession({ loginSessionId: session.id, now: new Date() });
    expect(await ask()).toEqual({});
  });

  it("takes a staff member's token for nobody", async () => {
    const { session } = await newAccount(new Date());
    const read = authOptions().callbacks?.session;
    expect(
      await read?.({ session: { expires: "2026-12-01" }, token: { sid: session.id, aud: "staff" } } as never),
    ).toEqual({});
  });
});

describe("a new password", () => {
  async function confirmed(phone: string, at: Date) {
    const code = await codeFor(phone, { purpose: "RESET_PASSWORD", now: at });
    const tried = await trySmsCode({ purpose: "RESET_PASSWORD", phone, code, device, now: at });
    if (!tried.ok) throw new Error(tried.error);
    return tried.value.smsCodeId;
  }

  it("ends every other session, signs this browser in, and the old password is gone", async () => {
    const { phone, session: elsewhere } = await newAccount();
    const at = after(MINUTE);
    const smsCodeId = await confirmed(phone, at);
    const done = await resetPassword({ smsCodeId, password: "a-new-password", now: at });
    if (!done.ok) throw new Error(done.error);
    expect(await signedInCandidate(elsewhere.id, at)).toBeNull();
    expect(await signedInCandidate(done.value.session.id, at)).not.toBeNull();
    expect(await attempt(phone, password)).toMatchObject({ ok: false });
    expect((await attempt(phone, "a-new-password")).ok).toBe(true);
  });

  it("is none that anybody would guess, and the code stays good for a better one", async () => {
    const { phone } = await newAccount();
    const at = after(MINUTE);
    const smsCodeId = await confirmed(phone, at);
    for (const guessed of ["12345678", phone]) {
      expect(await resetPassword({ smsCodeId, password: guessed, now: at })).toMatchObject({
        error: "password_common",
      });
    }
    expect((await resetPassword({ smsCodeId, password: "a-new-password", now: at })).ok).toBe(true);
  });

  it("leaves no session to a sign-in with the old password at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { phone, accountId } = await newAccount();
      const at = after(MINUTE);
      const smsCodeId = await confirmed(phone, at);
      const [reset] = await Promise.all([
        resetPassword({ smsCodeId, password: "a-new-password", now: at }),
        attempt(phone, password),
      ]);
      if (!reset.ok) throw new Error(reset.error);
      const live = await db().loginSession.findMany({ where: { accountId, revokedAt: null } });
      expect(live.map(({ id }) => id)).toEqual([reset.value.session.id]);
    }
  });

  it("is set once by one code, of any number at once", async () => {
    const { phone } = await newAccount();
    const at = after(MINUTE);
    const smsCodeId = await confirmed(phone, at);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        resetPassword({ smsCodeId, password: `new-password-${index}`, now: at }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("opens the account again that wrong passwords had slowed down", async () => {
    const { phone } = await newAccount();
    for (let index = 0; index < 12; index += 1) await attempt(phone, "wrong-password");
    const at = after(MINUTE);
    await resetPassword({ smsCodeId: await confirmed(phone, at), password: "a-new-password", now: at });
    expect((await attempt(phone, "a-new-password")).ok).toBe(true);
  });

  it("is refused for a code of another purpose and long after", async () => {
    const { phone } = await newAccount();
    const at = after(MINUTE);
    const smsCodeId = await confirmed(phone, at);
    expect(await resetPassword({ smsCodeId, password: "a-new-password", now: after(20 * MINUTE, at) })).toMatchObject({
      error: "reset_expired",
    });
    const registration = await db().smsCode.findFirstOrThrow({ where: { purpose: "REGISTER" } });
    expect(await resetPassword({ smsCodeId: registration.id, password: "a-new-password", now: at })).toMatchObject({
      error: "reset_expired",
    });
  });
});

const typing = (typed: string | null) => () => Promise.resolve(typed);

describe("staff", () => {
  it("are added by the command line, once a phone, and sign in with a session of 30 idle minutes", async () => {
    const phone = newPhone();
    const words = ["add", "--phone", phone, "--role", "exam-officer", "--name", "张三"];
    expect(await staffCommand(words, typing(password), now)).toMatchObject({ ok: true });
    expect(await staffCommand(words, typing(password), now)).toMatchObject({ ok: false });
    const signed = await signInStaff({ phone, password, address, device: null, effort: noProofOfWork, now });
    if (!signed.ok) throw new Error(signed.error);
    const { session } = signed.value;
    expect(session.expiresAt).toEqual(after(30 * MINUTE));
    expect(await signedInStaff(session.id, after(30 * MINUTE - 1))).toMatchObject({
      roles: ["EXAM_OFFICER"],
      name: "张三",
    });
    // A staff session is no candidate's.
    expect(await signedInCandidate(session.id, now)).toBeNull();
  });

  it.each([
    [[], password],
    [["remove"], password],
    [["add", "--phone", "123", "--role", "auditor"], password],
    [["add", "--phone", "13900139000", "--role", "owner"], password],
    [["add", "--phone", "13900139000", "--role", "auditor"], "short"],
    [["add", "--phone", "13900139000", "--role", "auditor"], null],
    [["add", "--phone", "13900139000", "--role", "auditor", "--password", password], password],
    [["add", "--phone", "13900139000", "--role", "auditor", `--password=${password}`], password],
    [["add", "--phon", "13900139000"], password],
  ])("are not added by %j and the password %j", async (words, typed) => {
    expect(await staffCommand(words, typing(typed), now)).toMatchObject({ ok: false });
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("are signed out twelve hours after signing in, however busy: %i ms → still there %s", async (offset, there) => {
    const phone = newPhone();
    await addStaff({
      phone,
      name: "李四",
      roles: ["REVIEWER"],
      allSchools: false,
      password,
      actor: { kind: "SYSTEM" },
      now,
    });
    const signed = await signInStaff({ phone, password, address, device: null, effort: noProofOfWork, now });
    if (!signed.ok) throw new Error(signed.error);
    const { id } = signed.value.session;
    expect(await idleLeft(id, "staffId", after(MINUTE))).toEqual({ milliseconds: 29 * MINUTE, prolongs: true });
    for (let minutes = 20; minutes < 12 * 60; minutes += 20)
      expect(await signedInStaff(id, after(minutes * MINUTE))).not.toBeNull();
    // Ten minutes before the end use prolongs nothing any more.
    expect(await signedInStaff(id, after(12 * HOUR - 10 * MINUTE))).not.toBeNull();
    expect(await idleLeft(id, "staffId", after(12 * HOUR - 10 * MINUTE))).toEqual({
      milliseconds: 10 * MINUTE,
      prolongs: false,
    });
    expect((await signedInStaff(id, after(12 * HOUR + offset))) !== null).toBe(there);
  });

  it("are not added with a password that anybody would guess", async () => {
    const add = ["add", "--phone", newPhone(), "--role", "auditor", "--name", "Zhang Wuji"];
    for (const guessed of ["12345678", "xuewei2026", "zhangwuji1"]) {
      const added = await staffCommand(add, typing(guessed), now);
      expect(added.ok ? "" : added.problem).toContain("easy to guess");
    }
    expect(await staffCommand(add, typing(password), now)).toMatchObject({ ok: true });
  });

  it("are let in again by the command line, with a reason", async () => {
    const phone = newPhone();
    await addStaff({
      phone,
      name: "赵六",
      roles: ["ADMINISTRATOR"],
      allSchools: false,
      password,
      actor: { kind: "SYSTEM" },
      now,
    });
    const guess = (effort = noProofOfWork) =>
      signInStaff({ phone, password: "wrong-password", address, device: null, effort, now });
    for (let done = 0; done < 12; done += 1) await guess();
    expect(await guess()).toMatchObject({ error: "slow_down" });
    const lift = (...words: string[]) => staffCommand(["lift-limits", ...words], typing(null), now);
    expect(await lift("--phone", phone)).toMatchObject({ ok: false });
    expect(await lift("--phone", newPhone(), "--reason", "本人到场")).toMatchObject({ ok: false });
    expect(await lift("--phone", phone, "--reason", "本人到场")).toMatchObject({ ok: true });
    expect(await guess()).toMatchObject({ error: "wrong_phone_or_password" });
  });

  it("lose everything at once when they are disabled", async () => {
    const phone = newPhone();
    const made = await addStaff({
      phone,
      name: "李四",
      roles: ["REVIEWER"],
      allSchools: false,
      password,
      actor: { kind: "SYSTEM" },
      now,
    });
    const signed = await signInStaff({ phone, password, address, device: null, effort: noProofOfWork, now });
    if (!made.ok || !signed.ok) throw new Error("not signed in");
    await db().staff.update({ where: { id: made.value.id }, data: { disabledAt: now } });
    expect(await signedInStaff(signed.value.session.id, now)).toBeNull();
    // Whoever knows the password is told; everybody else is not (staff-accounts.test.ts).
    expect(await signInStaff({ phone, password, address, device: null, effort: noProofOfWork, now })).toMatchObject({
      error: "staff_disabled",
    });
  });

  it("have no account on the candidates' side", async () => {
    const phone = newPhone();
    await addStaff({
      phone,
      name: "王五",
      roles: ["FINANCE"],
      allSchools: false,
      password,
      actor: { kind: "SYSTEM" },
      now,
    });
    expect(await attempt(phone, password)).toMatchObject({ error: "wrong_phone_or_password" });
  });
});
