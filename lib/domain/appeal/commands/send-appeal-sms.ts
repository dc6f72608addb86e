import { keepMessage } from "@/lib/domain/account/commands/keep-message";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { sendSms } from "@/lib/adapter/sms/send";

const TEXT = "您的学士学位外语考试报名账号申请已有处理结果，请打开报名系统的“找回账号”查看。";
const FORMER_TEXT = "您的学士学位外语考试报名账号绑定的手机号已变更。如非本人申请，请联系考务办公室。";

/**
 * Sends an SMS about the decision to the new number, and one about the change to the account's former number. Sends
 * each once, unless the process dies between sending and recording it. Both are kept for the status page of the account
 * that got the number; a rejected appeal has none. Throws when the vendor refuses an SMS, so that the job runs again.
 */
export async function sendAppealSms({
  phoneAppealId,
  now,
}: {
  phoneAppealId: string;
  now: Date;
}): Promise<"sent" | "nobody"> {
  const appeal = await db().phoneAppeal.findFirst({
    where: { id: phoneAppealId, decidedAt: { not: null }, smsSentAt: null },
    select: { phoneEncrypted: true, formerPhoneEncrypted: true, accountId: true },
  });
  if (!appeal) return "nobody";
  const phone = decryptColumn("phone_appeal.phone_encrypted", phoneAppealId, appeal.phoneEncrypted);
  const former = appeal.formerPhoneEncrypted
    ? decryptColumn("phone_appeal.former_phone_encrypted", phoneAppealId, appeal.formerPhoneEncrypted)
    : null;
  const { accountId } = appeal;
  if (former && former !== phone) {
    await sendSms({ phone: former, template: "phone-changed", params: {}, text: FORMER_TEXT });
    if (accountId) await keepMessage({ accountId, phone: former, text: FORMER_TEXT, now });
  }
  await sendSms({ phone, template: "appeal-result", params: {}, text: TEXT });
  if (accountId) await keepMessage({ accountId, phone, text: TEXT, now });
  await db().phoneAppeal.update({ where: { id: phoneAppealId }, data: { smsSentAt: now } });
  return "sent";
}
