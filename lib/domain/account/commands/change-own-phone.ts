import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { maskPhone } from "@/lib/core/phone";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { sendSms } from "@/lib/adapter/sms/send";
import { codeForPhoneChange } from "../queries";
import { keepMessage } from "./keep-message";
import { phoneColumns } from "./phone-columns";
import { lockPhones, useSmsCode } from "./try-sms-code";

export type ChangePhoneRefusal = "phone_change_over" | "phone_taken" | "phone_is_same" | "sms_code_wrong";

/**
 * A candidate who is signed in moves his account to another number, with a code that the old number got a moment ago
 * (`formerCodeId`) and one that the new number got (`newCodeId`, tried for `phone` before). Registration, bond and
 * payments hang on the account and stay. His other logins end, and the old number is told. Refuses when the account has
 * another number by now, and when another account has the new one.
 */
export async function changeOwnPhone({
  accountId,
  loginSessionId,
  formerCodeId,
  newCodeId,
  phone,
  now,
}: {
  accountId: string;
  loginSessionId: string;
  formerCodeId: string;
  newCodeId: string;
  phone: string;
  now: Date;
}): Promise<Result<null, ChangePhoneRefusal>> {
  const code = await codeForPhoneChange(formerCodeId, now);
  if (!code) return refuse("phone_change_over");
  const account = await db().account.findFirst({
    where: { id: accountId, phoneIndex: code.phoneIndex },
    select: { phoneEncrypted: true },
  });
  if (!account?.phoneEncrypted) return refuse("phone_change_over");
  const phoneIndex = blindIndex("phone", phone);
  if (phoneIndex === code.phoneIndex) return refuse("phone_is_same");
  const former = decryptColumn("account.phone_encrypted", accountId, account.phoneEncrypted);
  try {
    return await transact<null, ChangePhoneRefusal>(async (tx) => {
      await lockPhones(tx, [code.phoneIndex, phoneIndex]);
      if (!(await useSmsCode(tx, { smsCodeId: formerCodeId, now }))) return refuse("phone_change_over");
      if (!(await useSmsCode(tx, { smsCodeId: newCodeId, now }))) return refuse("sms_code_wrong");
      const { count } = await tx.account.updateMany({
        where: { id: accountId, phoneIndex: code.phoneIndex },
        data: phoneColumns(accountId, phone),
      });
      if (count === 0) return refuse("phone_change_over");
      const { id: phoneChangeId } = await tx.phoneChange.create({
        data: { accountId, changedAt: now },
        select: { id: true },
      });
      await tx.phoneChange.update({
        where: { id: phoneChangeId },
        data: { formerPhoneEncrypted: encryptColumn("phone_change.former_phone_encrypted", phoneChangeId, former) },
      });
      const { count: logins } = await tx.loginSession.updateMany({
        where: { accountId, id: { not: loginSessionId }, revokedAt: null },
        data: { revokedAt: now },
      });
      await recordAudit(tx, {
        actor: { kind: "CANDIDATE", id: accountId },
        action: "account.change_phone",
        subject: { kind: "account", id: accountId },
        detail: { before: { phone: maskPhone(former) }, after: { phone: maskPhone(phone) }, logins },
        now,
      });
      await enqueue(tx, "send-phone-change-sms", { phoneChangeId });
      return ok(null);
    });
  } catch (error) {
    if (violatedIndex(error)?.includes("phone_index")) return refuse("phone_taken");
    throw error;
  }
}

const FORMER_TEXT = "您的学士学位外语考试报名账号绑定的手机号已变更。如非本人申请，请联系考务办公室。";

/**
 * Tells the former number of a changed phone, once, and forgets it. Throws when the vendor refuses the SMS, so that the
 * job runs again.
 */
export async function sendPhoneChangeSms({
  phoneChangeId,
  now,
}: {
  phoneChangeId: string;
  now: Date;
}): Promise<"sent" | "nobody"> {
  const change = await db().phoneChange.findFirst({
    where: { id: phoneChangeId, smsSentAt: null },
    select: { accountId: true, formerPhoneEncrypted: true },
  });
  if (!change?.formerPhoneEncrypted) return "nobody";
  const phone = decryptColumn("phone_change.former_phone_encrypted", phoneChangeId, change.formerPhoneEncrypted);
  await sendSms({ phone, template: "phone-changed", params: {}, text: FORMER_TEXT });
  await keepMessage({ accountId: change.accountId, phone, text: FORMER_TEXT, now });
  await db().phoneChange.update({
    where: { id: phoneChangeId },
    data: { smsSentAt: now, formerPhoneEncrypted: null },
  });
  return "sent";
}
