import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import {
  addPasskey,
  askForPasskey,
  beginPasskey,
  givePasskey,
  removePasskey,
} from "@/lib/domain/account/commands/passkeys";
import { resetSecondFactor } from "@/lib/domain/account/commands/remove-second-factor";
import { passkeysOf, secondFactorState, signedInStaff } from "@/lib/domain/account/queries";
import { env } from "@/lib/env";
import { newAuthenticator } from "@/tests/support/authenticator";
import { createLoginSession, createStaff, withSecondFactor } from "@/tests/support/factories";

const now = new Date();
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const FIVE_MINUTES = 300_000;
const origin = () => env().APP_URL;

/** A member with an authenticator app, a login that has given its code, and one that has not. */
async function member() {
  const staff = await createStaff({ role: "FINANCE", ...withSecondFactor(uuidv7(now)) });
  const [open, half] = await Promise.all([
    createLoginSession({ staffId: staff.id }),
    createLoginSession({ staffId: staff.id }),
  ]);
  await db().loginSession.update({ where: { id: open.id }, data: { secondFactorAt: now } });
  await db().loginSession.update({ where: { id: half.id }, data: { secondFactorAt: null } });
  return { id: staff.id, open: open.id, half: half.id };
}

const value = <T>(result: { ok: true; value: T } | { ok: false; error: string }): T => {
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

async function withPasskey() {
  const staff = await member();
  const authenticator = newAuthenticator({ origin: origin() });
  const options = value(await beginPasskey({ loginSessionId: staff.open, now }));
  const answer = authenticator.make(options);
  expect(await addPasskey({ loginSessionId: staff.open, answer, name: "Windows · Edge", now })).toMatchObject({
    ok: true,
  });
  return { ...staff, authenticator };
}

const opens = async (login: string, at = now) => (await signedInStaff(login, at, true)) !== null;
const ask = async (loginSessionId: string, at = now) => value(await askForPasskey({ loginSessionId, now: at }));
const give = (loginSessionId: string, answer: string, at = now) => givePasskey({ loginSessionId, answer, now: at });
const notRight = { ok: false, error: "passkey_not_right" };

describe("a passkey", () => {
  it("stands in for the code: it opens the login that the password began, and its use is on record", async () => {
    const { id, half, authenticator } = await withPasskey();
    expect(await opens(half)).toBe(false);
    expect((await secondFactorState(half, now))?.hasPasskey).toBe(true);
    expect(await give(half, authenticator.sign(await ask(half), 1))).toEqual({ ok: true, value: { staffId: id } });
    expect(await opens(half)).toBe(true);
    expect(await passkeysOf(id)).toMatchObject([{ name: "Windows · Edge", lastUsedAt: now }]);
    const actions = await db().auditEntry.findMany({
      where: { subjectId: id },
      select: { action: true, detail: true },
    });
    expect(actions).toContainEqual({ action: "staff.second_factor", detail: { by: "passkey" } });
  });

  it("signs one challenge, once, within five minutes, in the login that was asked", async () => {
    const { half, open, authenticator } = await withPasskey();
    const over = { ok: false, error: "passkey_over" };
    const signed = authenticator.sign(await ask(half));
    expect(await give(open, signed)).toEqual(over);
    expect(await give(half, signed, after(FIVE_MINUTES))).toEqual(over);
    // Asking too late used it up.
    expect(await give(half, signed)).toEqual(over);
    const other = authenticator.sign(await ask(half));
    await ask(half);
    expect(await give(half, other)).toEqual(notRight);
    const last = authenticator.sign(await ask(half));
    expect(await give(half, last, after(FIVE_MINUTES - 1))).toMatchObject({ ok: true });
    expect(await give(half, last)).toEqual(over);
  });

  it("of two posts of one signature one wins", async () => {
    const { half, authenticator } = await withPasskey();
    const signed = authenticator.sign(await ask(half), 5);
    const both = await Promise.all([give(half, signed), give(half, signed)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is refused when another key signed, when nobody was verified, when its counter went back, and as garbage", async () => {
    const { half, authenticator } = await withPasskey();
    const stranger = newAuthenticator({ origin: origin() });
    expect(await give(half, stranger.sign(await ask(half)))).toEqual({ ok: false, error: "passkey_unknown" });
    const posing = JSON.parse(stranger.sign(await ask(half))) as object;
    const named = { id: authenticator.credentialId, rawId: authenticator.credentialId };
    expect(await give(half, JSON.stringify({ ...posing, ...named }))).toEqual(notRight);
    for (const garbage of ["", "{", "null", "[]", '{"id":"x"}', "x".repeat(100_000)]) {
      await ask(half);
      expect((await give(half, garbage)).ok).toBe(false);
    }
    expect(await give(half, authenticator.sign(await ask(half), 7))).toMatchObject({ ok: true });
    expect(await give(half, authenticator.sign(await ask(half), 6))).toEqual(notRight);
  });

  it("is not made without a finger or a PIN, for another site, twice, or by who has no authenticator app", async () => {
    const { open, half } = await member();
    const make = async (authenticator: ReturnType<typeof newAuthenticator>, login = open) =>
      addPasskey({
        loginSessionId: login,
        answer: authenticator.make(value(await beginPasskey({ loginSessionId: login, now }))),
        name: "x",
        now,
      });
    expect(await make(newAuthenticator({ origin: origin(), verifies: false }))).toEqual(notRight);
    expect(await make(newAuthenticator({ origin: "https://host.example" }))).toEqual(notRight);
    const own = newAuthenticator({ origin: origin() });
    expect(await make(own)).toMatchObject({ ok: true });
    expect(await make(own)).toEqual({ ok: false, error: "passkey_is_known" });
    expect(await opens(half)).toBe(false);
    const plain = await createLoginSession({ staffId: (await createStaff()).id });
    expect(await beginPasskey({ loginSessionId: plain.id, now })).toEqual({
      ok: false,
      error: "passkey_needs_factor",
    });
  });

  it("is never made by the answer to a question for a signature, or long after the code", async () => {
    const { open } = await withPasskey();
    const stranger = newAuthenticator({ origin: origin() });
    const add = (answer: string, at = now) => addPasskey({ loginSessionId: open, answer, name: "x", now: at });
    const over = { ok: false, error: "passkey_over" };
    // Signing is asked without a fresh code: its challenge makes no key.
    expect(await add(stranger.make(await ask(open)))).toEqual(over);
    const late = after(3 * FIVE_MINUTES);
    const asked = value(await beginPasskey({ loginSessionId: open, now: late }));
    expect(await add(stranger.make(asked), late)).toEqual(over);
    const inTime = after(3 * FIVE_MINUTES - 1);
    const again = value(await beginPasskey({ loginSessionId: open, now: inTime }));
    expect(await add(stranger.make(again), inTime)).toMatchObject({ ok: true });
  });

  it("goes when its owner removes it, nobody else, and when the second factor is reset", async () => {
    const [first, second] = [await withPasskey(), await withPasskey()];
    const [passkey] = await passkeysOf(first.id);
    const passkeyId = passkey?.id ?? "";
    expect(await removePasskey({ staffId: second.id, passkeyId, now })).toEqual({
      ok: false,
      error: "passkey_unknown",
    });
    expect(await removePasskey({ staffId: first.id, passkeyId, now })).toMatchObject({ ok: true });
    expect(await askForPasskey({ loginSessionId: first.half, now })).toEqual({ ok: false, error: "passkey_unknown" });
    const { version } = await db().staff.findUniqueOrThrow({ where: { id: second.id } });
    const reset = { memberId: second.id, version, reason: "手机丢失", actor: { kind: "SYSTEM" } as const, now };
    expect(await resetSecondFactor(reset)).toMatchObject({ ok: true });
    expect(await passkeysOf(second.id)).toEqual([]);
  });
});
