import type { Account } from "./account";
import type { Order } from "./ledger";

const STATE_NAMES = { NOTPAY: "订单未支付", SUCCESS: "支付成功", CLOSED: "订单已关闭" };

/** An order as a query answers it and a notification tells it. Unpaid ones lack everything about a payment. */
export function describeTransaction({ credentials }: Account, order: Order) {
  const { payment } = order;
  return {
    appid: credentials.appid,
    mchid: credentials.mchid,
    out_trade_no: order.outTradeNo,
    attach: order.attach,
    trade_state: order.state,
    trade_state_desc: STATE_NAMES[order.state],
    amount: {
      total: order.total,
      currency: "CNY",
      ...(payment && { payer_total: payment.payerTotal, payer_currency: "CNY" }),
    },
    ...(payment && {
      transaction_id: payment.transactionId,
      trade_type: "NATIVE",
      bank_type: "OTHERS",
      success_time: shanghaiTime(payment.at),
      payer: { openid: "oSimulatedPayer00000000000000" },
    }),
  };
}

const shanghaiTime = (at: number) => new Date(at + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, "+08:00");
