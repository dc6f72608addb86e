import { verify } from "node:crypto";
import { z } from "zod";
import type { Account } from "./account";
import { isCodeStale } from "./create-order";
import type { Ledger, Order } from "./ledger";
import { pay, paymentObstacle } from "./payment";

/** The parameters that a merchant's page passes to WeixinJSBridge, with WeChat's own names. */
const jsapiParameters = z.object({
  appId: z.string(),
  timeStamp: z.string().regex(/^\d{10}$/),
  nonceStr: z.string().min(1).max(32),
  package: z.string().startsWith("prepay_id="),
  signType: z.literal("RSA"),
  paySign: z.string(),
});

/** An order found by its payment link or code, and whether that is still valid. */
export function findByCode(ledger: Ledger, code: string): { order: Order | undefined; pr: string } {
  const pr = /[?&]pr=(\w+)/.exec(code)?.[1] ?? code.replace(/^wx(?=[0-9a-f]{12}$)/, "");
  return { order: ledger.withCode(pr), pr };
}

/** The user presses 支付. Returns the paid order; null when it cannot be paid. */
export function payByCode(ledger: Ledger, code: string, now: number): Order | null {
  const { order, pr } = findByCode(ledger, code);
  if (!order || isCodeStale(order, pr, now) || paymentObstacle(order, now) !== null) return null;
  return pay(ledger, order, now);
}

/** getBrandWCPayRequest: handles the parameters of a page, payment included. Null: "fail". */
export function payByBridge(
  { credentials, merchantKey }: Account,
  ledger: Ledger,
  json: unknown,
  now: number,
): Order | null {
  const parsed = jsapiParameters.safeParse(json);
  if (!parsed.success || parsed.data.appId !== credentials.appid) return null;
  const { appId, timeStamp, nonceStr, package: what, paySign } = parsed.data;
  const signed = Buffer.from(`${appId}\n${timeStamp}\n${nonceStr}\n${what}\n`);
  if (!verify("RSA-SHA256", signed, merchantKey, Buffer.from(paySign, "base64"))) return null;
  const prepayId = what.slice("prepay_id=".length);
  return findByCode(ledger, prepayId).order?.tradeType === "JSAPI" ? payByCode(ledger, prepayId, now) : null;
}
