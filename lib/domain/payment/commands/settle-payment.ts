import { z } from "zod";
import { readRows } from "@/lib/adapter/db/read-rows";
import { randomBytes } from "node:crypto";
import { db, Prisma } from "@/lib/adapter/db/client";
import { insertAuditRows } from "@/lib/domain/audit/commands";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { addJob } from "@/lib/adapter/jobs/enqueue";
import { env } from "@/lib/env";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { logger } from "@/lib/adapter/log/logger";
import { awaitsPayment, insertPaidEvent, movePaid } from "@/lib/domain/registration/commands/confirm-payment";
import { judgePayment, paymentDeadline, type PaymentFact } from "../judge";
import { makeOutRefundNo } from "../order-terms";
import { judgedOrder } from "../queries/judged-order";
import { recordPaymentEvent } from "./record-payment-event";
import { recordUnusablePayment, type Unusable } from "./record-unusable-payment";
import { recordException } from "./record-exception";

export type Settlement =
  | "settled"
  | "already_settled"
  | "surplus"
  | "amount_mismatch"
  | "merchant_mismatch"
  | "unknown_order"
  | Unusable;

/** How we learnt of the payment: WeChat notified us, or answered our query. */
export type Source = "notification" | "query";

/**
 * Records a payment that WeChat confirmed, exactly once, even with repeated and concurrent calls. A payment that is too
 * late, a second payment, or a payment on a closed order is entered too, and its refund starts in the same statement. A
 * payment with a wrong amount or merchant becomes a payment exception and changes nothing else. A payment that is
 * already charged or refunded settles nothing. Throws only on a database error.
 */
export async function settlePayment(fact: PaymentFact, source: Source, now: Date): Promise<Settlement> {
  const order = await judgedOrder(fact.outTradeNo);
  if (!order) return setAside(fact, "UNKNOWN_ORDER", null, now);

  const { WECHAT_PAY_MCHID: mchid, WECHAT_PAY_APPID: appid } = env();
  const verdict = judgePayment(
    fact,
    order,
    { mchid, appid },
    paymentDeadline(order, windowFor(order, order.overrides, "PAYMENT")),
  );
  switch (verdict) {
    case "amount_mismatch":
      await recordPaymentEvent(
        { orderId: order.id },
        { kind: source, outcome: verdict, detail: { amountFen: fact.amount } },
        now,
      );
      return setAside(fact, "AMOUNT_MISMATCH", order, now);
    case "merchant_mismatch":
      await recordPaymentEvent({ orderId: order.id }, { kind: source, outcome: verdict }, now);
      return setAside(fact, "MERCHANT_MISMATCH", order, now);
    case "settle":
    case "surplus": {
      const written = await writeSettlement(order.id, fact, { inTime: verdict === "settle", source }, now);
      const unusable = written === "already_charged" || written === "already_refunded";
      const settlement = unusable ? await recordUnusablePayment(order.id, fact, now) : written;
      logger.info({ outTradeNo: fact.outTradeNo, transactionId: fact.transactionId, settlement }, "payment noted");
      return settlement;
    }
  }
}

/** The text that the payer sees beside money that is refunded automatically. */
const SURPLUS_REASON = "多缴或逾期缴费退款";

/** Why the system resolved an exception of this payment without a person. */
const ANSWERED = {
  settled: "微信支付已证实这笔款项，系统已自动入账。",
  surplus: "微信支付已证实这笔款项，不能计入报名费，已自动退回。",
};

const written = ["settled", "already_settled", "surplus", "already_charged", "already_refunded"] as const;
type Written = (typeof written)[number];

const settledColumns = { outcome: z.enum(written), staged: z.number() };

/**
 * One SQL statement writes the order, the registration, its event, the ledger, the audit row, and, when the money must
 * be refunded, the refund with its two jobs. It locks the order and the registration first and reads them after the
 * lock. With several concurrent callers, one settles the order and the others find it settled. Everything depends on
 * whether the charge can be inserted: the unique index also detects a charge that another transaction is inserting at
 * this moment. Unresolved exceptions about this payment are resolved too.
 */
async function writeSettlement(
  orderId: string,
  fact: PaymentFact,
  { inTime, source }: { inTime: boolean; source: Source },
  now: Date,
): Promise<Written> {
  const outRefundNo = makeOutRefundNo(now, randomBytes(7).toString("hex"));
  const rows = readRows(
    settledColumns,
    await db().$queryRaw`
    WITH locked AS MATERIALIZED (
      SELECT o.id, o.registration_id, o.out_trade_no, o.status AS order_status, o.closed_at, o.transaction_id, r.status AS registration_status
      FROM payment_order o JOIN registration r ON r.id = o.registration_id
      WHERE o.id = ${orderId}::uuid
      FOR NO KEY UPDATE OF o, r
    ), judged AS MATERIALIZED (
      SELECT locked.*,
        order_status IN ('CREATING', 'OPEN', 'CLOSED') AS unpaid,
        CASE
          WHEN transaction_id = ${fact.transactionId} THEN 'already_settled'
          -- A notification goes on saying SUCCESS when the money has gone back: what a query or a bill told of it before stands in its cases, answered or not.
          WHEN ${fact.tradeState === "REFUND"}::boolean OR EXISTS (
            SELECT FROM payment_exception e
            WHERE e.transaction_id = ${fact.transactionId} AND e.kind IN ('ALREADY_REFUNDED', 'BILL_UNKNOWN_REFUND')
          ) THEN 'already_refunded'
          -- Paid before we closed it, and heard of late: that counts. Paid on a closed one: that goes back.
          WHEN ${inTime}::boolean
            AND (order_status IN ('CREATING', 'OPEN') OR order_status = 'CLOSED' AND ${fact.successTime}::timestamptz < closed_at)
            AND ${awaitsPayment(Prisma.sql`registration_status`)} THEN 'settled'
          ELSE 'surplus'
        END AS verdict
      FROM locked
    ), charged AS (
      INSERT INTO ledger_entry (id, kind, registration_id, order_id, out_trade_no, transaction_id, amount_fen, at, created_at)
      SELECT ${uuidv7(now)}::uuid, 'CHARGE', registration_id, id, out_trade_no, ${fact.transactionId}, ${fact.amount},
        ${fact.successTime}::timestamptz, ${now}::timestamptz
      FROM judged WHERE verdict IN ('settled', 'surplus')
      ON CONFLICT (transaction_id) WHERE kind = 'CHARGE' DO NOTHING
      RETURNING id
    ), decided AS MATERIALIZED (
      SELECT judged.*,
        CASE WHEN verdict IN ('settled', 'surplus') AND NOT EXISTS (SELECT FROM charged) THEN 'already_charged' ELSE verdict END AS outcome
      FROM judged
    ), paid AS (
      UPDATE payment_order o
      SET status = (CASE j.outcome WHEN 'settled' THEN 'SUCCEEDED' ELSE 'SURPLUS' END)::payment_order_status,
        transaction_id = ${fact.transactionId}, success_time = ${fact.successTime}::timestamptz, leased_until = NULL
      FROM decided j WHERE o.id = j.id AND j.unpaid AND j.outcome IN ('settled', 'surplus')
    ), moved AS (
      ${movePaid(fact.successTime, now)}
    ), event AS (
      ${insertPaidEvent(now)}
    ), refunded AS (
      INSERT INTO refund (id, charge_id, out_refund_no, cause, status, amount_fen, reason, created_at, next_try_at)
      SELECT ${uuidv7(now)}::uuid, c.id, ${outRefundNo}, 'SURPLUS', 'PENDING', ${fact.amount}, ${SURPLUS_REASON}, ${now}::timestamptz,
        ${now}::timestamptz
      FROM decided j, charged c WHERE j.outcome = 'surplus'
      RETURNING id
    ), noted AS (
      INSERT INTO payment_event (id, order_id, kind, outcome, at, last_at)
      SELECT ${uuidv7(now)}::uuid, id, ${source}, outcome, ${now}::timestamptz, ${now}::timestamptz FROM decided
      -- A query has its own line already.
      WHERE ${source} = 'notification' OR outcome IN ('settled', 'surplus')
    ), answered AS (
      UPDATE payment_exception e
      SET resolved_at = ${now}::timestamptz,
        resolution = (CASE j.outcome WHEN 'surplus' THEN 'REFUNDED' ELSE 'RECORDED' END)::exception_resolution,
        note = CASE j.outcome WHEN 'surplus' THEN ${ANSWERED.surplus} ELSE ${ANSWERED.settled} END
      FROM decided j
      WHERE j.outcome IN ('settled', 'surplus', 'already_settled') AND e.reference = ${fact.transactionId} AND e.resolved_at IS NULL
        AND e.kind IN ('AMOUNT_MISMATCH', 'MERCHANT_MISMATCH', 'UNKNOWN_ORDER', 'BILL_UNKNOWN_PAYMENT', 'ALREADY_REFUNDED')
      RETURNING e.id, e.resolution
    ), audited AS (
      ${insertAuditRows(Prisma.sql`
      SELECT ${now}::timestamptz, 'SYSTEM'::actor_kind, NULL::uuid,
        CASE outcome WHEN 'settled' THEN 'registration.confirmPayment' ELSE 'payment.surplus' END,
        CASE outcome WHEN 'settled' THEN 'registration' ELSE 'payment_order' END,
        CASE outcome WHEN 'settled' THEN registration_id ELSE id END,
        jsonb_build_object('orderId', id, 'transactionId', ${fact.transactionId}::text, 'amountFen', ${fact.amount}::int)
      FROM decided WHERE outcome IN ('settled', 'surplus')
      UNION ALL
      SELECT ${now}::timestamptz, 'SYSTEM', NULL, 'payment_exception.resolve', 'payment_exception', id,
        jsonb_build_object('resolution', resolution)
      FROM answered`)}
    ), staged AS (
      SELECT ${addJob("sweep-refunds", {}, Prisma.sql`'sweep-refunds'`)} FROM refunded
      UNION ALL
      SELECT ${addJob("send-refund-sms", { refundId: Prisma.sql`id` }, Prisma.sql`'refund-sms ' || id`)} FROM refunded
    )
    SELECT outcome, (SELECT count(*)::int FROM staged) AS staged FROM decided`,
  );
  const outcome = rows[0]?.outcome;
  if (!outcome) throw new Error("a payment order disappeared while its payment was being settled");
  return outcome;
}

/** Records an exception, so that a person checks the money. */
async function setAside(
  fact: PaymentFact,
  kind: "AMOUNT_MISMATCH" | "MERCHANT_MISMATCH" | "UNKNOWN_ORDER",
  order: { id: string; amountFen: number } | null,
  now: Date,
): Promise<"amount_mismatch" | "merchant_mismatch" | "unknown_order"> {
  await recordException(
    {
      kind,
      reference: fact.transactionId,
      orderId: order?.id ?? null,
      outTradeNo: fact.outTradeNo,
      transactionId: fact.transactionId,
      amountFen: fact.amount,
      expectedFen: order?.amountFen ?? null,
      happenedAt: fact.successTime,
    },
    now,
  );
  return kind === "AMOUNT_MISMATCH"
    ? "amount_mismatch"
    : kind === "MERCHANT_MISMATCH"
      ? "merchant_mismatch"
      : "unknown_order";
}
