import { db } from "@/lib/adapter/db/client";
import { sendNews } from "@/lib/domain/account/commands/send-news";
import { REVIEW_RESULT } from "@/lib/domain/review/commands/send-decision-sms";

/**
 * Sends the candidate an SMS that something of his registration was changed; he reads what after signing in. There is
 * no approved template of its own for it, so it is that of a review. Sends nothing when the phone was released to
 * another person, and nothing twice.
 */
export async function sendCorrectionSms({
  correctionId,
  now,
}: {
  correctionId: string;
  now: Date;
}): Promise<"sent" | "nobody"> {
  const correction = await db().correction.findFirst({
    where: { id: correctionId, appliedAt: { not: null }, smsSentAt: null },
    select: { registration: { select: { account: { select: { id: true, phoneEncrypted: true } } } } },
  });
  const account = correction?.registration.account;
  if (!account?.phoneEncrypted) return "nobody";
  const key = `correction:${correctionId}`;
  await sendNews({ accountId: account.id, template: "review-result", text: REVIEW_RESULT, key, now });
  await db().correction.update({ where: { id: correctionId }, data: { smsSentAt: now } });
  return "sent";
}
