import { randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Account } from "./account";
import { canonical } from "./canonical";
import type { Ledger, Order, Refund } from "./ledger";
import { refusal, type Reply } from "./reply";
import { shanghaiTime } from "./transaction";

const refundBody = z
  .object({
    transaction_id: z.string().optional(),
    out_trade_no: z.string().optional(),
    out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/),
    reason: z
      .string()
      .refine((text) => Array.from(text).length <= 80)
      .optional(),
    notify_url: z.url().max(256).optional(),
    amount: z.object({ refund: z.int().min(1), total: z.int().min(1), currency: z.literal("CNY") }),
  })
  .refine((body) => body.transaction_id !== undefined || body.out_trade_no !== undefined);

/** The balance that the merchant's account holds for refunds, in fen; null: unlimited. */
export type Balance = { fen: number | null };

/** POST /v3/refund/domestic/refunds. A repeated number returns the state of that refund. */
export function createRefund(ledger: Ledger, balance: Balance, body: unknown, now: number): Reply {
  const parsed = refundBody.safeParse(body);
  if (!parsed.success)
    return refusal(400, "PARAM_ERROR", `参数错误：${parsed.error.issues.map(({ path }) => path.join(".")).join("、")}`);
  const { transaction_id, out_trade_no, out_refund_no, reason = "", notify_url = "", amount } = parsed.data;
  const isMeant = ({ outTradeNo, payment }: Order) =>
    (transaction_id === undefined || payment?.transactionId === transaction_id) &&
    (out_trade_no === undefined || outTradeNo === out_trade_no);
  const order = ledger.all().find(isMeant);
  if (!order?.payment) return refusal(404, "RESOURCE_NOT_EXISTS", "订单不存在或未支付");

  const parameters = canonical(body);
  const known = ledger.withRefund(out_refund_no);
  if (known && known.refund.status !== "CLOSED") {
    if (known.refund.parameters !== parameters) return refusal(400, "INVALID_REQUEST", "商户退款单号重复且参数不一致");
    return describeRefund(known.order, known.refund);
  }
  if (amount.total !== order.total) return refusal(400, "INVALID_REQUEST", "订单金额与原订单不一致");
  const given = order.refunds
    .filter(({ status }) => status !== "CLOSED")
    .reduce((sum, refund) => sum + refund.amount, 0);
  if (given + amount.refund > order.total) return refusal(400, "INVALID_REQUEST", "申请退款金额大于订单可退金额");
  if (balance.fen !== null && balance.fen < amount.refund)
    return refusal(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起");
  if (balance.fen !== null) balance.fen -= amount.refund;

  const refund: Refund = {
    outRefundNo: out_refund_no,
    refundId: known?.refund.refundId ?? `5030${now}${randomInt(1e10, 1e11 - 1)}`,
    parameters,
    amount: amount.refund,
    reason,
    notifyUrl: notify_url,
    createdAt: now,
    status: "PROCESSING",
  };
  ledger.saveRefund(order.outTradeNo, refund);
  return describeRefund(order, refund);
}

/**
 * Refunds as a person does in the merchant platform, without the merchant's program; done at once. Returns false when
 * the amount is more than what is left.
 */
export function refundOutside(ledger: Ledger, outTradeNo: string, amount: number, now: number): boolean {
  const order = ledger.get(outTradeNo);
  const given =
    order?.refunds.filter(({ status }) => status !== "CLOSED").reduce((sum, refund) => sum + refund.amount, 0) ?? 0;
  if (!order?.payment || given + amount > order.total) return false;
  ledger.saveRefund(outTradeNo, {
    outRefundNo: `P${now}${randomInt(1e10, 1e11 - 1)}`,
    refundId: `5030${now}${randomInt(1e10, 1e11 - 1)}`,
    parameters: "",
    amount,
    reason: "",
    notifyUrl: "",
    createdAt: now,
    status: "SUCCESS",
    successAt: now,
  });
  return true;
}

/** GET /v3/refund/domestic/refunds/{out_refund_no}. */
export function queryRefund(ledger: Ledger, outRefundNo: string): Reply {
  const found = ledger.withRefund(outRefundNo);
  return found ? describeRefund(found.order, found.refund) : refusal(404, "RESOURCE_NOT_EXISTS", "退款单不存在");
}

/**
 * Ends a refund: the payer has the money, or cannot receive it, or the merchant has it back. Returns the saved refund,
 * whose notification is due at once. A refund that has already ended does not change.
 */
export function endRefund(
  ledger: Ledger,
  balance: Balance,
  outRefundNo: string,
  status: Exclude<Refund["status"], "PROCESSING">,
  now: number,
): Refund | undefined {
  const found = ledger.withRefund(outRefundNo);
  if (!found || found.refund.status === "SUCCESS" || found.refund.status === "CLOSED") return undefined;
  if (status === "CLOSED" && balance.fen !== null) balance.fen += found.refund.amount;
  const refund: Refund = {
    ...found.refund,
    status,
    ...(status === "SUCCESS" && { successAt: now }),
    notice: { id: randomUUID(), attempts: 0, nextAt: Date.now(), lastStatus: null },
  };
  ledger.saveRefund(found.order.outTradeNo, refund);
  return refund;
}

const described = (order: Order, refund: Refund) => ({
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  transaction_id: order.payment?.transactionId ?? "",
  out_trade_no: order.outTradeNo,
  user_received_account: "支付用户零钱",
  ...(refund.successAt !== undefined && { success_time: shanghaiTime(refund.successAt) }),
});

const amountsOf = (order: Order, refund: Refund) => ({
  total: order.total,
  refund: refund.amount,
  payer_total: order.payment?.payerTotal ?? order.total,
  payer_refund: refund.amount,
});

const describeRefund = (order: Order, refund: Refund): Reply => ({
  status: 200,
  body: {
    ...described(order, refund),
    channel: "ORIGINAL",
    create_time: shanghaiTime(refund.createdAt),
    status: refund.status,
    amount: {
      ...amountsOf(order, refund),
      settlement_total: order.total,
      settlement_refund: refund.amount,
      currency: "CNY",
    },
  },
});

/** The content of the notification about an ended refund. */
export const describeEndedRefund = ({ credentials }: Account, order: Order, refund: Refund) => ({
  mchid: credentials.mchid,
  ...described(order, refund),
  refund_status: refund.status,
  amount: amountsOf(order, refund),
});
