import { z } from "zod";
import { db } from "@/lib/adapter/db/client";
import { readRows } from "@/lib/adapter/db/read-rows";
import type { Override, SessionWindows } from "@/lib/domain/exam-session/windows";

const judgedColumns = {
  id: z.uuid(),
  outTradeNo: z.string(),
  amountFen: z.number(),
  timeExpire: z.date(),
  registrationOpensAt: z.date(),
  registrationClosesAt: z.date(),
  reviewOpensAt: z.date(),
  reviewClosesAt: z.date(),
  paymentOpensAt: z.date(),
  paymentClosesAt: z.date(),
  printingOpensAt: z.date(),
  printingClosesAt: z.date(),
  paymentUntil: z.date().nullable(),
};

export type JudgedOrder = SessionWindows & {
  id: string;
  outTradeNo: string;
  amountFen: number;
  timeExpire: Date;
  overrides: Override[];
};

/**
 * Loads an order with everything that judges its payment, in one statement: hundreds of notifications may arrive each
 * second.
 */
export async function judgedOrder(outTradeNo: string): Promise<JudgedOrder | null> {
  const rows = readRows(
    judgedColumns,
    await db().$queryRaw`
    SELECT o.id, o.out_trade_no AS "outTradeNo", o.amount_fen AS "amountFen", o.time_expire AS "timeExpire",
      s.registration_opens_at AS "registrationOpensAt", s.registration_closes_at AS "registrationClosesAt",
      s.review_opens_at AS "reviewOpensAt", s.review_closes_at AS "reviewClosesAt",
      s.payment_opens_at AS "paymentOpensAt", s.payment_closes_at AS "paymentClosesAt",
      s.printing_opens_at AS "printingOpensAt", s.printing_closes_at AS "printingClosesAt",
      (SELECT until FROM step_override v WHERE v.registration_id = r.id AND v.step = 'PAYMENT') AS "paymentUntil"
    FROM payment_order o JOIN registration r ON r.id = o.registration_id JOIN exam_session s ON s.id = r.exam_session_id
    WHERE o.out_trade_no = ${outTradeNo}`,
  );
  const [order] = rows;
  if (!order) return null;
  const { paymentUntil, ...rest } = order;
  return { ...rest, overrides: paymentUntil ? [{ step: "PAYMENT", until: paymentUntil }] : [] };
}
