import { db } from "@/lib/adapter/db/client";
import { sendNews } from "@/lib/domain/account/commands/send-news";

const TEXT = "您的学士学位外语考试准考证信息已更新，请登录报名系统查看并重新打印准考证。";

/**
 * Sends the candidate an SMS that his published card has a new version; he reads the change after signing in. Sends
 * nothing when the registration was cancelled or the phone number now belongs to another account.
 */
export async function sendCardChangeSms({
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
    },
    select: { account: { select: { id: true, phoneEncrypted: true } } },
  });
  const account = registration?.account;
  if (!account?.phoneEncrypted) return "nobody";
  await sendNews({ accountId: account.id, template: "card-changed", text: TEXT, key: null, now });
  return "sent";
}
