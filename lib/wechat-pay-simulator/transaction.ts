import type { Account } from "./account";
import type { Order } from "./ledger";

const STATE_NAMES = { NOTPAY: "订单未支付", SUCCESS: "支付成功", CLOSED: "订单已关闭", REFUND: "转入退款" };

/** An order as a query or a notification reports it. An unpaid order lacks all fields of a payment. */
export function describeTransaction({ credentials }: Account, order: Order) {
  const { payment } = order;
  const state = order.refunds.length > 0 ? ("REFUND" as const) : order.state;
  return {
    appid: credentials.appid,
    mchid: credentials.mchid,
    out_trade_no: order.outTradeNo,
    attach: order.attach,
    trade_state: state,
    trade_state_desc: STATE_NAMES[state],
    amount: {
      total: order.total,
      currency: "CNY",
      ...(payment && { payer_total: payment.payerTotal, payer_currency: "CNY" }),
    },
    ...(payment && {
      transaction_id: payment.transactionId,
      trade_type: order.tradeType,
      bank_type: "OTHERS",
      success_time: shanghaiTime(payment.at),
      payer: { openid: payment.openid },
    }),
  };
}

/** RFC 3339 in Shanghai, to the second. */
export const shanghaiTime = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, "+08:00");
