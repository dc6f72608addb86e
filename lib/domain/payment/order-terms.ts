import { shanghaiTime } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import { LAST_MINUTE_MS } from "./payment-phase";

/** The fee of a language, or the session's when the language has none of its own. */
export const feeFor = (session: { feeFen: Fen }, language: { feeFen: Fen | null } | null): Fen =>
  language?.feeFen ?? session.feeFen;

/** What the cashier and WeChat's bill show. */
export const orderDescription = (session: { title: string }): string => `${session.title}报名费`;

/**
 * 商户订单号: Shanghai time for the people who read it out on the phone, then randomness. Digits and letters only, because
 * the client library signs some of the other signs WeChat allows in one spelling and sends them in another.
 */
export function makeOutTradeNo(now: Date, random: string): string {
  const t = shanghaiTime(now);
  const stamp = [t.month, t.day, t.hour, t.minute, t.second].map((part) => String(part).padStart(2, "0")).join("");
  return `${t.year}${stamp}${random.replace(/[^0-9A-Za-z]/g, "").slice(0, 14)}`;
}

/** 商户退款单号: as above, with an R before it that tells the two apart on paper. */
export const makeOutRefundNo = (now: Date, random: string): string => `R${makeOutTradeNo(now, random)}`;

/** WeChat reads an expiry to the second: a window's close is cut, never lifted. */
export const expiryFor = (window: { closesAt: Date }): Date =>
  new Date(Math.floor(window.closesAt.getTime() / 1000) * 1000);

/**
 * An order that cannot be used any more although the window is open: the fee was changed, or the window was made longer
 * for this person.
 */
export const isOutdated = (order: { amountFen: Fen; timeExpire: Date }, feeFen: Fen, now: Date): boolean =>
  order.amountFen !== feeFen || order.timeExpire.getTime() - now.getTime() <= LAST_MINUTE_MS;
