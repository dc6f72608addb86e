import { db } from "@/lib/adapter/db/client";
import { sendNews } from "@/lib/domain/account/commands/send-news";
import { REVIEW_RESULT } from "./send-decision-sms";

/**
 * Sends the candidate an SMS that the office cancelled his registration; he reads why after signing in. Sends nothing
 * when it was reopened since, or the phone was released to another person.
 */
export async function sendCancelSms({
  registrationId,
  now,
}: {
  registrationId: string;
  now: Date;
}): Promise<"sent" | "nobody"> {
  const registration = await db().registration.findFirst({
    where: { id: registrationId, status: "CANCELLED", paidAt: null },
    select: { version: true, account: { select: { id: true, phoneEncrypted: true } } },
  });
  if (!registration?.account.phoneEncrypted) return "nobody";
  const { account, version } = registration;
  // Reopened and cancelled again, he is told again.
  const key = `cancelled:${registrationId}:${version}`;
  await sendNews({ accountId: account.id, template: "review-result", text: REVIEW_RESULT, key, now });
  return "sent";
}
