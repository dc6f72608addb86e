import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { sendSms } from "@/lib/adapter/sms/send";

const TEXT = "您的学士学位外语考试准考证已发布，请在规定时间内登录报名系统查看并打印。";

/**
 * Sends the candidate an SMS that his admit card is published; he reads place and time after signing in. Sends nothing
 * when he has no card or phone number any more. Sends it once, unless the process dies between sending and recording
 * it. Throws when the vendor refuses the SMS, so that the job runs again.
 */
export async function sendCardSms({
  registrationId,
  now,
}: {
  registrationId: string;
  now: Date;
}): Promise<"sent" | "nobody"> {
  const registration = await db().registration.findFirst({
    where: {
      id: registrationId,
      status: "PAID",
      seat: { isNot: null },
      examSession: { cardsPublishedAt: { not: null }, examEndsAt: { gt: now } },
      OR: [{ cardSms: null }, { cardSms: { sentAt: null } }],
    },
    select: { account: { select: { id: true, phoneEncrypted: true } } },
  });
  if (!registration?.account.phoneEncrypted) return "nobody";
  const { id, phoneEncrypted } = registration.account;
  await db().cardSms.upsert({
    where: { registrationId },
    create: { registrationId, startedAt: now },
    update: { startedAt: now },
  });
  await sendSms({
    phone: decryptColumn("account.phone_encrypted", id, phoneEncrypted),
    template: "card-published",
    params: {},
    text: TEXT,
  });
  await db().cardSms.update({ where: { registrationId }, data: { sentAt: now } });
  return "sent";
}
