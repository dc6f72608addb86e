import { env } from "@/lib/env";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { logger } from "@/lib/adapter/log/logger";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { canSend, sendSms, smsSignature } from "@/lib/adapter/sms/send";
import { recordAudit } from "@/lib/domain/audit/commands";
import { dropWaitingSms, queueSms, resendSms, type ResendRefusal } from "@/lib/domain/account/commands/queue-sms";
import { afterQuiet } from "@/lib/domain/account/quiet-hours";
import { staffTestSms } from "@/lib/domain/account/limits";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import { sameCampaign } from "../queries/campaigns";
import { campaignContent, campaignCost, type CampaignTemplate, smsParts } from "../campaign";
import { recipients } from "../queries/recipients";
import { type RecipientFilter, storedFilter } from "../recipient-filter";

export type CampaignRefusal =
  | "campaign_reaches_nobody"
  | "campaign_list_outdated"
  | "campaign_template_unset"
  | "campaign_window_over"
  | "campaign_repeated"
  | "exam_session_not_shown";

/** What was begun in haste can be stopped before the first message leaves. */
const GRACE_MS = 60_000;

/**
 * Queues one message for everybody whom the filter finds, each account once. Refused when it finds another number of
 * people than were confirmed, and when the same was begun lately, by whomever, unless `again` says that this is meant.
 * The first message leaves after a minute. A form that is posted twice begins one campaign.
 */
export const startCampaign = ({
  id,
  examSession,
  filter,
  template,
  count,
  again,
  staffId,
  now,
}: {
  id: string;
  examSession: ExamSessionFrame;
  filter: RecipientFilter;
  template: CampaignTemplate;
  count: number;
  again: boolean;
  staffId: string;
  now: Date;
}) =>
  transact<{ id: string }, CampaignRefusal>(async (tx) => {
    // Of two who begin the same at once the second one finds the first.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('campaign ' || ${examSession.id}, 0))::text`;
    if (await tx.smsCampaign.count({ where: { id } })) return ok({ id });
    if (!canSend(template)) return refuse("campaign_template_unset");
    const content = campaignContent(template, examSession, now);
    // Confirmed at night, it would reach nobody before the time that it is about.
    const begins = new Date(now.getTime() + GRACE_MS);
    if (!content || afterQuiet(begins, env().SMS_QUIET_HOURS) >= content.expiresAt)
      return refuse("campaign_window_over");
    const examSessionId = examSession.id;
    const accounts = await recipients({ examSessionId, filter, now }, tx);
    if (accounts.length === 0) return refuse("campaign_reaches_nobody");
    if (accounts.length !== count) return refuse("campaign_list_outdated");
    if (!again && (await sameCampaign({ examSessionId, template, filter, now }, tx)))
      return refuse("campaign_repeated");
    const chosen = storedFilter(filter);
    const costFen = campaignCost(smsParts(content.text, smsSignature()), count, env().SMS_PRICE_FEN);
    await tx.smsCampaign.create({
      data: {
        id,
        examSessionId,
        staffId,
        template,
        text: content.text,
        filter: chosen,
        recipients: count,
        costFen,
        createdAt: now,
      },
    });
    await queueSms(
      accounts.map((accountId) => ({ ...content, accountId, campaignId: id, key: `campaign:${id}:${accountId}` })),
      now,
      tx,
      { notBefore: begins },
    );
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "sms.start_campaign",
      subject: { kind: "sms_campaign", id },
      detail: { template, filter: chosen, count, costFen },
      now,
    });
    await enqueue(tx, "send-sms", {}, { jobKey: "send-sms", runAt: begins });
    return ok({ id });
  }, "session");

/** Ends a campaign: what still waits is not sent, and what a worker holds is not tried again. */
export const stopCampaign = ({ id, staffId, now }: { id: string; staffId: string; now: Date }) =>
  transact<{ id: string }, "campaign_over">(async (tx) => {
    const { count } = await tx.smsCampaign.updateMany({ where: { id, stoppedAt: null }, data: { stoppedAt: now } });
    const dropped = count ? await dropWaitingSms(id, tx, now) : 0;
    if (!dropped) return refuse("campaign_over");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "sms.stop_campaign",
      subject: { kind: "sms_campaign", id },
      detail: { dropped },
      now,
    });
    return ok({ id });
  }, "session");

/** Sends the words of a campaign to the phone of the member of staff himself, a few times an hour. */
export async function sendTestSms({
  template,
  examSession,
  staffId,
  now,
}: {
  template: CampaignTemplate;
  examSession: ExamSessionFrame;
  staffId: string;
  now: Date;
}): Promise<Result<null, CampaignRefusal | "test_sms_limit" | "test_sms_not_sent">> {
  const content = campaignContent(template, examSession, now);
  if (!content) return refuse("campaign_window_over");
  if (!canSend(template)) return refuse("campaign_template_unset");
  if (!(await consume(staffTestSms, staffId)).allowed) return refuse("test_sms_limit");
  const { phoneEncrypted } = await db().staff.findUniqueOrThrow({
    where: { id: staffId },
    select: { phoneEncrypted: true },
  });
  const { expiresAt: _expires, ...message } = content;
  try {
    await sendSms({ ...message, phone: decryptColumn("staff.phone_encrypted", staffId, phoneEncrypted) });
  } catch (error) {
    logger.warn({ err: error }, "a test message was not sent");
    return refuse("test_sms_not_sent");
  }
  return ok(null);
}

/** Has one message of the log sent again. */
export const resend = ({
  id,
  evenUnknown,
  staffId,
  now,
}: {
  id: string;
  evenUnknown: boolean;
  staffId: string;
  now: Date;
}) =>
  transact<null, ResendRefusal | "sms_gone">(async (tx) => {
    if (!(await tx.smsMessage.count({ where: { id } }))) return refuse("sms_gone");
    const done = await resendSms({ id, evenUnknown, now }, tx);
    if (!done.ok) return done;
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "sms.resend",
      subject: { kind: "sms_message", id },
      now,
    });
    await enqueue(tx, "send-sms", {}, { jobKey: "send-sms" });
    return ok(null);
  });
