import { randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/uuid";
import { env } from "@/lib/env";
import { type Override, type SessionWindows, windowFor } from "@/lib/exam-session/windows";
import { logger } from "@/lib/log/logger";
import { transitions } from "@/lib/registration/status";
import { judge, paymentDeadline, type PaymentFact } from "../judge";
import { makeOutRefundNo } from "../order-terms";
import { noteEvent } from "./note-event";
import { openCase } from "./open-case";

export type Settlement = "settled" | "already_settled" | "surplus" | "amount_mismatch" | "merchant_mismatch" | "unknown_order";

/** Who told us: WeChat by itself, or when it was asked. */
export type Source = "notification" | "query";

/**
 * Takes note of a payment that WeChat confirmed: exactly once, whoever calls how often. Money that comes too late, twice, or on an order that was
 * closed before is entered too, and its refund begins with it. Money of a wrong amount or merchant opens a case in the exceptions queue and
 * changes nothing else. Throws only when the database does.
 */
export async function settlePayment(fact: PaymentFact, source: Source, now: Date): Promise<Settlement> {
  const order = await judgedOrder(fact.outTradeNo);
  if (!order) return setAside(fact, "UNKNOWN_ORDER", null, now);

  const { WECHAT_PAY_MCHID: mchid, WECHAT_PAY_APPID: appid } = env();
  const verdict = judge(fact, order, { mchid, appid }, paymentDeadline(order, windowFor(order, order.overrides, "PAYMENT")));
  switch (verdict) {
    case "amount_mismatch":
      await noteEvent({ orderId: order.id }, { kind: source, outcome: verdict, detail: { amountFen: fact.amount } }, now);
      return setAside(fact, "AMOUNT_MISMATCH", order, now);
    case "merchant_mismatch":
      await noteEvent({ orderId: order.id }, { kind: source, outcome: verdict }, now);
      return setAside(fact, "MERCHANT_MISMATCH", order, now);
    case "settle":
    case "surplus": {
      const settlement = await writeSettlement(order.id, fact, { inTime: verdict === "settle", source }, now);
      logger.info({ outTradeNo: fact.outTradeNo, transactionId: fact.transactionId, settlement }, "payment noted");
      return settlement;
    }
  }
}

type JudgedOrder = SessionWindows & {
  id: string;
  outTradeNo: string;
  amountFen: number;
  timeExpire: Date;
  overrides: Override[];
};

/** An order with what its payment is judged by, in one statement: hundreds of notifications may come in a second. */
async function judgedOrder(outTradeNo: string): Promise<JudgedOrder | null> {
  const rows = await db().$queryRaw<(Omit<JudgedOrder, "overrides"> & { paymentUntil: Date | null })[]>`
    SELECT o.id, o.out_trade_no AS "outTradeNo", o.amount_fen AS "amountFen", o.time_expire AS "timeExpire",
      s.registration_opens_at AS "registrationOpensAt", s.registration_closes_at AS "registrationClosesAt",
      s.review_opens_at AS "reviewOpensAt", s.review_closes_at AS "reviewClosesAt",
      s.payment_opens_at AS "paymentOpensAt", s.payment_closes_at AS "paymentClosesAt",
      s.printing_opens_at AS "printingOpensAt", s.printing_closes_at AS "printingClosesAt",
      (SELECT until FROM step_override v WHERE v.registration_id = r.id AND v.step = 'PAYMENT') AS "paymentUntil"
    FROM payment_order o JOIN registration r ON r.id = o.registration_id JOIN exam_session s ON s.id = r.exam_session_id
    WHERE o.out_trade_no = ${outTradeNo}`;
  const [order] = rows;
  if (!order) return null;
  const { paymentUntil, ...rest } = order;
  return { ...rest, overrides: paymentUntil ? [{ step: "PAYMENT", until: paymentUntil }] : [] };
}

/** What the payer reads beside money that comes back by itself. */
const SURPLUS_REASON = "多缴或逾期缴费退款";

/**
 * One statement: the order, the registration, its event, the ledger, the audit row, and the refund with its two jobs when the money is owed back. Both
 * rows are locked first and read as they are then, so that of any number of callers one moves them and the others find them moved.
 */
async function writeSettlement(
  orderId: string,
  fact: PaymentFact,
  { inTime, source }: { inTime: boolean; source: Source },
  now: Date,
): Promise<"settled" | "already_settled" | "surplus"> {
  const { from, to } = transitions.confirmPayment;
  const outRefundNo = makeOutRefundNo(now, randomBytes(7).toString("hex"));
  const rows = await db().$queryRaw<{ outcome: "settled" | "already_settled" | "surplus" }[]>`
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
          -- Paid before we closed it, and heard of late: that counts. Paid on a closed one: that goes back.
          WHEN ${inTime}::boolean
            AND (order_status IN ('CREATING', 'OPEN') OR order_status = 'CLOSED' AND ${fact.successTime}::timestamptz < closed_at)
            AND registration_status = ANY (${[...from]}::registration_status[]) THEN 'settled'
          ELSE 'surplus'
        END AS outcome
      FROM locked
    ), paid AS (
      UPDATE payment_order o
      SET status = (CASE j.outcome WHEN 'settled' THEN 'SUCCEEDED' ELSE 'SURPLUS' END)::payment_order_status,
        transaction_id = ${fact.transactionId}, success_time = ${fact.successTime}::timestamptz, leased_until = NULL
      FROM judged j WHERE o.id = j.id AND j.unpaid AND j.outcome <> 'already_settled'
    ), moved AS (
      UPDATE registration r
      SET status = ${to}::registration_status, version = r.version + 1, paid_at = ${fact.successTime}::timestamptz,
        updated_at = ${now}::timestamptz
      FROM judged j WHERE r.id = j.registration_id AND j.outcome = 'settled'
      RETURNING r.id, r.version, j.registration_status AS from_status
    ), event AS (
      INSERT INTO registration_event (id, registration_id, event, from_status, to_status, version, actor_kind, at)
      SELECT ${uuidv7(now)}::uuid, id, 'confirmPayment', from_status, ${to}::registration_status, version, 'SYSTEM', ${now}::timestamptz
      FROM moved
    ), charged AS (
      INSERT INTO ledger_entry (id, kind, registration_id, order_id, out_trade_no, transaction_id, amount_fen, at, created_at)
      SELECT ${uuidv7(now)}::uuid, 'CHARGE', registration_id, id, out_trade_no, ${fact.transactionId}, ${fact.amount},
        ${fact.successTime}::timestamptz, ${now}::timestamptz
      FROM judged WHERE outcome <> 'already_settled'
      ON CONFLICT (transaction_id) WHERE kind = 'CHARGE' DO NOTHING
      RETURNING id
    ), refunded AS (
      INSERT INTO refund (id, charge_id, out_refund_no, cause, status, amount_fen, reason, created_at, next_try_at)
      SELECT ${uuidv7(now)}::uuid, c.id, ${outRefundNo}, 'SURPLUS', 'PENDING', ${fact.amount}, ${SURPLUS_REASON}, ${now}::timestamptz,
        ${now}::timestamptz
      FROM judged j, charged c WHERE j.outcome = 'surplus'
      RETURNING id
    ), noted AS (
      INSERT INTO payment_event (id, order_id, kind, outcome, at, last_at)
      SELECT ${uuidv7(now)}::uuid, id, ${source}, outcome, ${now}::timestamptz, ${now}::timestamptz FROM judged
      -- A query has its own line already.
      WHERE ${source} = 'notification' OR outcome <> 'already_settled'
    ), audited AS (
      INSERT INTO audit_entry (at, actor_kind, action, subject_kind, subject_id, detail)
      SELECT ${now}::timestamptz, 'SYSTEM',
        CASE outcome WHEN 'settled' THEN 'registration.confirmPayment' ELSE 'payment.surplus' END,
        CASE outcome WHEN 'settled' THEN 'registration' ELSE 'payment_order' END,
        CASE outcome WHEN 'settled' THEN registration_id ELSE id END,
        jsonb_build_object('orderId', id, 'transactionId', ${fact.transactionId}::text, 'amountFen', ${fact.amount}::int)
      FROM judged WHERE outcome = 'settled' OR EXISTS (SELECT FROM refunded)
    ), staged AS (
      SELECT (graphile_worker.add_job('sweep-refunds', '{}'::json, job_key := 'sweep-refunds')).id FROM refunded
      UNION ALL
      SELECT (graphile_worker.add_job('send-refund-sms', json_build_object('refundId', id), job_key := 'refund-sms ' || id)).id FROM refunded
    )
    SELECT outcome, (SELECT count(*)::int FROM staged) AS staged FROM judged`;
  const outcome = rows[0]?.outcome;
  if (!outcome) throw new Error("a payment order disappeared while its payment was being settled");
  return outcome;
}

/** Puts money aside for a person to look at. */
async function setAside(
  fact: PaymentFact,
  kind: "AMOUNT_MISMATCH" | "MERCHANT_MISMATCH" | "UNKNOWN_ORDER",
  order: { id: string; amountFen: number } | null,
  now: Date,
): Promise<"amount_mismatch" | "merchant_mismatch" | "unknown_order"> {
  await openCase(
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
  return kind === "AMOUNT_MISMATCH" ? "amount_mismatch" : kind === "MERCHANT_MISMATCH" ? "merchant_mismatch" : "unknown_order";
}
