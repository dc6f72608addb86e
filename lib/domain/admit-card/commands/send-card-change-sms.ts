import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { sendSms } from "@/lib/adapter/sms/send";

const TEXT = "您的学士学位外语考试准考证信息已更新，请登录报名系统查看并重新打印准考证。";

/**
 * Sends the candidate an SMS that his published card has a new version; he reads the change after signing in. Sends
 * nothing when the registration was cancelled or the phone number now belongs to another account. Throws when the
 * vendor refuses the SMS, so that the job runs again.
 */
export async function sendCardChangeSms(registrationId: string): Promise<"sent" | "nobody"> {
  const registration = await db().registration.findFirst({
    where: {
      id: registrationId,
      status: "PAID",
      seat: { isNot: null },
      examSession: { cardsPublishedAt: { not: null } },
    },
    select: { account: { select: { id: true, phoneEncrypted: true } } },
  });
  const account = registration?.account;
  if (!account?.phoneEncrypted) return "nobody";
  const phone = decryptColumn("account.phone_encrypted", account.id, account.phoneEncrypted);
  await sendSms({ phone, template: "card-changed", params: {}, text: TEXT });
  return "sent";
}
