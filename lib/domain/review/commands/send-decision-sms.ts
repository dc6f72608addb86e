import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { sendSms } from "@/lib/adapter/sms/send";

const TEXT = "您的学士学位外语考试报名审核状态已更新，请登录报名系统查看。";

/**
 * Sends the candidate an SMS that his registration was decided. He reads the decision and the reason after signing in.
 * No SMS is sent for a decision that was undone. None is sent twice, unless the process stops between sending and
 * recording it. Throws when the SMS vendor rejects the message; the job then retries.
 */
export async function sendDecisionSms({
  decisionId,
  now,
}: {
  decisionId: string;
  now: Date;
}): Promise<"sent" | "cancelled"> {
  const started = await db().reviewDecision.updateMany({
    where: { id: decisionId, undoneAt: null, smsSentAt: null },
    data: { smsStartedAt: now },
  });
  if (!started.count) return "cancelled";
  const { registration } = await db().reviewDecision.findUniqueOrThrow({
    where: { id: decisionId },
    select: { registration: { select: { account: { select: { id: true, phoneEncrypted: true } } } } },
  });
  const { id, phoneEncrypted } = registration.account;
  // The number was released to another person, who must not learn about this registration.
  if (!phoneEncrypted) return "cancelled";
  const phone = decryptColumn("account.phone_encrypted", id, phoneEncrypted);
  await sendSms({ phone, template: "review-result", params: {}, text: TEXT });
  await db().reviewDecision.update({ where: { id: decisionId }, data: { smsSentAt: now } });
  return "sent";
}
