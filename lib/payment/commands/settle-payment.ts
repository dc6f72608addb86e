import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/uuid";
import { env } from "@/lib/env";
import { windowFor } from "@/lib/exam-session/windows";
import { logger } from "@/lib/log/logger";
import { transitions } from "@/lib/registration/status";
import { judge, paymentDeadline, type PaymentFact } from "../judge";

export type Settlement = "settled" | "already_settled" | "surplus" | "amount_mismatch" | "merchant_mismatch" | "unknown_order";

/**
 * Takes note of a payment that WeChat confirmed, by notification or by query: exactly once, whoever calls how often. Money that
 * cannot be accepted opens a case in the exceptions queue and changes nothing else. Throws only when the database does.
 */
export async function settlePayment(fact: PaymentFact, now: Date): Promise<Settlement> {
  const order = await db().paymentOrder.findUnique({
    where: { outTradeNo: fact.outTradeNo },
    select: {
      id: true,
      outTradeNo: true,
      amountFen: true,
      timeExpire: true,
      registration: {
        select: {
          overrides: { select: { step: true, until: true } },
          examSession: {
            select: {
              registrationOpensAt: true,
              registrationClosesAt: true,
              reviewOpensAt: true,
              reviewClosesAt: true,
              paymentOpensAt: true,
              paymentClosesAt: true,
              printingOpensAt: true,
              printingClosesAt: true,
            },
          },
        },
      },
    },
  });
  if (!order) return openCase(fact, "UNKNOWN_ORDER", null, now);

  const { WECHAT_PAY_MCHID: mchid, WECHAT_PAY_APPID: appid } = env();
  const { examSession, overrides } = order.registration;
  const verdict = judge(fact, order, { mchid, appid }, paymentDeadline(order, windowFor(examSession, overrides, "PAYMENT")));
  switch (verdict) {
    case "amount_mismatch":
      return openCase(fact, "AMOUNT_MISMATCH", order.id, now);
    case "merchant_mismatch":
      return openCase(fact, "MERCHANT_MISMATCH", order.id, now);
    case "settle":
    case "surplus": {
      const settlement = await writeSettlement(order.id, fact, verdict === "settle", now);
      logger[settlement === "surplus" ? "error" : "info"](
        { outTradeNo: fact.outTradeNo, transactionId: fact.transactionId, settlement },
        settlement === "surplus" ? "payment cannot be used and is owed back" : "payment noted",
      );
      return settlement;
    }
  }
}

/**
 * One statement: the order, the registration, its event, the audit row, and the case when the money is owed back. Both rows are
 * locked first and read as they are then, so that of any number of callers one moves them and the others find them moved.
 */
async function writeSettlement(
  orderId: string,
  fact: PaymentFact,
  inTime: boolean,
  now: Date,
): Promise<"settled" | "already_settled" | "surplus"> {
  const { from, to } = transitions.confirmPayment;
  const rows = await db().$queryRaw<{ outcome: "settled" | "already_settled" | "surplus" }[]>`
    WITH locked AS MATERIALIZED (
      SELECT o.id, o.registration_id, o.out_trade_no, o.status AS order_status, o.transaction_id, r.status AS registration_status
      FROM payment_order o JOIN registration r ON r.id = o.registration_id
      WHERE o.id = ${orderId}::uuid
      FOR NO KEY UPDATE OF o, r
    ), judged AS MATERIALIZED (
      SELECT locked.*,
        order_status IN ('CREATING', 'OPEN', 'CLOSED') AS unpaid,
        CASE
          WHEN transaction_id = ${fact.transactionId} THEN 'already_settled'
          WHEN ${inTime}::boolean AND order_status IN ('CREATING', 'OPEN', 'CLOSED')
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
    ), opened AS (
      INSERT INTO payment_exception (id, kind, order_id, out_trade_no, transaction_id, amount_fen, created_at)
      SELECT ${uuidv7(now)}::uuid, 'SURPLUS', id, out_trade_no, ${fact.transactionId}, ${fact.amount}, ${now}::timestamptz
      FROM judged WHERE outcome = 'surplus'
      ON CONFLICT (transaction_id, kind) DO NOTHING
      RETURNING id
    ), audited AS (
      INSERT INTO audit_entry (at, actor_kind, action, subject_kind, subject_id, detail)
      SELECT ${now}::timestamptz, 'SYSTEM',
        CASE outcome WHEN 'settled' THEN 'registration.confirmPayment' ELSE 'payment.surplus' END,
        CASE outcome WHEN 'settled' THEN 'registration' ELSE 'payment_order' END,
        CASE outcome WHEN 'settled' THEN registration_id ELSE id END,
        jsonb_build_object('orderId', id, 'transactionId', ${fact.transactionId}::text, 'amountFen', ${fact.amount}::int)
      FROM judged WHERE outcome = 'settled' OR EXISTS (SELECT FROM opened)
    )
    SELECT outcome FROM judged`;
  const outcome = rows[0]?.outcome;
  if (!outcome) throw new Error("a payment order disappeared while its payment was being settled");
  return outcome;
}

/** Opens a case for a person to look at; the same news twice opens one. */
async function openCase(
  fact: PaymentFact,
  kind: "AMOUNT_MISMATCH" | "MERCHANT_MISMATCH" | "UNKNOWN_ORDER",
  orderId: string | null,
  now: Date,
): Promise<"amount_mismatch" | "merchant_mismatch" | "unknown_order"> {
  const { count } = await db().paymentException.createMany({
    data: [
      {
        kind,
        orderId,
        outTradeNo: fact.outTradeNo,
        transactionId: fact.transactionId,
        amountFen: fact.amount,
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  if (count > 0) logger.error({ kind, outTradeNo: fact.outTradeNo, transactionId: fact.transactionId }, "payment needs a person");
  return kind === "AMOUNT_MISMATCH" ? "amount_mismatch" : kind === "MERCHANT_MISMATCH" ? "merchant_mismatch" : "unknown_order";
}
