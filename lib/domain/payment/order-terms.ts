import { shanghaiTime } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import { LAST_MINUTE_MS } from "./payment-phase";

/** The fee of a language, or the exam session's fee when the language has none of its own. */
export const feeFor = (session: { feeFen: Fen }, language: { feeFen: Fen | null } | null): Fen =>
  language?.feeFen ?? session.feeFen;

/** The description shown in WeChat's payment screen and in its bill. */
export const orderDescription = (session: { title: string }): string => `${session.title}报名费`;

/**
 * 商户订单号: Shanghai time, which people can read out on the phone, then random characters. Digits and letters only: the
 * client library signs some other characters that WeChat allows in one encoding and sends them in another.
 */
export function makeOutTradeNo(now: Date, random: string): string {
  const t = shanghaiTime(now);
  const stamp = [t.month, t.day, t.hour, t.minute, t.second].map((part) => String(part).padStart(2, "0")).join("");
  return `${t.year}${stamp}${random.replace(/[^0-9A-Za-z]/g, "").slice(0, 14)}`;
}

/** 商户退款单号: like an order number, with an R in front so that people can tell the two apart on paper. */
export const makeOutRefundNo = (now: Date, random: string): string => `R${makeOutTradeNo(now, random)}`;

/** WeChat reads an expiry to the second. The closing time is rounded down, so that no order outlives the window. */
export const expiryFor = (window: { closesAt: Date }): Date =>
  new Date(Math.floor(window.closesAt.getTime() / 1000) * 1000);

/**
 * Whether an order is out of date although the window is open: the fee was changed, or staff extended the window for
 * this candidate.
 */
export const isOutdated = (order: { amountFen: Fen; timeExpire: Date }, feeFen: Fen, now: Date): boolean =>
  order.amountFen !== feeFen || order.timeExpire.getTime() - now.getTime() <= LAST_MINUTE_MS;
