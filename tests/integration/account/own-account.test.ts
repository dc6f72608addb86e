import { describe, expect, it } from "vitest";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { changeOwnPhone, sendPhoneChangeSms } from "@/lib/domain/account/commands/change-own-phone";
import { changePassword } from "@/lib/domain/account/commands/change-password";
import { endOwnLogins } from "@/lib/domain/account/commands/end-own-logins";
import { hashSmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { ownAccount, ownPhone, signedInCandidate } from "@/lib/domain/account/queries";
import { createAccount, createLoginSession, newPhone, testPassword } from "@/tests/support/factories";

const now = new Date();
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const TEN_MINUTES = 600_000;

/** A code for changing a phone, as it lies in the database once it was sent. */
async function code(phone: string, purpose: "CHANGE_PHONE" | "RESET_PASSWORD" = "CHANGE_PHONE"): Promise<string> {
  const { id } = await db().smsCode.create({
    data: {
      purpose,
      phoneIndex: blindIndex("phone", phone),
      codeHash: hashSmsCode(purpose, phone, "123456"),
      createdAt: now,
      expiresAt: after(TEN_MINUTES),
    },
  });
  return id;
}

async function signedIn() {
  const account = await createAccount();
  const logins = await Promise.all([0, 1, 2].map(() => createLoginSession({ accountId: account.id })));
  const [own = "", ...others] = logins.map(({ id }) => id);
  return { ...account, own, others };
}

const isLive = async (id: string) => (await signedInCandidate(id, now)) !== null;
const auditOf = async (id: string, action: string) =>
  (await db().auditEntry.findMany({ where: { subjectId: id, action } })).map(({ detail }) => detail);

describe("a candidate changes his own phone", () => {
  const change = (
    account: { id: string; own: string },
    { formerCodeId, newCodeId, phone, at = now }: { formerCodeId: string; newCodeId: string; phone: string; at?: Date },
  ) => changeOwnPhone({ accountId: account.id, loginSessionId: account.own, formerCodeId, newCodeId, phone, now: at });

  it("with a code to each number; other logins end, and the old number is told once and forgotten", async () => {
    const account = await signedIn();
    const phone = newPhone();
    const codes = { formerCodeId: await code(account.phone), newCodeId: await code(phone), phone };
    expect(await change(account, codes)).toEqual({ ok: true, value: null });
    expect(await ownPhone(account.id)).toBe(phone);
    expect(await isLive(account.own)).toBe(true);
    for (const other of account.others) expect(await isLive(other)).toBe(false);
    const [told] = await auditOf(account.id, "account.change_phone");
    expect(JSON.stringify(told)).not.toContain(phone);
    expect(told).toMatchObject({ logins: 2 });

    const row = await db().phoneChange.findFirstOrThrow({ where: { accountId: account.id } });
    expect(JSON.stringify(row)).not.toContain(account.phone);
    expect(await sendPhoneChangeSms({ phoneChangeId: row.id, now })).toBe("sent");
    expect(await sendPhoneChangeSms({ phoneChangeId: row.id, now })).toBe("nobody");
    const after = await db().phoneChange.findUniqueOrThrow({ where: { id: row.id } });
    expect(after).toMatchObject({ formerPhoneEncrypted: null, smsSentAt: now });
    const { messages } = await ownAccount(account.id, now);
    expect(messages.map(({ phoneMasked }) => phoneMasked)).toEqual([
      `${account.phone.slice(0, 3)}****${account.phone.slice(-4)}`,
    ]);
    // Both codes are used.
    expect(await change(account, codes)).toEqual({ ok: false, error: "phone_change_over" });
  });

  it("not with a code of another purpose, of another number, or of too long ago", async () => {
    const account = await signedIn();
    const phone = newPhone();
    const newCodeId = await code(phone);
    const over = { ok: false, error: "phone_change_over" };
    const reset = await code(account.phone, "RESET_PASSWORD");
    expect(await change(account, { formerCodeId: reset, newCodeId, phone })).toEqual(over);
    expect(await change(account, { formerCodeId: newCodeId, newCodeId, phone })).toEqual(over);
    const formerCodeId = await code(account.phone);
    // Ten minutes of the code, and ten more for the second page.
    expect(await change(account, { formerCodeId, newCodeId, phone, at: after(2 * TEN_MINUTES) })).toEqual(over);
    expect(await ownPhone(account.id)).toBe(account.phone);
    expect(await change(account, { formerCodeId, newCodeId, phone, at: after(2 * TEN_MINUTES - 1) })).toMatchObject({
      ok: true,
    });
  });

  it("never to the number of another account, and the codes stay good for another number", async () => {
    const [account, other] = [await signedIn(), await createAccount()];
    const formerCodeId = await code(account.phone);
    const taken = { formerCodeId, newCodeId: await code(other.phone), phone: other.phone };
    expect(await change(account, taken)).toEqual({ ok: false, error: "phone_taken" });
    const own = { formerCodeId, newCodeId: await code(account.phone), phone: account.phone };
    expect(await change(account, own)).toEqual({ ok: false, error: "phone_is_same" });
    const phone = newPhone();
    expect(await change(account, { formerCodeId, newCodeId: await code(phone), phone })).toMatchObject({ ok: true });
    expect(await ownPhone(other.id)).toBe(other.phone);
  });

  it("of two accounts that take one number at once, one gets it", async () => {
    const accounts = [await signedIn(), await signedIn(), await signedIn()];
    const phone = newPhone();
    const done = await Promise.all(
      accounts.map(async (account) =>
        change(account, { formerCodeId: await code(account.phone), newCodeId: await code(phone), phone }),
      ),
    );
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    const holders = await db().account.findMany({ where: { phoneIndex: blindIndex("phone", phone) } });
    expect(holders).toHaveLength(1);
  });
});

describe("two candidates who change phones at once", () => {
  it("and take each other's number both keep their own", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [first, second] = [await signedIn(), await signedIn()];
      const swap = async (own: typeof first, other: typeof first) =>
        changeOwnPhone({
          accountId: own.id,
          loginSessionId: own.own,
          formerCodeId: await code(own.phone),
          newCodeId: await code(other.phone),
          phone: other.phone,
          now,
        });
      const done = await Promise.all([swap(first, second), swap(second, first)]);
      expect(done.map((result) => (result.ok ? "" : result.error))).toEqual(["phone_taken", "phone_taken"]);
      expect([await ownPhone(first.id), await ownPhone(second.id)]).toEqual([first.phone, second.phone]);
    }
  });
});

describe("a candidate's password and logins", () => {
  const visitor = { address: "198.51.100.9", device: null, effort: noProofOfWork };
  const change = (account: { id: string; own: string }, currentPassword: string, password: string) =>
    changePassword({ accountId: account.id, loginSessionId: account.own, currentPassword, password, ...visitor, now });

  it("a new password needs the old one, ends the other logins, and is no common one", async () => {
    const account = await signedIn();
    expect(await change(account, "not-the-password", "three-birds-on-a-wire")).toMatchObject({
      ok: false,
      error: "current_password_wrong",
    });
    expect(await change(account, testPassword, account.phone)).toMatchObject({ ok: false, error: "password_common" });
    for (const login of [account.own, ...account.others]) expect(await isLive(login)).toBe(true);
    expect(await change(account, testPassword, "three-birds-on-a-wire")).toMatchObject({ ok: true });
    expect(await isLive(account.own)).toBe(true);
    for (const login of account.others) expect(await isLive(login)).toBe(false);
    expect(await change(account, testPassword, "four-birds-on-a-wire")).toMatchObject({
      error: "current_password_wrong",
    });
  });

  it("he ends one login or all the others, never the one he asks in, and never another person's", async () => {
    const [account, stranger] = [await signedIn(), await signedIn()];
    const [first = "", second = ""] = account.others;
    const end = (only: string | null) =>
      endOwnLogins({ accountId: account.id, loginSessionId: account.own, only, now });
    expect(await end(stranger.own)).toEqual({ ok: false, error: "logins_are_over" });
    expect(await end(account.own)).toEqual({ ok: false, error: "logins_are_over" });
    expect(await end(first)).toEqual({ ok: true, value: null });
    expect([await isLive(first), await isLive(second)]).toEqual([false, true]);
    expect(await end(null)).toEqual({ ok: true, value: null });
    expect([await isLive(second), await isLive(account.own), await isLive(stranger.own)]).toEqual([false, true, true]);
    expect(await auditOf(account.id, "account.end_own_logins")).toEqual([{ logins: 1 }, { logins: 1 }]);
  });
});
