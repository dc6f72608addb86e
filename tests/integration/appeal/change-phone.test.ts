import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { sendSmsCode } from "@/lib/domain/account/commands/send-sms-code";
import { changePhoneInPerson } from "@/lib/domain/appeal/commands/change-phone-in-person";
import { sendAppealSms } from "@/lib/domain/appeal/commands/send-appeal-sms";
import { phoneAppealList } from "@/lib/domain/appeal/queries/phone-appeals";
import { personFile } from "@/lib/domain/progress/queries/person";
import { createAccount, createLoginSession, createRegistration, createStaff, newPhone } from "../../support/factories";
import { messagesTo } from "../../support/sms";

let officer: { id: string };
beforeAll(async () => {
  officer = await createStaff({ role: "EXAM_OFFICER", name: "闻人考务" });
});

const device = { id: "AAAAAAAAAAAAAAAAAAAAAA", marks: [] };

async function codeFor(phone: string): Promise<string> {
  const sent = await sendSmsCode({
    purpose: "APPEAL",
    phone,
    address: "203.0.113.7",
    device,
    effort: { proof: null, capable: false },
    atDesk: true,
    now: new Date(),
    later: () => undefined,
  });
  if (!sent.ok || !sent.value.code) throw new Error("no code was sent");
  return sent.value.code;
}

const act = (registrationId: string, phone: string, smsCode: string, change: object = {}) => ({
  registrationId,
  phone,
  smsCode,
  device,
  evidence: "当面核对身份证原件",
  reason: "原号码已停用",
  staffId: officer.id,
  now: new Date(),
  ...change,
});

describe("changing a phone in person", () => {
  it("moves the account, ends its logins and its password, tells both phones, and is listed as decided", async () => {
    const account = await createAccount();
    const login = await createLoginSession({ accountId: account.id });
    const { id } = await createRegistration({ status: "PAID", accountId: account.id });
    const phone = newPhone();
    expect(await changePhoneInPerson(act(id, phone, await codeFor(phone)))).toEqual({ ok: true, value: null });
    const moved = await db().account.findUniqueOrThrow({ where: { id: account.id } });
    expect(moved.phoneIndex).toBe(blindIndex("phone", phone));
    expect(moved.passwordHash).not.toBe(account.passwordHash);
    expect((await db().loginSession.findUniqueOrThrow({ where: { id: login.id } })).revokedAt).not.toBeNull();
    const { decided } = await phoneAppealList();
    const { id: appealId } = await db().phoneAppeal.findFirstOrThrow({ where: { accountId: account.id } });
    const row = decided.find((one) => one.id === appealId);
    expect(row).toMatchObject({ approved: true, decidedBy: { name: "闻人考务" } });
    await sendAppealSms({ phoneAppealId: appealId, now: new Date() });
    expect((await messagesTo(account.phone)).map(({ text }) => text)).toEqual([
      expect.stringContaining("手机号已变更"),
    ]);
    expect(await messagesTo(phone)).toHaveLength(2);
    const person = await personFile(id, "all", { whole: false });
    expect(person?.audit.map(({ action }) => action)).toContain("account.move_phone");
    expect(await db().auditEntry.findMany({ where: { action: "phone_appeal.in_person" } })).toMatchObject([
      { actorId: officer.id, detail: { registrationId: id, accountId: account.id } },
    ]);
  });

  it("changes nothing without the code of the new phone, asked for by this browser, once", async () => {
    const account = await createAccount();
    const { id } = await createRegistration({ status: "APPROVED", accountId: account.id });
    const phone = newPhone();
    const code = await codeFor(phone);
    const wrong = code === "000000" ? "000001" : "000000";
    const other = { id: "BBBBBBBBBBBBBBBBBBBBBB", marks: [] };
    expect(await changePhoneInPerson(act(id, phone, wrong))).toMatchObject({ error: "sms_code_wrong" });
    expect(await changePhoneInPerson(act(id, phone, code, { device: other }))).toMatchObject({
      error: "sms_code_wrong",
    });
    const answers = await Promise.all([
      changePhoneInPerson(act(id, phone, code)),
      changePhoneInPerson(act(id, phone, code)),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().phoneAppeal.count({ where: { accountId: account.id } })).toBe(1);
  });

  it("takes no number from a candidate who handed in with it, and none that is his already", async () => {
    const holder = await createAccount();
    await createRegistration({ status: "SUBMITTED", accountId: holder.id });
    const account = await createAccount();
    const { id } = await createRegistration({ status: "SUBMITTED", accountId: account.id });
    expect(await changePhoneInPerson(act(id, holder.phone, await codeFor(holder.phone)))).toMatchObject({
      error: "phone_appeal_number_in_use",
    });
    expect(await changePhoneInPerson(act(id, account.phone, "000000"))).toMatchObject({ error: "phone_change_same" });
    const bare = await createRegistration({ bare: true });
    expect(await changePhoneInPerson(act(bare.id, newPhone(), "000000"))).toMatchObject({
      error: "phone_change_not_bound",
    });
  });
});
