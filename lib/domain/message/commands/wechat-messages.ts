import { z } from "zod";
import { env } from "@/lib/env";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { readRows } from "@/lib/adapter/db/read-rows";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { logger } from "@/lib/adapter/log/logger";
import { sendTemplateMessage, type WechatOutcome, wechatKinds } from "@/lib/adapter/wechat-template/template-message";
import { shanghaiMidnight } from "@/lib/core/clock";
import { afterQuiet, isQuiet } from "@/lib/domain/account/quiet-hours";
import { LEASE_MS, nextAttempt, templatePause } from "@/lib/domain/account/sms-schedule";
import { paidInsideWeChat, payerOpenid } from "@/lib/domain/payment/queries/payer-openid";

/** An SMS older than that gets no companion: what it says is old. */
const FRESH_MS = 24 * 3_600_000;
/** WeChat knows a message of the same name for ten minutes: until then one whose answer is lost is asked again. */
const KNOWN_AGAIN_MS = 9 * 60_000;
const AGAIN_MS = 60_000;
/** So many are looked at, and so many sent, in one round. */
const MOST = 500;

/**
 * Writes a template message beside each new SMS of the kinds that the office has set, for those who paid inside WeChat.
 * What switches an SMS off switches off both. Each SMS gets one at most. Returns how many are new.
 */
export async function queueWechatMessages(now: Date): Promise<number> {
  const kinds = wechatKinds();
  if (kinds.length === 0) return 0;
  const fresh = await db().smsMessage.findMany({
    where: {
      // Ids grow with time, and have an index.
      id: { gt: uuidv7(new Date(now.getTime() - FRESH_MS)) },
      template: { in: kinds },
      state: { not: "DROPPED" },
      wechat: null,
      account: paidInsideWeChat,
    },
    select: { id: true },
  });
  if (fresh.length === 0) return 0;
  const dueAt = afterQuiet(now, env().SMS_QUIET_HOURS);
  const { count } = await db().wechatMessage.createMany({
    data: fresh.map(({ id: smsId }) => ({ id: uuidv7(now), smsId, dueAt, createdAt: now })),
    skipDuplicates: true,
  });
  return count;
}

/**
 * Sends the template messages that are due; none in the quiet hours. Each is in one worker's hand. One whose answer is
 * lost is sent again under the same name while WeChat knows it again, and never after that. Returns how many were sent.
 */
export async function sendWechatMessages({
  now,
  signal,
}: {
  now: () => Date;
  signal?: AbortSignal;
}): Promise<{ sent: number; notSent: number }> {
  const round = { sent: 0, notSent: 0 };
  await takeFromTheDead(now());
  for (let count = 0; count < MOST && !signal?.aborted && !isQuiet(now(), env().SMS_QUIET_HOURS); count += 1) {
    const message = await hold(now());
    if (!message) break;
    if ((await deliver(message, now)) === "SENT") round.sent += 1;
    else round.notSent += 1;
  }
  return round;
}

const heldColumns = {
  id: z.uuid(),
  sending: z.number(),
  attempts: z.number(),
  askedAt: z.date().nullable(),
  accountId: z.uuid(),
  template: z.string(),
  params: z.record(z.string(), z.string()),
  expired: z.boolean(),
  hasPhone: z.boolean(),
};

type Held = z.output<z.ZodObject<typeof heldColumns>>;

async function hold(now: Date): Promise<Held | undefined> {
  const rows = await db().$queryRaw`
    UPDATE wechat_message w SET state = 'SENDING', tried_at = ${now}::timestamptz, attempts = w.attempts + 1,
      sending = w.sending + 1
    FROM (
      SELECT id, sms_id FROM wechat_message WHERE state = 'WAITING' AND due_at <= ${now}::timestamptz
      ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) due
    JOIN sms_message m ON m.id = due.sms_id
    JOIN account a ON a.id = m.account_id
    WHERE w.id = due.id
    RETURNING w.id, w.sending, w.attempts, w.asked_at AS "askedAt", m.account_id AS "accountId", m.template, m.params,
      coalesce(m.expires_at <= ${now}::timestamptz, false) AS expired, a.phone_encrypted IS NOT NULL AS "hasPhone"`;
  return readRows(heldColumns, rows)[0];
}

type Change = Prisma.WechatMessageUpdateManyMutationInput & {
  state: "SENT" | "WAITING" | "FAILED" | "UNKNOWN" | "DROPPED";
};

async function deliver(message: Held, now: () => Date): Promise<Change["state"]> {
  const { id, accountId, template, params, attempts } = message;
  if (message.expired) return end(message, { state: "DROPPED", failure: "too_late" });
  // The number was released to another person: nobody is told about this candidate.
  const openid = message.hasPhone ? await payerOpenid(accountId) : null;
  if (!openid) return end(message, { state: "DROPPED", failure: "no_wechat" });
  const askedAt = message.askedAt ?? now();
  if (now().getTime() - askedAt.getTime() > KNOWN_AGAIN_MS)
    return end(message, { state: "UNKNOWN", failure: "interrupted" });
  // On record before he is asked: if this process dies, the message is not sent as if it were new.
  const { count } = await db().wechatMessage.updateMany({ where: held(message), data: { askedAt, triedAt: now() } });
  if (!count) return "WAITING";
  const outcome = await sendTemplateMessage({ id, openid, template, params });
  if (outcome.state !== "sent") logger.warn({ event: "wechat_not_sent", id, reason: outcome.reason });
  return end(message, after(outcome, { askedAt, attempts, now: now() }));
}

function after(
  outcome: WechatOutcome,
  { askedAt, attempts, now }: { askedAt: Date; attempts: number; now: Date },
): Change {
  if (outcome.state === "sent") return { state: "SENT", sentAt: now, failure: null };
  const failure = outcome.reason;
  if (outcome.state === "unanswered")
    return now.getTime() + AGAIN_MS - askedAt.getTime() <= KNOWN_AGAIN_MS
      ? { state: "WAITING", dueAt: new Date(now.getTime() + AGAIN_MS), failure }
      : { state: "UNKNOWN", failure };
  // It was certainly not taken: the next one is a first one.
  if (outcome.state === "limit")
    return {
      state: "WAITING",
      askedAt: null,
      attempts: 0,
      dueAt: afterQuiet(shanghaiMidnight(now, 1), env().SMS_QUIET_HOURS),
      failure,
    };
  if (outcome.whom === "template")
    return { state: "WAITING", askedAt: null, attempts: 0, dueAt: templatePause(now), failure };
  const again = outcome.whom === "recipient" ? null : nextAttempt(attempts, now);
  return again ? { state: "WAITING", askedAt: null, dueAt: again, failure } : { state: "FAILED", failure };
}

const held = ({ id, sending }: Held) => ({ id, sending, state: "SENDING" }) as const;

/** Lets go of a message, unless another worker has taken it since. */
async function end(message: Held, change: Change): Promise<Change["state"]> {
  await db().wechatMessage.updateMany({ where: held(message), data: change });
  return change.state;
}

/** What a dead worker held waits again: under its name WeChat knows it, and `deliver` looks at how long. */
async function takeFromTheDead(now: Date): Promise<void> {
  await db().wechatMessage.updateMany({
    where: { state: "SENDING", triedAt: { lt: new Date(now.getTime() - LEASE_MS) } },
    data: { state: "WAITING", attempts: { decrement: 1 } },
  });
}
