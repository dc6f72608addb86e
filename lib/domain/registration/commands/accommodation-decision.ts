import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { isSmsMuted } from "@/lib/domain/exam-session/queries";
import { sendNews } from "@/lib/domain/account/commands/send-news";
import { type Verdict, verdictRefusal, type VerdictRefusal } from "../accommodation";

export type AccommodationDecisionRefusal = VerdictRefusal | "accommodation_changed_meanwhile";

/**
 * Writes a decision about a request. `version` is the one staff saw: of two colleagues who decide at once, and of a
 * decision and a candidate who changes his request, one wins. The audit row holds neither kinds nor reason.
 */
export async function writeAccommodationDecision(
  tx: Tx,
  {
    registrationId,
    version,
    verdict,
    staffId,
    now,
  }: { registrationId: string; version: number; verdict: Verdict; staffId: string; now: Date },
): Promise<Result<{ decisionId: string }, AccommodationDecisionRefusal>> {
  // A submit, a withdrawal and an ask of the candidate hold the same lock.
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId}::uuid FOR UPDATE`;
  const row = await tx.accommodation.findUnique({
    where: { registrationId },
    select: { state: true, version: true, registration: { select: { status: true } } },
  });
  if (!row) return refuse("accommodation_not_open");
  if (row.version !== version) return refuse("accommodation_changed_meanwhile");
  const { state, registration } = row;
  const refusal = verdictRefusal({ status: registration.status, state }, verdict);
  if (refusal) return refuse(refusal);

  const { outcome, kinds, reason } = verdict;
  await tx.accommodation.update({
    where: { registrationId },
    data: { state: outcome, version: { increment: 1 } },
  });
  const id = uuidv7(now);
  await tx.accommodationDecision.create({
    data: {
      id,
      registrationId,
      outcome,
      previous: state,
      version: version + 1,
      contentEncrypted: encryptColumn(
        "accommodation_decision.content_encrypted",
        id,
        JSON.stringify({ kinds: outcome === "GRANTED" ? kinds : [], reason }),
      ),
      staffId,
      decidedAt: now,
    },
  });
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "accommodation.decide",
    subject: { kind: "registration", id: registrationId },
    detail: { decisionId: id, outcome, previous: state },
    now,
  });
  return ok({ decisionId: id });
}

/**
 * Takes a decision back: the state before it holds again. Refused when the message to the candidate has begun, and when
 * the request or its decision changed since.
 */
export async function undoAccommodationDecision(
  tx: Tx,
  { decisionId, staffId, now }: { decisionId: string; staffId: string; now: Date },
): Promise<Result<{ registrationId: string }, "undo_too_late" | "accommodation_changed_meanwhile">> {
  const { registrationId, version, outcome, previous } = await tx.accommodationDecision.findUniqueOrThrow({
    where: { id: decisionId },
  });
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId}::uuid FOR UPDATE`;
  // The lock on this row decides between the undo and the message that is sent at the same moment.
  const undone = await tx.accommodationDecision.updateMany({
    where: { id: decisionId, undoneAt: null, smsStartedAt: null },
    data: { undoneAt: now },
  });
  if (undone.count === 0) return refuse("undo_too_late");
  const { count } = await tx.accommodation.updateMany({
    where: { registrationId, version, state: outcome },
    data: { state: previous, version: { increment: 1 } },
  });
  if (count === 0) return refuse("accommodation_changed_meanwhile");
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "accommodation.undo",
    subject: { kind: "registration", id: registrationId },
    detail: { decisionId },
    now,
  });
  return ok({ registrationId });
}

const TEXT = "您的学士学位外语考试报名审核状态已更新，请登录报名系统查看。";

/**
 * Tells the candidate by SMS that there is something to read, with the template of decisions: what he asked for and why
 * is health data and stands in no message. None is sent for a decision that was undone, nor while the exam session
 * sends none of this kind. None is sent twice.
 */
export async function sendAccommodationSms({
  decisionId,
  now,
}: {
  decisionId: string;
  now: Date;
}): Promise<"sent" | "cancelled"> {
  const started = await db().accommodationDecision.updateMany({
    where: { id: decisionId, undoneAt: null, smsSentAt: null },
    data: { smsStartedAt: now },
  });
  if (!started.count) return "cancelled";
  const { accommodation } = await db().accommodationDecision.findUniqueOrThrow({
    where: { id: decisionId },
    select: {
      accommodation: {
        select: {
          registration: { select: { examSessionId: true, account: { select: { id: true, phoneEncrypted: true } } } },
        },
      },
    },
  });
  const { examSessionId, account } = accommodation.registration;
  // The number was released to another person, who must not learn about this registration.
  if (!account.phoneEncrypted) return "cancelled";
  const key = `accommodation:${decisionId}`;
  if (!(await isSmsMuted(examSessionId, "REVIEW_RESULT")))
    await sendNews({ accountId: account.id, template: "review-result", text: TEXT, key, now });
  await db().accommodationDecision.update({ where: { id: decisionId }, data: { smsSentAt: now } });
  return "sent";
}
