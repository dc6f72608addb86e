import type { Fen } from "@/lib/core/money";

/** A payment as a signed notification or a signed query tells it. */
export type PaymentFact = {
  mchid: string;
  appid: string;
  outTradeNo: string;
  transactionId: string;
  successTime: Date;
  /** What the order cost; the payer may have given less, with a coupon. */
  amount: Fen;
  currency: string;
  /** REFUND: WeChat has accepted a refund of it since. Such money can settle nothing any more. */
  tradeState: "SUCCESS" | "REFUND";
};

export type Verdict = "settle" | "surplus" | "amount_mismatch" | "merchant_mismatch";

/**
 * What is to become of a payment, as far as the order itself decides it. The window is judged by WeChat's time of
 * payment, not by the time at which we hear of it; it excludes its closing instant. Whether the registration still
 * waits for money is asked in the statement that settles.
 */
export function judge(
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
 * Until when money counts: an order keeps the time it was made with, and a window made longer afterwards is longer for
 * it too.
 */
export const paymentDeadline = (order: { timeExpire: Date }, window: { closesAt: Date }): Date =>
  order.timeExpire > window.closesAt ? order.timeExpire : window.closesAt;
