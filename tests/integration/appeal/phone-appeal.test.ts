import { describe, expect, it } from "vitest";
import { leaveAccount } from "@/lib/domain/account/commands/leave-account";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { signIn } from "@/lib/domain/account/commands/sign-in";
import { trySmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { ownerTries } from "@/lib/domain/account/limits";
import { signedInCandidate } from "@/lib/domain/account/queries";
import { decidePhoneAppeal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import { filePhoneAppeal } from "@/lib/domain/appeal/commands/file-phone-appeal";
import { sendAppealSms } from "@/lib/domain/appeal/commands/send-appeal-sms";
import {
  countWaitingPhoneAppeals,
  ownPhoneAppeals,
  phoneAppealCase,
  phoneAppealList,
} from "@/lib/domain/appeal/queries/phone-appeals";
import { maskPhone } from "@/lib/core/phone";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { resetByOwner } from "@/lib/domain/registration/commands/reset-by-owner";
import {
  createAccount,
  createLoginSession,
  createRegistration,
  createStaff,
  newDocument,
  newPhone,
  testPassword,
} from "../../support/factories";
import { codeTo, messagesTo, testDevice as device } from "../../support/sms";

const MINUTE = 60_000;
const address = "198.51.100.8";
const reason = "已核对证件照片与本人一致。";
const password = "a-password-after-the-appeal";

await migrateJobs(process.env["DATABASE_URL"] ?? "");

async function file(document: string, phone = newPhone(), now = new Date()) {
  const smsCode = await codeTo(phone, "APPEAL", now);
  const filed = await filePhoneAppeal({
    phone,
    smsCode,
    name: "张三",
    documentNumber: document,
    statement: "原手机号已停用。",
    device,
    now,
  });
  const appeal = filed.ok
    ? await db().phoneAppeal.findFirstOrThrow({
        where: { phoneIndex: blindIndex("phone", phone) },
        orderBy: { createdAt: "desc" },
      })
    : null;
  return { phone, filed, id: appeal?.id ?? "", appeal };
}

async function lost() {
  const account = await createAccount();
  const registration = await createRegistration({ status: "PAID", accountId: account.id });
  return { account, registration, staff: await createStaff({ role: "EXAM_OFFICER" }) };
}

const attempt = (phone: string, typed: string) =>
  signIn({ phone, password: typed, remember: false, address, device: null, effort: noProofOfWork, now: new Date() });

/** 找回密码 with the phone. */
async function reset(phone: string, documentNumber: string) {
  const now = new Date(Date.now() + 2 * MINUTE);
  const code = await codeTo(phone, "RESET_PASSWORD", now);
  const tried = await trySmsCode({ purpose: "RESET_PASSWORD", phone, code, device, now });
  if (!tried.ok) throw new Error(tried.error);
  return resetByOwner({ smsCodeId: tried.value.smsCodeId, documentNumber, password, now });
}

const news = async (phone: string) => (await messagesTo(phone)).filter(({ code }) => !code).map(({ text }) => text);

describe("an appeal for an account", () => {
  it("brings the owner back whose number was lost, with everything he had, and tells both numbers", async () => {
    const { account, registration, staff } = await lost();
    const elsewhere = await createLoginSession({ accountId: account.id });
    const { phone, id } = await file(registration.document);
    const found = await phoneAppealCase(id);
    expect(found).toMatchObject({ name: "张三", statement: "原手机号已停用。", accounts: [{ id: account.id }] });
    expect(JSON.stringify(found)).not.toContain(registration.document);
    expect(JSON.stringify(found)).not.toContain(phone);

    const now = new Date();
    const decide = { appealId: id, accountId: account.id, reason, seenEvidence: "", staffId: staff.id, now };
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => decidePhoneAppeal(decide)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]))).toEqual(
      Array(4).fill("phone_appeal_decided"),
    );

    const moved = await db().account.findUniqueOrThrow({ where: { id: account.id }, include: { registrations: true } });
    expect(decryptColumn("account.phone_encrypted", account.id, moved.phoneEncrypted ?? "")).toBe(phone);
    expect(moved.registrations).toMatchObject([{ id: registration.id, status: "PAID" }]);
    // The old password and the old sessions are worth nothing any more, wherever they were.
    expect(await signedInCandidate(elsewhere.id, now)).toBeNull();
    for (const number of [account.phone, phone]) expect((await attempt(number, testPassword)).ok).toBe(false);
    expect((await reset(phone, registration.document)).ok).toBe(true);
    const signed = await attempt(phone, password);
    expect(signed.ok && signed.value.accountId).toBe(account.id);

    expect(await sendAppealSms({ phoneAppealId: id, now })).toBe("sent");
    expect(await sendAppealSms({ phoneAppealId: id, now })).toBe("nobody");
    expect(await news(phone)).toEqual([expect.stringContaining("找回账号")]);
    expect(await news(account.phone)).toEqual([expect.stringContaining("手机号已变更")]);
    const kept = await db().smsMessage.findMany({ where: { accountId: account.id }, orderBy: { id: "asc" } });
    expect(kept.map(({ text, phoneMasked }) => [phoneMasked, text])).toEqual([
      [maskPhone(account.phone), expect.stringContaining("手机号已变更")],
      [maskPhone(phone), expect.stringContaining("找回账号")],
    ]);
    const audit = await db().auditEntry.findMany({ where: { actorId: staff.id }, orderBy: { id: "asc" } });
    expect(audit.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ["account.move_phone", account.id],
      ["phone_appeal.decide", id],
    ]);
    expect(audit[1]?.detail).toMatchObject({ decision: "approved", accountId: account.id, reason });
    const jobs = await db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE t.identifier = 'send-appeal-sms' AND j.payload->>'phoneAppealId' = ${id}`;
    expect(jobs).toEqual([{ count: 1 }]);
  });

  it("leaves the owner his tries, whatever the holder of his old number guessed", async () => {
    const { account, registration, staff } = await lost();
    const errors: unknown[] = [];
    const at = new Date();
    const code = await codeTo(account.phone, "RESET_PASSWORD", at);
    const tried = await trySmsCode({ purpose: "RESET_PASSWORD", phone: account.phone, code, device, now: at });
    if (!tried.ok) throw new Error(tried.error);
    for (let guess = 0; guess <= ownerTries.points; guess++) {
      const done = await resetByOwner({
        smsCodeId: tried.value.smsCodeId,
        documentNumber: newDocument(),
        password,
        now: at,
      });
      errors.push(done.ok ? "set" : done.error);
    }
    expect(errors.at(-1)).toBe("owner_tries_used_up");
    const { phone, id } = await file(registration.document);
    expect(
      (
        await decidePhoneAppeal({
          appealId: id,
          accountId: account.id,
          reason,
          seenEvidence: "",
          staffId: staff.id,
          now: new Date(),
        })
      ).ok,
    ).toBe(true);
    expect((await reset(phone, registration.document)).ok).toBe(true);
  });

  it("brings back an owner whose number the new holder took to an account of his own, and leaves that one alone", async () => {
    const { account, registration, staff } = await lost();
    const at = new Date();
    const code = await codeTo(account.phone, "RESET_PASSWORD", at);
    const tried = await trySmsCode({ purpose: "RESET_PASSWORD", phone: account.phone, code, device, now: at });
    if (!tried.ok) throw new Error(tried.error);
    const left = await leaveAccount({ smsCodeId: tried.value.smsCodeId, password: "of-the-new-holder", now: at });
    if (!left.ok) throw new Error(left.error);

    const { phone, id } = await file(registration.document);
    expect(await phoneAppealCase(id)).toMatchObject({ accounts: [{ id: account.id, phoneMasked: null }] });
    expect(
      (
        await decidePhoneAppeal({
          appealId: id,
          accountId: account.id,
          reason,
          seenEvidence: "",
          staffId: staff.id,
          now: new Date(),
        })
      ).ok,
    ).toBe(true);
    await sendAppealSms({ phoneAppealId: id, now: new Date() });
    // The old number is somebody else's: nobody there is told.
    expect(await news(account.phone)).toEqual([]);
    expect((await reset(phone, registration.document)).ok).toBe(true);
    const newHolder = await attempt(account.phone, "of-the-new-holder");
    expect(newHolder.ok && newHolder.value.accountId).toBe(left.value.accountId);
  });

  it("gives back the number itself to who said by mistake that the account was not his", async () => {
    const { account, registration, staff } = await lost();
    const at = new Date();
    const code = await codeTo(account.phone, "RESET_PASSWORD", at);
    const tried = await trySmsCode({ purpose: "RESET_PASSWORD", phone: account.phone, code, device, now: at });
    if (!tried.ok) throw new Error(tried.error);
    const left = await leaveAccount({ smsCodeId: tried.value.smsCodeId, password, now: at });
    if (!left.ok) throw new Error(left.error);
    const { id } = await file(registration.document, account.phone, new Date(at.getTime() + 2 * MINUTE));
    expect(
      (
        await decidePhoneAppeal({
          appealId: id,
          accountId: account.id,
          reason,
          seenEvidence: "",
          staffId: staff.id,
          now: new Date(),
        })
      ).ok,
    ).toBe(true);
    const rows = await db().account.findMany({ where: { id: { in: [account.id, left.value.accountId] } } });
    expect(new Map(rows.map((row) => [row.id, row.phoneIndex]))).toEqual(
      new Map([
        [account.id, account.phoneIndex],
        [left.value.accountId, null],
      ]),
    );
    expect(await signedInCandidate(left.value.session.id, new Date())).toBeNull();
  });

  it("gives nothing to who names a document that no such account has, and takes no number from another candidate", async () => {
    const { account, registration, staff } = await lost();
    const victim = await lost();
    const stranger = await file(newDocument());
    expect(stranger.filed.ok).toBe(true);
    const decide = (appealId: string, accountId: string) =>
      decidePhoneAppeal({ appealId, accountId, reason, seenEvidence: "", staffId: staff.id, now: new Date() });
    expect(await decide(stranger.id, account.id)).toEqual({ ok: false, error: "phone_appeal_account_unknown" });
    expect(await decide(stranger.id, staff.id)).toEqual({ ok: false, error: "phone_appeal_account_unknown" });

    // The document names an account, and the hand of the office slipped to another.
    const mine = await file(registration.document);
    expect(await decide(mine.id, victim.account.id)).toEqual({ ok: false, error: "phone_appeal_account_unknown" });

    const taking = await file(registration.document, victim.account.phone);
    expect(await decide(taking.id, account.id)).toEqual({ ok: false, error: "phone_appeal_number_in_use" });
    for (const { id, phoneIndex } of [account, victim.account]) {
      expect(await db().account.findUniqueOrThrow({ where: { id } })).toMatchObject({ phoneIndex });
    }
    // A refused decision decided nothing.
    expect((await phoneAppealList()).waiting.map(({ id }) => id)).toEqual(
      expect.arrayContaining([stranger.id, taking.id]),
    );
    expect(await countWaitingPhoneAppeals()).toBe((await phoneAppealList()).waiting.length);
  });

  it("is rejected with a reason that its phone can read, and no other", async () => {
    const { account, registration, staff } = await lost();
    const { phone, id, filed } = await file(registration.document);
    if (!filed.ok) throw new Error(filed.error);
    expect(await ownPhoneAppeals(filed.value.smsCodeId)).toMatchObject([{ id, decidedAt: null }]);
    const rejected = await decidePhoneAppeal({
      appealId: id,
      accountId: null,
      reason: "请携带证件到办公室办理。",
      seenEvidence: "",
      staffId: staff.id,
      now: new Date(),
    });
    expect(rejected.ok).toBe(true);
    expect(await ownPhoneAppeals(filed.value.smsCodeId)).toMatchObject([
      { approved: false, reason: "请携带证件到办公室办理。" },
    ]);
    expect((await attempt(account.phone, testPassword)).ok).toBe(true);
    await sendAppealSms({ phoneAppealId: id, now: new Date() });
    expect([await news(phone), await news(account.phone)]).toMatchObject([[expect.any(String)], []]);

    const other = await file(newDocument());
    if (!other.filed.ok) throw new Error(other.filed.error);
    expect((await ownPhoneAppeals(other.filed.value.smsCodeId))?.map((appeal) => appeal.id)).toEqual([other.id]);
    const code = await db().smsCode.findFirstOrThrow({ where: { purpose: "APPEAL" } });
    await db().smsCode.update({ where: { id: code.id }, data: { purpose: "REGISTER" } });
    expect(await ownPhoneAppeals(code.id)).toBeNull();
  });

  it("is filed once while it waits, with a code that was sent for it", async () => {
    const document = newDocument();
    const { phone, filed } = await file(document);
    expect(filed.ok).toBe(true);
    const now = new Date(Date.now() + MINUTE);
    expect((await file(document, phone, now)).filed).toEqual({ ok: false, error: "phone_appeal_open" });
    const other = newPhone();
    const smsCode = await codeTo(other, "REGISTER", now);
    const wrong = await filePhoneAppeal({
      phone: other,
      smsCode,
      name: "张三",
      documentNumber: document,
      statement: "x",
      device,
      now,
    });
    expect(wrong).toEqual({ ok: false, error: "sms_code_wrong" });
    const row = await db().phoneAppeal.findFirstOrThrow({ orderBy: { id: "asc" } });
    for (const personal of [document, phone, "张三", "停用"]) expect(JSON.stringify(row)).not.toContain(personal);
  });
});
