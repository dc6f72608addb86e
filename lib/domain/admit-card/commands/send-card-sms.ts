import { db } from "@/lib/adapter/db/client";
import { examTimeColumns, examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { isSmsMuted } from "@/lib/domain/exam-session/queries";
import { sendNews } from "@/lib/domain/account/commands/send-news";

const TEXT = "您的学士学位外语考试准考证已发布，请在规定时间内登录报名系统查看并打印。";

/**
 * Sends the candidate an SMS that his admit card is published; he reads place and time after signing in. Sends nothing
 * when he has no card or phone number any more, nor while the exam session sends none of this kind. Sends it once.
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
      examSession: { cardsPublishedAt: { not: null } },
      OR: [{ cardSms: null }, { cardSms: { sentAt: null } }],
    },
    select: {
      examSessionId: true,
      languageId: true,
      examSession: { select: examTimeColumns },
      account: { select: { id: true, phoneEncrypted: true } },
    },
  });
  if (!registration?.account.phoneEncrypted) return "nobody";
  const { examSessionId, examSession, languageId, account } = registration;
  if (now >= examTimeOf(examSession, languageId).closesAt) return "nobody";
  await db().cardSms.upsert({
    where: { registrationId },
    create: { registrationId, startedAt: now },
    update: { startedAt: now },
  });
  const key = `card-published:${registrationId}`;
  if (!(await isSmsMuted(examSessionId, "CARD_PUBLISHED")))
    await sendNews({ accountId: account.id, template: "card-published", text: TEXT, key, now });
  await db().cardSms.update({ where: { registrationId }, data: { sentAt: now } });
  return "sent";
}
