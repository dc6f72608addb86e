import { z } from "zod";
import { PaymentChannel, PaymentOrderStatus, RegistrationStatus } from "@/lib/adapter/db/enums";
import { readRows } from "@/lib/adapter/db/read-rows";
import { db } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/adapter/log/logger";
import { canApply } from "@/lib/domain/registration/status";
import { LAST_MINUTE_MS } from "../payment-phase";
import { impossibleLease, LEASE_MS } from "../poll-schedule";
import { closeOrder, createAtWeChat, type LiveOrder, queryOrder } from "./order-calls";
import { releaseOrder } from "./order-lease";

/** Orders in hand of one machine at a time. */
const CONCURRENCY = 8;

/** Two machines' clocks may differ by a little; from one interval on it counts as wrong. */
const ahead = (now: Date) => new Date(now.getTime() + env().WECHAT_PAY_POLL_SECONDS * 1000);

const dueColumns = {
  id: z.uuid(),
  registrationId: z.uuid(),
  outTradeNo: z.string(),
  status: z.enum(PaymentOrderStatus),
  amountFen: z.number(),
  channel: z.enum(PaymentChannel),
  createBody: z.json(),
  payerEncrypted: z.string().nullable(),
  prepayAt: z.date().nullable(),
  timeExpire: z.date(),
  createdAt: z.date(),
  registrationStatus: z.enum(RegistrationStatus),
};

type DueOrder = LiveOrder & { registrationStatus: Parameters<typeof canApply>[1] };

export type Swept = { looked: number; paid: number; closed: number };

/**
 * Looks at every open order that is due: completes creates that a crash or a lost answer left half done, finds payments
 * of which no notification came, and ends orders after their time. Any number of machines may sweep at once; an order
 * is in one hand at most.
 */
export async function sweepOpenOrders({ now, signal }: { now: () => Date; signal?: AbortSignal }): Promise<Swept> {
  const swept: Swept = { looked: 0, paid: 0, closed: 0 };
  const work = async () => {
    while (!signal?.aborted) {
      const order = await takeDue(now());
      if (!order) return;
      swept.looked++;
      const standing = await handleDueOrder(order, now());
      if (standing === "paid" || standing === "closed") swept[standing]++;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return swept;
}

/**
 * One due order for this hand alone. An order that was last looked at, or made, in the future was planned by a clock that was wrong: it is due now; so
 * is a lease that reaches further ahead than any lease does nobody's. Orders with an open case wait for a person: asking again would tell nothing new. */
async function takeDue(now: Date): Promise<DueOrder | null> {
  const rows = readRows(
    dueColumns,
    await db().$queryRaw`
    UPDATE payment_order o SET leased_until = ${new Date(now.getTime() + LEASE_MS)}::timestamptz, queried_at = ${now}::timestamptz
    FROM registration r
    WHERE r.id = o.registration_id AND o.id = (
      SELECT id FROM payment_order
      WHERE status IN ('CREATING', 'OPEN')
        AND (next_query_at <= ${now}::timestamptz OR coalesce(queried_at, created_at) > ${ahead(now)}::timestamptz)
        AND (leased_until IS NULL OR leased_until <= ${now}::timestamptz OR leased_until > ${impossibleLease(now)}::timestamptz)
        AND NOT EXISTS (
          SELECT FROM payment_exception e
          WHERE e.order_id = payment_order.id AND e.resolved_at IS NULL AND e.kind IN ('AMOUNT_MISMATCH', 'MERCHANT_MISMATCH', 'ALREADY_REFUNDED', 'TRANSACTION_REUSED')
        )
      ORDER BY next_query_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    )
    RETURNING o.id, o.registration_id AS "registrationId", o.out_trade_no AS "outTradeNo", o.status::text AS status,
      o.amount_fen AS "amountFen", o.channel::text AS channel, o.create_body AS "createBody", o.payer_encrypted AS "payerEncrypted",
      o.prepay_at AS "prepayAt", o.time_expire AS "timeExpire",
      o.created_at AS "createdAt", r.status::text AS "registrationStatus"`,
  );
  return rows[0] ?? null;
}

async function handleDueOrder(order: DueOrder, now: Date) {
  try {
    if (now >= order.timeExpire || !canApply("confirmPayment", order.registrationStatus))
      return await closeOrder(order, now);
    const standing = await queryOrder(order, now);
    const creating = order.status === "CREATING" && (standing === "unpaid" || standing === "absent");
    // A create that never arrived is sent again, with its own body; not in the last minute, when WeChat would lift its
    // expiry.
    if (creating && order.timeExpire.getTime() - now.getTime() > LAST_MINUTE_MS) await createAtWeChat(order, now);
    return standing;
  } catch (error) {
    // One order must not keep the others waiting; it comes up again at its next time.
    logger.error({ err: error, outTradeNo: order.outTradeNo }, "an order could not be looked after");
    return "unknown";
  } finally {
    await releaseOrder(order, now);
  }
}
