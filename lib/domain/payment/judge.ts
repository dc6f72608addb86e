import type { Fen } from "@/lib/core/money";

/** A payment as a signed notification or a signed query reports it. */
export type PaymentFact = {
  mchid: string;
  appid: string;
  outTradeNo: string;
  transactionId: string;
  successTime: Date;
  /** The price of the order. The payer may have paid less, with a coupon. */
  amount: Fen;
  currency: string;
  /** REFUND: WeChat has accepted a refund of this payment. It can no longer settle an order. */
  tradeState: "SUCCESS" | "REFUND";
};

export type Verdict = "settle" | "surplus" | "amount_mismatch" | "merchant_mismatch";

/**
 * Decides what happens to a payment, as far as the order itself decides it. The payment window is compared with
 * WeChat's time of payment, not with the time at which the notification arrives; the closing instant itself is too
 * late. Whether the registration still waits for a payment is checked inside the settling statement.
 */
export function judgePayment(
  fact: PaymentFact,
  order: { outTradeNo: string; amountFen: Fen },
  merchant: { mchid: string; appid: string },
  deadline: Date,
): Verdict {
  if (fact.mchid !== merchant.mchid || fact.appid !== merchant.appid || fact.outTradeNo !== order.outTradeNo)
    return "merchant_mismatch";
  if (fact.amount !== order.amountFen || fact.currency !== "CNY") return "amount_mismatch";
  return fact.successTime < deadline ? "settle" : "surplus";
}

/**
 * The deadline for a payment. An order keeps the deadline it was created with, but if staff extend the window later,
 * the longer window applies to it too.
 */
export const paymentDeadline = (order: { timeExpire: Date }, window: { closesAt: Date }): Date =>
  order.timeExpire > window.closesAt ? order.timeExpire : window.closesAt;
