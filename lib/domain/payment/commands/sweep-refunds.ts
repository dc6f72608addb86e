import { z } from "zod";
import { readRows } from "@/lib/adapter/db/read-rows";
import { db, Prisma } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/adapter/log/logger";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import {
  BALANCE_PAUSE_MS,
  CLOCK_TOLERANCE_MS,
  LONGEST_WAIT_MS,
  nextTryAt,
  REFUND_LEASE_MS,
  REFUND_PAUSE_MS,
  REFUND_STUCK_MS,
} from "../refund-schedule";
import { applyRefund, refuseRefund } from "./apply-refund";
import { refreshRefund } from "./refresh-refund";
import { recordAnswer } from "./record-answer";
import { raiseAlert } from "./raise-alert";

/**
 * The number of refunds that one machine handles at the same time. WeChat limits a merchant who sends many invalid
 * refunds.
 */
const CONCURRENCY = 4;

const dueSelect = {
  id: true,
  chargeId: true,
  outRefundNo: true,
  amountFen: true,
  reason: true,
  sentAt: true,
  attempts: true,
  failureCode: true,
  createdAt: true,
  charge: {
    select: {
      orderId: true,
      registrationId: true,
      transactionId: true,
      outTradeNo: true,
      amountFen: true,
    },
  },
} as const satisfies Prisma.RefundSelect;

type DueRefund = Prisma.RefundGetPayload<{ select: typeof dueSelect }>;

/**
 * Handles every refund that is due: sends it, queries it, and sends it again when WeChat does not know it. Several
 * machines may sweep at once; the lease lets only one handle a refund. Its refund number makes WeChat treat repeated
 * requests as one refund.
 */
export async function sweepRefunds({
  now,
  signal,
}: {
  now: () => Date;
  signal?: AbortSignal;
}): Promise<{ looked: number }> {
  const swept = { looked: 0 };
  const work = async () => {
    while (!signal?.aborted) {
      const refund = await claimDueRefund(now());
      if (!refund) return;
      swept.looked++;
      await handleDueRefund(refund, now());
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return swept;
}

/**
 * Claims one due refund for this worker. WeChat requires one minute between two refunds of a payment, so the second one
 * waits. Claims take a lock one after another: two concurrent claims would each miss the other's refund of the same
 * payment.
 */
async function claimDueRefund(now: Date): Promise<DueRefund | null> {
  const impossibleLease = new Date(now.getTime() + REFUND_LEASE_MS + CLOCK_TOLERANCE_MS);
  const [, claimed] = await db().$transaction([
    db().$queryRaw`SELECT pg_advisory_xact_lock(hashtext('refund.take'))::text`,
    db().$queryRaw`
      UPDATE refund SET leased_until = ${new Date(now.getTime() + REFUND_LEASE_MS)}::timestamptz, attempts = attempts + 1
      WHERE id = (
        SELECT r.id FROM refund r
        WHERE r.status IN ('PENDING', 'PROCESSING')
          -- Planned further ahead than any refund is at its number of attempts: by a clock that was wrong.
          AND (r.next_try_at <= ${now}::timestamptz OR r.next_try_at > ${now}::timestamptz + make_interval(secs => ${longestWait(env().WECHAT_PAY_POLL_SECONDS)}))
          AND (r.leased_until IS NULL OR r.leased_until <= ${now}::timestamptz OR r.leased_until > ${impossibleLease}::timestamptz)
          AND NOT EXISTS (
            SELECT FROM refund other
            WHERE other.charge_id = r.charge_id AND other.id <> r.id
              AND (
                other.sent_at > ${new Date(now.getTime() - REFUND_PAUSE_MS)}::timestamptz AND other.sent_at <= ${impossibleLease}::timestamptz
                OR other.leased_until > ${now}::timestamptz AND other.leased_until <= ${impossibleLease}::timestamptz
              )
          )
        ORDER BY r.next_try_at LIMIT 1
      )
      RETURNING id`,
  ]);
  const [taken] = readRows({ id: z.uuid() }, claimed);
  return taken ? db().refund.findUnique({ where: { id: taken.id }, select: dueSelect }) : null;
}

/**
 * The rule of nextTryAt in SQL, plus one interval: the largest number of seconds until refund `r` can correctly be due.
 */
const longestWait = (baseSeconds: number) => Prisma.sql`(
  ${baseSeconds}::float8 + CASE
    WHEN r.failure_code = 'NOT_ENOUGH' THEN ${BALANCE_PAUSE_MS / 1000}::float8
    WHEN r.attempts = 0 THEN 0
    ELSE greatest(least(${baseSeconds}::float8 * power(2, least(r.attempts - 1, 20)), ${LONGEST_WAIT_MS / 1000}::float8), ${baseSeconds}::float8)
  END
)`;

async function handleDueRefund(refund: DueRefund, now: Date): Promise<void> {
  let failureCode: string | null = null;
  try {
    failureCode = await queryOrSend(refund, now);
    if (failureCode === null && now.getTime() - refund.createdAt.getTime() > REFUND_STUCK_MS) {
      await raiseAlert({ kind: "refund_stuck", detail: refund.outRefundNo }, now);
    }
  } catch (error) {
    // A failure with one refund must not stop the others. The refund comes up again at its next time.
    logger.error({ err: error, outRefundNo: refund.outRefundNo }, "a refund could not be looked after");
  } finally {
    const due = nextTryAt({ attempts: refund.attempts, failureCode }, env().WECHAT_PAY_POLL_SECONDS * 1000, now);
    await db().refund.updateMany({
      where: { id: refund.id },
      data: { leasedUntil: null, failureCode, nextTryAt: due },
    });
  }
}

/** Queries a refund that was sent before, and sends one that WeChat does not know. Returns the code of a refusal. */
async function queryOrSend(refund: DueRefund, now: Date): Promise<string | null> {
  if (refund.sentAt && (await refreshRefund(refund, now)) !== "absent") return null;
  return send(refund, now);
}

async function send(refund: DueRefund, now: Date): Promise<string | null> {
  const { charge } = refund;
  if (!charge.transactionId) throw new Error("a refund of a charge that WeChat does not know");
  await db().refund.updateMany({ where: { id: refund.id, sentAt: null }, data: { sentAt: now } });
  const asking = weChatPay().createRefund({
    transactionId: charge.transactionId,
    outRefundNo: refund.outRefundNo,
    reason: refund.reason,
    refund: refund.amountFen,
    total: charge.amountFen,
    notifyUrl: `${env().WECHAT_PAY_NOTIFY_BASE}/api/wechat-pay/notify`,
  });
  const answer = await recordAnswer(
    { orderId: charge.orderId, refundId: refund.id },
    "refund",
    asking,
    ({ status }) => status,
    now,
  );
  if (answer.ok) {
    await applyRefund(answer.value, "refund", now);
    return null;
  }
  if (answer.error.kind === "unknown") return null;
  const { code } = answer.error;
  if (retryableCodes.has(code)) return code;
  // A refusal may be unsigned. It ends the refund only when a query confirms that WeChat has no refund of this number.
  const known = await refreshRefund(refund, now);
  if (known === "absent") await refuseRefund(refund, code, now);
  return known === "noted" ? null : code;
}

/** Refusals that clear up by themselves, or that an alert already reports. */
const retryableCodes = new Set(["NOT_ENOUGH", "SIGN_ERROR", "NO_AUTH", "MCH_NOT_EXISTS", "APPID_MCHID_NOT_MATCH"]);
