import { describe, expect, it } from "vitest";
import { leaveAccount } from "@/lib/domain/account/commands/leave-account";
import { register } from "@/lib/domain/account/commands/register";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { signIn } from "@/lib/domain/account/commands/sign-in";
import { trySmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { ownerTries } from "@/lib/domain/account/limits";
import { signedInCandidate } from "@/lib/domain/account/queries";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { sendRefundSms } from "@/lib/domain/payment/commands/send-refund-sms";
import { resetByOwner } from "@/lib/domain/registration/commands/reset-by-owner";
import { proofFor } from "@/lib/domain/registration/owner-proof";
import { sendDecisionSms } from "@/lib/domain/review/commands/send-decision-sms";
import {
  createAccount,
  createLoginSession,
  createRegistration,
  newDocument,
  testPassword,
} from "../../support/factories";
import { codeTo, messagesTo, testDevice as device } from "../../support/sms";

// 二次放号: the carrier gave the phone of a candidate to somebody else, who holds every code that is sent to it.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const address = "198.51.100.7";
const password = "a-password-of-the-new-holder";

/** An account with a registration, and a code for a new password that was typed right. */
async function holding({
  status = "SUBMITTED" as RegistrationStatus,
  ...overrides
}: Parameters<typeof createRegistration>[0] = {}) {
  const account = await createAccount();
  const registration = await createRegistration({ status, accountId: account.id, ...overrides });
  return { ...account, registration, ...(await confirmed(account.phone)) };
}

async function confirmed(phone: string, now = new Date()) {
  const code = await codeTo(phone, "RESET_PASSWORD", now);
  const tried = await trySmsCode({ purpose: "RESET_PASSWORD", phone, code, device, now });
  if (!tried.ok) throw new Error(tried.error);
  return { smsCodeId: tried.value.smsCodeId, now };
}

const attempt = (phone: string, typed: string) =>
  signIn({ phone, password: typed, remember: false, address, device: null, effort: noProofOfWork, now: new Date() });

describe("a new password", () => {
  it.each(["DRAFT", "SUBMITTED", "RETURNED", "REFUSED", "PRE_APPROVED", "APPROVED", "PAID", "CANCELLED"] as const)(
    "is not set by the code alone where a registration is %s, and is with the document number",
    async (status) => {
      const { phone, registration, smsCodeId, now } = await holding({ status });
      for (const documentNumber of ["", newDocument(), registration.document.slice(0, 17)]) {
        expect(await resetByOwner({ smsCodeId, documentNumber, password, now })).toEqual({
          ok: false,
          error: "owner_not_confirmed",
        });
      }
      expect((await attempt(phone, testPassword)).ok).toBe(true);
      expect((await resetByOwner({ smsCodeId, documentNumber: registration.document, password, now })).ok).toBe(true);
      expect((await attempt(phone, password)).ok).toBe(true);
    },
  );

  it("asks for a number that stands in a draft alone, or was bound by an approval of long ago", async () => {
    const document = newDocument();
    const typed = JSON.stringify({ name: "王小明", documentNumber: ` ${document.slice(0, 6)} ${document.slice(6)}` });
    const id = uuidv7(new Date());
    const draftEncrypted = encryptColumn("registration.draft_encrypted", id, typed);
    const drafted = await holding({ id, status: "DRAFT", bare: true, draftEncrypted });
    expect((await resetByOwner({ ...drafted, documentNumber: "", password })).ok).toBe(false);
    expect((await resetByOwner({ ...drafted, documentNumber: document, password })).ok).toBe(true);

    const account = await createAccount({ documentIndex: blindIndex("document", `citizen ${document}`) });
    const bound = await confirmed(account.phone);
    expect((await resetByOwner({ ...bound, documentNumber: "", password })).ok).toBe(false);
    expect((await resetByOwner({ ...bound, documentNumber: document, password })).ok).toBe(true);
  });

  it("takes five numbers a day, guesses sent at once included, and not even the right one after that", async () => {
    const { registration, smsCodeId, now } = await holding();
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () => resetByOwner({ smsCodeId, documentNumber: newDocument(), password, now })),
    );
    const errors = guesses.map((guess) => (guess.ok ? "set" : guess.error));
    expect(errors.filter((error) => error === "owner_not_confirmed")).toHaveLength(ownerTries.points);
    expect(errors.filter((error) => error === "owner_tries_used_up")).toHaveLength(20 - ownerTries.points);
    expect(await resetByOwner({ smsCodeId, documentNumber: registration.document, password, now })).toMatchObject({
      error: "owner_tries_used_up",
    });
  });

  it("needs the code alone where nothing was ever filled in", async () => {
    const account = await createAccount();
    const { smsCodeId, now } = await confirmed(account.phone);
    expect((await resetByOwner({ smsCodeId, documentNumber: "", password, now })).ok).toBe(true);
  });

  it.each([
    [-1, "none"],
    [0, "appeal"],
    [1, "appeal"],
  ])("of a registration without a number, ninety days and %i ms old, asks for: %s", (offset, proof) => {
    const changed = new Date("2026-06-01T00:00:00Z");
    const owner = { documentIndexes: new Set<string>(), namelessChangedAt: changed };
    expect(proofFor(owner, new Date(changed.getTime() + 90 * DAY + offset))).toBe(proof);
  });
});

describe("这不是我的账号", () => {
  async function expectSeparated(old: Awaited<ReturnType<typeof holding>>, newAccountId: string) {
    expect(newAccountId).not.toBe(old.id);
    const [before, after] = await Promise.all(
      [old.id, newAccountId].map((id) =>
        db().account.findUniqueOrThrow({ where: { id }, include: { registrations: true } }),
      ),
    );
    expect(before).toMatchObject({ phoneIndex: null, phoneEncrypted: null });
    // The old account keeps what it had, the new one has nothing.
    expect(before?.registrations).toMatchObject([{ id: old.registration.id, status: "PAID", name: "张三" }]);
    expect(after?.registrations).toEqual([]);
    expect(decryptColumn("account.phone_encrypted", newAccountId, after?.phoneEncrypted ?? "")).toBe(old.phone);
    expect((await attempt(old.phone, testPassword)).ok).toBe(false);
    const signed = await attempt(old.phone, password);
    expect(signed.ok && signed.value.accountId).toBe(newAccountId);
    expect(
      await db().auditEntry.findFirst({ where: { action: "account.release_phone", subjectId: old.id } }),
    ).toMatchObject({
      actorId: newAccountId,
    });
  }

  it("leads from 找回密码 to an account of his own, once, and keeps the old one", async () => {
    const old = await holding({ status: "PAID" });
    const { smsCodeId, now } = old;
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => leaveAccount({ smsCodeId, password, now })));
    const made = outcomes.filter((outcome) => outcome.ok);
    expect(made).toHaveLength(1);
    const [first] = made;
    if (!first?.ok) throw new Error("nobody got an account");
    await expectSeparated(old, first.value.accountId);
    expect(await signedInCandidate(first.value.session.id, now)).toMatchObject({ id: first.value.accountId });
  });

  it("leads from 新用户注册 there too, and without it the phone is taken", async () => {
    const old = await holding({ status: "PAID" });
    const now = new Date(Date.now() + MINUTE);
    const smsCode = await codeTo(old.phone, "REGISTER", now);
    const one = { phone: old.phone, smsCode, password, device, now };
    expect(await register(one)).toMatchObject({ error: "phone_already_registered" });
    expect(await register({ ...one, smsCode: "000000", notMine: true })).toMatchObject({ error: "sms_code_wrong" });
    expect((await attempt(old.phone, testPassword)).ok).toBe(true);
    const made = await register({ ...one, notMine: true });
    if (!made.ok) throw new Error(made.error);
    await expectSeparated(old, made.value.accountId);
  });

  it("leaves the old owner signed in where he is, and tells the new holder nothing of the old registration", async () => {
    const old = await holding({ status: "APPROVED" });
    const session = await createLoginSession({ accountId: old.id });
    const left = await leaveAccount({ smsCodeId: old.smsCodeId, password, now: old.now });
    expect(left.ok).toBe(true);
    expect(await signedInCandidate(session.id, old.now)).toMatchObject({ id: old.id });
    const sent = (await messagesTo(old.phone)).length;
    const decision = await db().reviewDecision.findFirstOrThrow({ where: { registrationId: old.registration.id } });
    expect(await sendDecisionSms({ decisionId: decision.id, now: old.now })).toBe("cancelled");
    expect(await sendRefundSms({ refundId: decision.id, now: old.now })).toBe("nobody");
    expect(await messagesTo(old.phone)).toHaveLength(sent);
  });

  it("does nothing with a code of another purpose, a used one, or long after", async () => {
    const old = await holding();
    const now = new Date(Date.now() + MINUTE);
    const code = await codeTo(old.phone, "APPEAL", now);
    const tried = await trySmsCode({ purpose: "APPEAL", phone: old.phone, code, device, now });
    if (!tried.ok) throw new Error(tried.error);
    expect(await leaveAccount({ smsCodeId: tried.value.smsCodeId, password, now })).toMatchObject({
      error: "reset_expired",
    });
    const late = new Date(old.now.getTime() + 20 * MINUTE);
    expect(await leaveAccount({ smsCodeId: old.smsCodeId, password, now: late })).toMatchObject({
      error: "reset_expired",
    });
    expect((await resetByOwner({ ...old, documentNumber: old.registration.document, password })).ok).toBe(true);
    expect(await leaveAccount({ smsCodeId: old.smsCodeId, password, now: old.now })).toMatchObject({
      error: "reset_expired",
    });
    expect(await db().account.count({ where: { id: old.id, phoneIndex: { not: null } } })).toBe(1);
  });
});
