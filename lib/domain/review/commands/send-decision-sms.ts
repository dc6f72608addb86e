import { db } from "@/lib/adapter/db/client";
import { isSmsMuted } from "@/lib/domain/exam-session/queries";
import { sendNews } from "@/lib/domain/account/commands/send-news";

/** The approved words of the template review-result. */
export const REVIEW_RESULT = "您的学士学位外语考试报名审核状态已更新，请登录报名系统查看。";

/**
 * Sends the candidate an SMS that his registration was decided. He reads the decision and the reason after signing in.
 * No SMS is sent for a decision that was undone, nor while the exam session sends none of this kind. None is sent
 * twice.
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
    select: {
      registration: { select: { examSessionId: true, account: { select: { id: true, phoneEncrypted: true } } } },
    },
  });
  const { id, phoneEncrypted } = registration.account;
  // The number was released to another person, who must not learn about this registration.
  if (!phoneEncrypted) return "cancelled";
  const key = `review-result:${decisionId}`;
  if (!(await isSmsMuted(registration.examSessionId, "REVIEW_RESULT")))
    await sendNews({ accountId: id, template: "review-result", text: REVIEW_RESULT, key, now });
  await db().reviewDecision.update({ where: { id: decisionId }, data: { smsSentAt: now } });
  return "sent";
}
