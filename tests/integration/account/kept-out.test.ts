import { beforeEach, describe, expect, it } from "vitest";
import { liftSignInLimits } from "@/lib/domain/account/commands/lift-sign-in-limits";
import { register } from "@/lib/domain/account/commands/register";
import { resetPassword } from "@/lib/domain/account/commands/reset-password";
import { sendSmsCode } from "@/lib/domain/account/commands/send-sms-code";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { signIn } from "@/lib/domain/account/commands/sign-in";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { trySmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { ownerTries, signInAddress, signInPair, smsAddressHour, staffKey } from "@/lib/domain/account/limits";
import { staffSignInFailures } from "@/lib/domain/account/queries";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { createAccount, createStaff, newPhone, testPassword } from "@/tests/support/factories";
import { newDevice, proofFor, type Refused } from "@/tests/support/visitors";

// A stranger from another address and another browser does what he can; the owner must come in all the same.

const MINUTE = 60_000;
const now = new Date("2026-11-24T04:00:00.000Z");
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const capable = { proof: null, capable: true };

let visitor = 0;
const newAddress = () => `2001:db8:0:${(visitor += 1).toString(16)}`;
let home = "";
beforeEach(() => {
  home = newAddress();
});

type SignIn = Partial<Parameters<typeof signIn>[0]>;
const attempt = (phone: string, password: string, more: SignIn = {}) =>
  signIn({ phone, password, remember: false, address: home, device: null, effort: capable, now, ...more });

/** Tries with the challenge that is set, as a browser does: first without, then with the solution. */
async function withProof<T extends { ok: boolean }>(
  act: (effort: { proof: string | null; capable: boolean }) => Promise<T>,
): Promise<T> {
  const first = await act(capable);
  if (first.ok) return first;
  return act({ proof: await proofFor(first as unknown as Refused), capable: true });
}

/** Wrong passwords from as many addresses, each with the one try that a browser without JavaScript has in a minute. */
async function attack(count: number, guess: (address: string) => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += 1) await guess(newAddress());
}

const fill = async (count: number, one: () => Promise<unknown>) => {
  for (let done = 0; done < count; done += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - done) }, one));
};

type Send = Partial<Parameters<typeof sendSmsCode>[0]>;
async function send(phone: string, more: Send = {}) {
  const work: Promise<void>[] = [];
  const later = (task: () => Promise<void>) => void work.push(task());
  const sent = await sendSmsCode({
    purpose: "RESET_PASSWORD",
    phone,
    address: home,
    device: newDevice(),
    effort: capable,
    now,
    later,
    ...more,
  });
  await Promise.all(work);
  return sent;
}

const tryCode = (phone: string, code: string, device = newDevice()) =>
  trySmsCode({ purpose: "RESET_PASSWORD", phone, code, device, now: after(MINUTE) });

describe("a candidate whose password strangers guess at", () => {
  it("signs in where he signed in before, without noticing", async () => {
    const { id, phone } = await createAccount();
    await attack(51, (address) => attempt(phone, "wrong-password", { address, effort: noProofOfWork }));
    expect(await attempt(phone, testPassword, { device: newDevice(id) })).toMatchObject({ ok: true });
    // A mark for somebody else is worth nothing, and neither is one that another browser carries.
    const foreign = newDevice((await createAccount()).id);
    expect(await attempt(phone, testPassword, { device: foreign })).toMatchObject({
      error: "proof_demanded",
      demand: { price: 16 },
    });
    const copied = { ...newDevice(), marks: newDevice(id).marks };
    expect(await attempt(phone, testPassword, { device: copied })).toMatchObject({ error: "proof_demanded" });
  });

  it("signs in on a new device with the right password and some work", async () => {
    const { phone } = await createAccount();
    await attack(25, (address) => attempt(phone, "wrong-password", { address, effort: noProofOfWork }));
    expect(await attempt(phone, testPassword)).toMatchObject({ error: "proof_demanded", demand: { price: 2 } });
    expect(await withProof((effort) => attempt(phone, testPassword, { effort }))).toMatchObject({ ok: true });
  });

  it("is let in with a proof that became twice too cheap meanwhile, and not four times", async () => {
    const { phone } = await createAccount();
    await attack(15, (address) => attempt(phone, "wrong-password", { address, effort: noProofOfWork }));
    const dear = (await attempt(phone, testPassword)) as Refused;
    const [one, two] = [await proofFor(dear), await proofFor(dear)];
    await attack(10, (address) => attempt(phone, "wrong-password", { address, effort: noProofOfWork }));
    expect(await attempt(phone, testPassword, { effort: { proof: one, capable: true } })).toMatchObject({ ok: true });
    await attack(10, (address) => attempt(phone, "wrong-password", { address, effort: noProofOfWork }));
    expect(await attempt(phone, testPassword, { effort: { proof: two, capable: true } })).toMatchObject({
      error: "proof_not_valid",
    });
  });

  it("is refused by account and address alone: elsewhere, and on his own device, he comes in", async () => {
    const { id, phone } = await createAccount();
    const key = blindIndex("phone", phone);
    await fill(signInPair.points - 1, () => consume(signInPair, [key, home]));
    expect(await attempt(phone, "wrong-password")).toMatchObject({ error: "wrong_phone_or_password" });
    expect(await attempt(phone, testPassword)).toMatchObject({ error: "sign_in_limit" });
    expect(await attempt(phone, testPassword, { address: newAddress() })).toMatchObject({ ok: true });
    expect(await attempt(phone, testPassword, { device: newDevice(id) })).toMatchObject({ ok: true });
    const neighbour = await createAccount();
    expect(await attempt(neighbour.phone, testPassword)).toMatchObject({ ok: true });
  });

  it("has ten tries on a device of his own, and is then treated like a stranger", async () => {
    const { id, phone } = await createAccount();
    const device = newDevice(id);
    for (let done = 0; done < 10; done += 1) await attempt(phone, "wrong-password", { device });
    // The eleventh is a stranger's first.
    expect(await attempt(phone, "wrong-password", { device })).toMatchObject({ error: "wrong_phone_or_password" });
    expect(await attempt(phone, testPassword, { device })).toMatchObject({ ok: true });
  });

  it("may sign in fifty times in the same instant", async () => {
    const { phone } = await createAccount();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => attempt(phone, testPassword)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(50);
    expect(await attempt(phone, testPassword)).toMatchObject({ ok: true });
  });
});

describe("an address", () => {
  it("tests fifty accounts without work, not a hundred", async () => {
    const phones = Array.from({ length: 100 }, newPhone);
    const outcomes: string[] = [];
    for (const phone of phones) {
      const tried = await attempt(phone, "a-popular-one");
      outcomes.push(tried.ok ? "" : tried.error);
    }
    expect(outcomes.filter((outcome) => outcome === "wrong_phone_or_password")).toHaveLength(50);
    expect(outcomes.filter((outcome) => outcome === "proof_demanded")).toHaveLength(50);
  });

  it("has a ceiling over all accounts, which spares known devices", async () => {
    const { id, phone } = await createAccount();
    await fill(signInAddress.points, () => consume(signInAddress, home));
    expect(await attempt(phone, testPassword)).toMatchObject({ error: "sign_in_network_limit" });
    expect(await attempt(phone, testPassword, { device: newDevice(id) })).toMatchObject({ ok: true });
    expect(await attempt(phone, testPassword, { address: newAddress() })).toMatchObject({ ok: true });
  });

  it("of two thousand people is sent two thousand codes within the hour, the last at four units of work", async () => {
    await fill(20, () => consume(smsAddressHour, home));
    expect(await send(newPhone(), { purpose: "REGISTER" })).toMatchObject({
      error: "proof_demanded",
      demand: { price: 1 },
    });
    await fill(1979, () => consume(smsAddressHour, home));
    expect(await send(newPhone(), { purpose: "REGISTER" })).toMatchObject({ demand: { price: 2 } });
    const phone = newPhone();
    const device = newDevice();
    const sent = await withProof((effort) => send(phone, { purpose: "REGISTER", device, effort }));
    if (!sent.ok || !sent.value.code) throw new Error("no code was sent");
    expect(await register({ phone, smsCode: sent.value.code, password: testPassword, device, now })).toMatchObject({
      ok: true,
    });
    await fill(999, () => consume(smsAddressHour, home));
    expect(await send(newPhone(), { purpose: "REGISTER" })).toMatchObject({ demand: { price: 4 } });
    await consume(smsAddressHour, home);
    expect(await send(newPhone(), { purpose: "REGISTER" })).toMatchObject({ error: "sms_network_limit" });
  });
});

describe("a phone that strangers ask codes for", () => {
  it("is sent the owner's code all the same, after some work, and by it he comes in", async () => {
    const { phone } = await createAccount();
    for (let done = 0; done < 5; done += 1)
      expect(await send(phone, { address: newAddress() })).toMatchObject({ ok: true });
    const device = newDevice();
    expect(await send(phone, { device })).toMatchObject({ error: "proof_demanded", demand: { price: 1 } });
    const sent = await withProof((effort) => send(phone, { device, effort }));
    if (!sent.ok || !sent.value.code) throw new Error("no code was sent");
    const tried = await tryCode(phone, sent.value.code, device);
    if (!tried.ok) throw new Error(tried.error);
    const reset = await resetPassword({
      smsCodeId: tried.value.smsCodeId,
      password: "another-horse-battery",
      now: after(MINUTE),
    });
    expect(reset).toMatchObject({ ok: true });
  });

  it("is sent it at once where he signed in before, whatever strangers used up, next door too", async () => {
    const { id, phone } = await createAccount();
    for (let done = 0; done < 5; done += 1) await send(phone, { now: after(done * MINUTE) });
    expect(await send(phone, { now: after(5 * MINUTE) })).toMatchObject({ error: "sms_hourly_limit" });
    expect(await send(phone, { device: newDevice(id), now: after(5 * MINUTE) })).toMatchObject({ ok: true });
  });

  it("is not used up by strangers who do no work", async () => {
    const { phone } = await createAccount();
    const outcomes: string[] = [];
    for (let done = 0; done < 40; done += 1) {
      const sent = await send(phone, { address: newAddress(), effort: noProofOfWork });
      outcomes.push(sent.ok ? "sent" : sent.error);
    }
    expect(outcomes.slice(0, 14)).toEqual(Array(14).fill("sent"));
    expect(outcomes.slice(14)).toEqual(Array(26).fill("sms_phone_ceiling"));
    expect(await send(phone)).toMatchObject({ error: "proof_demanded", demand: { price: 8 } });
  });

  it("keeps a good code that strangers guess at, and none of them can use it", async () => {
    const { phone } = await createAccount();
    const device = newDevice();
    const sent = await send(phone, { device });
    if (!sent.ok || !sent.value.code) throw new Error("no code was sent");
    const { code } = sent.value;
    for (let done = 0; done < 20; done += 1) await tryCode(phone, code === "000000" ? "000001" : "000000");
    expect(await tryCode(phone, code)).toMatchObject({ error: "sms_code_wrong" });
    expect(await tryCode(phone, code, device)).toMatchObject({ ok: true });
  });
});

describe("a member of staff whom strangers keep out", () => {
  const signInAs = (phone: string, more: Partial<Parameters<typeof signInStaff>[0]> = {}) =>
    signInStaff({ phone, password: testPassword, address: home, device: null, effort: capable, now, ...more });

  it("comes in by his device and, elsewhere, with some work", async () => {
    const { id, phone } = await createStaff();
    await attack(25, (address) => signInAs(phone, { address, password: "wrong-password", effort: noProofOfWork }));
    expect(await signInAs(phone, { device: newDevice(id) })).toMatchObject({ ok: true });
    expect(await withProof((effort) => signInAs(phone, { effort }))).toMatchObject({ ok: true });
  });

  it("is let in again by an administrator, who says why, on record", async () => {
    const { id, phone } = await createStaff();
    const key = staffKey(blindIndex("phone", phone));
    await attack(12, (address) => signInAs(phone, { address, password: "wrong-password", effort: noProofOfWork }));
    await fill(signInPair.points, () => consume(signInPair, [key, home]));
    expect(await signInAs(phone)).toMatchObject({ error: "sign_in_limit" });
    expect((await staffSignInFailures(new Date())).get(id)).toBe(12);

    const administrator = await createStaff({ role: "ADMINISTRATOR" });
    const lift = (number: string) =>
      liftSignInLimits({
        phone: number,
        reason: "本人来电核实",
        actor: { kind: "STAFF", id: administrator.id },
        now: new Date(),
      });
    expect(await lift(newPhone())).toEqual({ ok: false, error: "phone_of_nobody" });
    expect(await lift(phone)).toMatchObject({ ok: true });
    expect(await signInAs(phone)).toMatchObject({ ok: true });
    expect((await staffSignInFailures(new Date())).has(id)).toBe(false);
    const [entry] = await db().auditEntry.findMany({ where: { action: "sign_in.lift", subjectId: id } });
    expect(entry).toMatchObject({ actorId: administrator.id, detail: { reason: "本人来电核实", failures: 12 } });
  });

  it("is let in again as a candidate too, with codes for his phone", async () => {
    const { id, phone } = await createAccount();
    await fill(ownerTries.points, () => consume(ownerTries, id));
    for (let done = 0; done < 5; done += 1) await send(phone, { now: after(done * MINUTE) });
    expect(await send(phone, { now: after(5 * MINUTE) })).toMatchObject({ error: "sms_hourly_limit" });
    await liftSignInLimits({ phone, reason: "本人到场", actor: { kind: "SYSTEM" }, now: after(5 * MINUTE) });
    expect(await consume(ownerTries, id)).toMatchObject({ allowed: true, count: 1 });
    expect(await send(phone, { now: after(5 * MINUTE) })).toMatchObject({ ok: true });
  });
});
