import { z } from "zod";
import { ok, refuse, type Result } from "@/lib/core/result";
import { env } from "@/lib/env";
import { db, type Tx } from "@/lib/adapter/db/client";
import { readRows } from "@/lib/adapter/db/read-rows";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import type { SmsContent } from "@/lib/adapter/sms/message";
import { afterQuiet } from "../quiet-hours";

/** A message to a candidate's account. Never a code, and no secret. */
export type QueuedSms = {
  accountId: string;
  text: string;
  /** Of two messages with the same key one is written. */
  key: string | null;
  /** From then on it would be useless. */
  expiresAt?: Date;
  campaignId?: string;
} & Exclude<SmsContent, { template: "verification-code" | "staff-invitation" }>;

const columns = { id: z.uuid() };

/**
 * Writes messages that wait to be sent, after the quiet hours where these are on; in one statement, in the caller's
 * transaction. Returns the ids of the new ones: those whose key stands there already are left out.
 */
export async function queueSms(
  messages: readonly QueuedSms[],
  now: Date,
  tx: Pick<Tx, "$queryRaw"> = db(),
  { notBefore = now }: { notBefore?: Date } = {},
): Promise<string[]> {
  if (messages.length === 0) return [];
  const dueAt = afterQuiet(notBefore, env().SMS_QUIET_HOURS);
  const rows = messages.map((message) => ({ ...message, id: uuidv7(now) }));
  const written = await tx.$queryRaw`
    INSERT INTO sms_message (id, account_id, template, params, text, key, campaign_id, due_at, expires_at, created_at)
    SELECT m.id, m."accountId", m.template, m.params, m.text, m.key, m."campaignId", ${dueAt}::timestamptz, m."expiresAt",
      ${now}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m(
      id uuid, "accountId" uuid, template text, params jsonb, text text, key text, "campaignId" uuid, "expiresAt" timestamptz)
    ON CONFLICT (key) DO NOTHING
    RETURNING id`;
  return readRows(columns, written).map(({ id }) => id);
}

/**
 * Ends what of a campaign still waits. What a worker holds is being sent, and what is unknown may have been: neither is
 * tried again when the vendor refuses it or never had it. Returns how many messages that concerns.
 */
export async function dropWaitingSms(campaignId: string, tx: Pick<Tx, "smsMessage">, now: Date): Promise<number> {
  const { count: dropped } = await tx.smsMessage.updateMany({
    where: { campaignId, state: "WAITING" },
    data: { state: "DROPPED", failure: "stopped" },
  });
  const { count: held } = await tx.smsMessage.updateMany({
    where: { campaignId, state: { in: ["SENDING", "UNKNOWN"] } },
    data: { expiresAt: now },
  });
  return dropped + held;
}

export type ResendRefusal = "sms_not_failed" | "sms_useless_by_now";

/**
 * Has a message sent again that failed, or whose fate stays unknown: then it may arrive twice, which whoever asks has
 * confirmed. Throws when there is no such message.
 */
export async function resendSms(
  { id, evenUnknown, now }: { id: string; evenUnknown: boolean; now: Date },
  tx: Pick<Tx, "smsMessage">,
): Promise<Result<null, ResendRefusal>> {
  const { expiresAt } = await tx.smsMessage.findUniqueOrThrow({ where: { id }, select: { expiresAt: true } });
  if (expiresAt && expiresAt <= now) return refuse("sms_useless_by_now");
  const { count } = await tx.smsMessage.updateMany({
    where: { id, template: { not: null }, state: { in: evenUnknown ? ["FAILED", "UNKNOWN"] : ["FAILED"] } },
    data: { state: "WAITING", dueAt: afterQuiet(now, env().SMS_QUIET_HOURS), attempts: 0, failure: null },
  });
  return count ? ok(null) : refuse("sms_not_failed");
}
