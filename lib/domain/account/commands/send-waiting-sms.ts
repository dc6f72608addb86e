import { z } from "zod";
import { setTimeout as pause } from "node:timers/promises";
import { maskPhone } from "@/lib/core/phone";
import { env } from "@/lib/env";
import { db, Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { readRows } from "@/lib/adapter/db/read-rows";
import { callerText } from "@/lib/adapter/log/caller-text";
import { logger } from "@/lib/adapter/log/logger";
import { type SmsContent, SmsError } from "@/lib/adapter/sms/message";
import { sendingId } from "@/lib/adapter/sms/sending-id";
import { askAboutSms, sendSms, type SmsProvider } from "@/lib/adapter/sms/send";
import { isQuiet } from "../quiet-hours";
import { ASK_AGAIN_MS, ASK_AT_MOST_MS, LEASE_MS, LIST_COMPLETE_MS, nextAttempt, templatePause } from "../sms-schedule";

/** A round ends after this time, so that another worker can go on. */
const LONGEST_ROUND_MS = 10 * 60_000;
/** So many are asked about in one round. */
const MOST_ASKED = 50;
const SECOND_MS = 1000;

export type SmsRound = { sent: number; notSent: number; asked: number };

/**
 * Sends what waits and is due, SMS_PER_SECOND at most, none in the quiet hours; before that asks the vendors about what
 * they did not answer. Each message is in one hand: of several workers one takes it, and one that dies leaves behind
 * whether a vendor was asked already. Ends when nothing is due, after ten minutes, or when `signal` says so.
 */
export async function sendWaitingSms({ now, signal }: { now: () => Date; signal?: AbortSignal }): Promise<SmsRound> {
  const { SMS_PER_SECOND, SMS_QUIET_HOURS } = env();
  const round: SmsRound = { sent: 0, notSent: 0, asked: 0 };
  const begun = now().getTime();
  await takeFromTheDead(now());
  round.asked = await askAboutUnknown(now());
  while (!signal?.aborted && now().getTime() - begun < LONGEST_ROUND_MS && !isQuiet(now(), SMS_QUIET_HOURS)) {
    const second = performance.now();
    const held = await hold(Prisma.sql`true`, SMS_PER_SECOND, now());
    const outcomes = await Promise.all(held.map((message) => deliver(message, now)));
    round.sent += outcomes.filter((outcome) => outcome === "SENT").length;
    round.notSent += outcomes.filter((outcome) => outcome !== "SENT").length;
    if (held.length < SMS_PER_SECOND) break;
    await pause(Math.max(0, SECOND_MS - (performance.now() - second)));
  }
  return round;
}

/** Sends one message now if it is due, with what the others wait for: for news that one person waits for. */
export async function sendOneSms(id: string, now: Date): Promise<void> {
  if (isQuiet(now, env().SMS_QUIET_HOURS)) return;
  const [message] = await hold(Prisma.sql`m.id = ${id}::uuid`, 1, now);
  if (message) await deliver(message, () => now);
}

const heldColumns = {
  id: z.uuid(),
  accountId: z.uuid(),
  phoneEncrypted: z.string().nullable(),
  template: z.string(),
  params: z.record(z.string(), z.string()),
  text: z.string(),
  attempts: z.number(),
  sending: z.number(),
  expired: z.boolean(),
};

type Held = z.output<z.ZodObject<typeof heldColumns>>;

/** Takes messages that are due into this worker's hand. */
async function hold(which: Prisma.Sql, limit: number, now: Date): Promise<Held[]> {
  const rows = await db().$queryRaw`
    UPDATE sms_message m SET state = 'SENDING', tried_at = ${now}::timestamptz, provider = NULL, provider_id = NULL,
      attempts = attempts + 1, sending = sending + 1
    FROM (
      SELECT m.id FROM sms_message m
      WHERE m.state = 'WAITING' AND m.due_at <= ${now}::timestamptz AND ${which}
      ORDER BY m.due_at, m.id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) due, account a
    WHERE m.id = due.id AND a.id = m.account_id
    RETURNING m.id, m.account_id AS "accountId", a.phone_encrypted AS "phoneEncrypted", m.template, m.params, m.text,
      m.attempts, m.sending, coalesce(m.expires_at <= ${now}::timestamptz, false) AS expired`;
  return readRows(heldColumns, rows);
}

type Outcome = "SENT" | "WAITING" | "FAILED" | "UNKNOWN" | "DROPPED";

async function deliver(message: Held, now: () => Date): Promise<Outcome> {
  const { id: messageId, sending, accountId, phoneEncrypted, text } = message;
  if (message.expired) return end(message, { state: "DROPPED", failure: "too_late" });
  // The number was released to another person, who must not learn about this candidate.
  if (!phoneEncrypted) return end(message, { state: "DROPPED", failure: "no_phone" });
  const phone = decryptColumn("account.phone_encrypted", accountId, phoneEncrypted);
  const phoneMasked = maskPhone(phone);
  const content = { template: message.template, params: message.params } as SmsContent;
  try {
    const id = sendingId({ messageId, sending });
    const { provider, providerId } = await sendSms({ ...content, id, phone, text }, (asked) =>
      note(message, asked, now),
    );
    return await end(message, { state: "SENT", provider, providerId, phoneMasked, sentAt: now(), failure: null });
  } catch (error) {
    if (error instanceof NotHandedOver)
      return end(message, { state: "WAITING", provider: null, attempts: message.attempts - 1 });
    const reason = callerText(error instanceof Error ? error.message : "unknown");
    logger.warn({ event: "sms_not_sent", id: messageId, reason });
    if (!(error instanceof SmsError)) return end(message, { state: "UNKNOWN", phoneMasked, failure: reason });
    if (error.fault === "template")
      return end(message, { state: "WAITING", dueAt: templatePause(now()), attempts: 0, failure: error.reason });
    const again = error.fault === "recipient" ? null : nextAttempt(message.attempts, now());
    if (again) return end(message, { state: "WAITING", dueAt: again, failure: error.reason });
    return end(message, { state: "FAILED", phoneMasked, failure: error.reason });
  }
}

/** This worker stood still for so long that the message counts as left behind: another one may have it by now. */
class NotHandedOver extends Error {}

/**
 * Puts on record which vendor is asked, before he is: if this process dies, he is asked about it. Throws NotHandedOver
 * when the message is not in this worker's hand any more, or would not be by the time that the vendor is asked.
 */
async function note({ id, sending }: Held, provider: SmsProvider, now: () => Date): Promise<void> {
  const triedAt = now();
  const { count } = await db().smsMessage.updateMany({
    where: { id, sending, state: "SENDING" },
    data: { provider, triedAt },
  });
  if (!count || now().getTime() - triedAt.getTime() >= LEASE_MS) throw new NotHandedOver();
}

/**
 * Lets go of a message, unless another worker has taken it since. The vendor's report may have come before his answer:
 * then it stands. Whom others thought dead still knows what the vendor said.
 */
async function end(
  { id, sending }: Held,
  outcome: { state: Outcome } & Omit<Prisma.SmsMessageUpdateManyMutationInput, "state">,
): Promise<Outcome> {
  const left: Outcome[] = outcome.state === "SENT" ? ["UNKNOWN", "WAITING"] : ["UNKNOWN"];
  await db().smsMessage.updateMany({ where: { id, sending, state: { in: ["SENDING", ...left] } }, data: outcome });
  return outcome.state;
}

/** A worker that died asked nobody, or somebody who can be asked about it. */
async function takeFromTheDead(now: Date): Promise<void> {
  const dead = { state: "SENDING", triedAt: { lt: new Date(now.getTime() - LEASE_MS) } } as const;
  await db().smsMessage.updateMany({
    where: { ...dead, provider: null },
    data: { state: "WAITING", attempts: { decrement: 1 } },
  });
  await db().smsMessage.updateMany({
    where: { ...dead, provider: { not: null } },
    data: { state: "UNKNOWN", failure: "interrupted" },
  });
}

/**
 * Asks the vendors about messages whose fate is unknown. One of which the vendor certainly knows nothing waits to be
 * sent again; one of which he says nothing stays unknown, and staff see it.
 */
async function askAboutUnknown(now: Date): Promise<number> {
  const unknown = await db().smsMessage.findMany({
    where: {
      state: "UNKNOWN",
      triedAt: { gt: new Date(now.getTime() - ASK_AT_MOST_MS) },
      dueAt: { lte: now },
      provider: { not: null },
      account: { phoneEncrypted: { not: null } },
    },
    orderBy: { dueAt: "asc" },
    take: MOST_ASKED,
    select: {
      id: true,
      sending: true,
      accountId: true,
      provider: true,
      triedAt: true,
      account: { select: { phoneEncrypted: true } },
    },
  });
  for (const { id, sending, accountId, provider, triedAt, account } of unknown) {
    const at = triedAt ?? now;
    const phone = decryptColumn("account.phone_encrypted", accountId, account.phoneEncrypted ?? "");
    const asked = { id: sendingId({ messageId: id, sending }), phone, at };
    const fate = await askAboutSms(provider as SmsProvider, asked).catch((error: unknown) => {
      logger.warn({ event: "sms_not_asked", id, reason: callerText(error instanceof Error ? error.message : "") });
      return { state: "unclear" } as const;
    });
    const known = { phoneMasked: maskPhone(phone), sentAt: at, failure: null };
    // The outbox writes before it answers; a vendor's list needs some minutes.
    const absent =
      fate.state === "absent" && (provider === "outbox" || now.getTime() - at.getTime() > LIST_COMPLETE_MS);
    const data: Prisma.SmsMessageUpdateManyMutationInput =
      fate.state === "sent"
        ? { state: "SENT", ...known }
        : fate.state === "delivered"
          ? { state: "DELIVERED", ...known }
          : fate.state === "failed"
            ? { state: "FAILED", phoneMasked: known.phoneMasked, failure: fate.reason }
            : absent
              ? { state: "WAITING" }
              : { dueAt: new Date(now.getTime() + ASK_AGAIN_MS) };
    await db().smsMessage.updateMany({ where: { id, sending, state: "UNKNOWN" }, data });
  }
  return unknown.length;
}
