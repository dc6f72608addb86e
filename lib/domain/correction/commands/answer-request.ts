import { recordAudit } from "@/lib/domain/audit/commands";
import { hasUnseenEvidence } from "@/lib/domain/evidence/queries";
import { ok, refuse } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { sendNews } from "@/lib/domain/account/commands/send-news";
import { REVIEW_RESULT } from "@/lib/domain/review/commands/send-decision-sms";

export type AnswerRequestRefusal = "request_answered" | "evidence_unseen";

/**
 * Answers a request in words, without a correction. Of two answers at once one wins. `seenEvidence`: the evidenceMark
 * of the page; what was added after it is looked at first.
 */
export const answerRequest = ({
  requestId,
  answer,
  seenEvidence,
  staffId,
  now,
}: {
  requestId: string;
  answer: string;
  seenEvidence: string;
  staffId: string;
  now: Date;
}) =>
  transact<null, AnswerRequestRefusal>(async (tx) => {
    const { count } = await tx.correctionRequest.updateMany({
      where: { id: requestId, answeredAt: null },
      data: { answer, answeredById: staffId, answeredAt: now, corrected: false },
    });
    if (count === 0) return refuse("request_answered");
    const subject = { correctionRequestId: requestId };
    if (await hasUnseenEvidence(subject, seenEvidence, tx)) return refuse("evidence_unseen");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "correction_request.answer",
      subject: { kind: "correction_request", id: requestId },
      now,
    });
    await enqueue(tx, "send-request-sms", { requestId }, { jobKey: `request-sms ${requestId}` });
    return ok(null);
  });

/** Closes the requests that a correction fulfils, in its transaction. The correction tells the candidate. */
export async function closeRequests(
  tx: Tx,
  {
    registrationId,
    changes,
    reason,
    staffId,
    now,
  }: { registrationId: string; changes: readonly { item: string }[]; reason: string; staffId: string; now: Date },
): Promise<void> {
  await tx.correctionRequest.updateMany({
    where: { registrationId, item: { in: changes.map(({ item }) => item) }, answeredAt: null },
    data: { answer: reason, answeredById: staffId, answeredAt: now, corrected: true },
  });
}

/**
 * Tells the candidate by SMS that his request was answered; he reads the answer after signing in. Sends nothing twice.
 */
export async function sendRequestSms({ requestId, now }: { requestId: string; now: Date }): Promise<"sent" | "nobody"> {
  const request = await db().correctionRequest.findFirst({
    where: { id: requestId, answeredAt: { not: null }, smsSentAt: null },
    select: { registration: { select: { account: { select: { id: true, phoneEncrypted: true } } } } },
  });
  const account = request?.registration.account;
  if (!account?.phoneEncrypted) return "nobody";
  const key = `correction-request:${requestId}`;
  await sendNews({ accountId: account.id, template: "review-result", text: REVIEW_RESULT, key, now });
  await db().correctionRequest.update({ where: { id: requestId }, data: { smsSentAt: now } });
  return "sent";
}
