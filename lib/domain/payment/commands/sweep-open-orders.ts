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

/** The number of orders that one machine handles at the same time. */
const CONCURRENCY = 8;

/** Two machines' clocks may differ by a little. From one interval on, a clock counts as wrong. */
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
 * Handles every open order that is due: completes orders whose creation was interrupted by a crash or a lost answer,
 * finds payments that no notification reported, and closes orders after their deadline. Several machines may sweep at
 * once; the lease lets only one handle an order.
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
 * Claims one due order for this worker. If the last check or the creation of an order lies in the future, a wrong clock
 * scheduled it: it is due now. A lease that ends later than any lease can counts as released. Orders with an unresolved
 * exception wait for a person: another query would bring no new information.
 */
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
    // The order never reached WeChat: send it again with its stored body. Not in the last minute, when WeChat would
    // extend its expiry.
    if (creating && order.timeExpire.getTime() - now.getTime() > LAST_MINUTE_MS) await createAtWeChat(order, now);
    return standing;
  } catch (error) {
    // A failure with one order must not stop the others. The order comes up again at its next time.
    logger.error({ err: error, outTradeNo: order.outTradeNo }, "an order could not be looked after");
    return "unknown";
  } finally {
    await releaseOrder(order, now);
  }
}
