import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { sendSms } from "@/lib/adapter/sms/send";

const TEXT = "您的学士学位外语考试准考证已发布，请在规定时间内登录报名系统查看并打印。";

/**
 * Tells a candidate that his admit card is out; where and when he reads after signing in. Nothing for somebody who has
 * no card or number by now, and nothing twice unless the process died between sending and writing that down. Throws
 * when the vendor did not take it: the job tries again.
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
