import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { unknown, type Answer } from "@/lib/adapter/wechat-pay/answer";
import type { Connection } from "@/lib/adapter/wechat-pay/connection";
import type { Library } from "@/lib/adapter/wechat-pay/library";
import { type Channel, type OrderBody, outTradeNoPattern, type Payer } from "@/lib/adapter/wechat-pay/order-body";
import { transactionSchema, type Transaction } from "@/lib/adapter/wechat-pay/transaction";

type Merchant = { mchid: string; appid: string };

/** Before the second and the third try. */
const BACK_OFF_MS = [200, 600];

/**
 * What a create gives: the text of a QR code, the id that WeChat's own browser pays by, or an address for the phone's
 * browser.
 */
const prepays = {
  NATIVE: z.object({ code_url: z.string().startsWith("weixin://") }).transform(({ code_url }) => code_url),
  // The library has made payment parameters of the answer; their signature would be too old when somebody presses the
  // button.
  JSAPI: z
    .object({ package: z.string().regex(/^prepay_id=.+/) })
    .transform((parameters) => parameters.package.slice("prepay_id=".length)),
  H5: z.object({ h5_url: z.url({ protocol: /^https?$/ }) }).transform(({ h5_url }) => h5_url),
} satisfies Record<Channel, z.ZodType<string>>;

type CreateBody = OrderBody & { payer?: Payer };

// The types know no identity of a payer; what they do not know is sent all the same.
const creates: Record<Channel, (library: Library, body: CreateBody) => Promise<{ status: number; data?: unknown }>> = {
  NATIVE: (library, body) => library.transactions_native(body as Parameters<Library["transactions_native"]>[0]),
  JSAPI: (library, body) => library.transactions_jsapi(body as Parameters<Library["transactions_jsapi"]>[0]),
  H5: (library, body) => library.transactions_h5(body as Parameters<Library["transactions_h5"]>[0]),
};

export type Wanted = { channel: Channel; body: OrderBody; payer: Payer | null };

/**
 * Creates the order, or gets the newest way to pay of one that exists with the same body. An unknown outcome is tried
 * again, three times in all and within the time of one call, each under a new signature.
 */
export async function createOrder(connection: Connection, wanted: Wanted): Promise<Answer<{ prepay: string }>> {
  const deadline = performance.now() + connection.timeoutMs;
  let answer = await createOnce(connection, wanted, connection.timeoutMs / 2);
  for (const delay of BACK_OFF_MS) {
    const left = deadline - performance.now() - delay;
    if (answer.ok || answer.error.kind === "api" || left <= 0) break;
    await pause(delay);
    answer = await createOnce(connection, wanted, Math.min(left, connection.timeoutMs / 2));
  }
  return answer;
}

async function createOnce(
  connection: Connection,
  { channel, body, payer }: Wanted,
  timeoutMs: number,
): Promise<Answer<{ prepay: string }>> {
  const sent = { ...body, ...(payer && { payer }) };
  const answer = await connection.call((library) => creates[channel](library, sent), Math.ceil(timeoutMs));
  if (!answer.ok) return answer;
  const parsed = prepays[channel].safeParse(answer.value.data);
  return parsed.success ? { ok: true, value: { prepay: parsed.data } } : unknown("unreadable");
}

/** "Not exist" does not prove that a create on its way will not arrive. Without a signature it proves nothing. */
export type Absence = "order_not_exist" | "order_not_exist_unsigned";

/** Queries the order at WeChat. */
export async function queryOrder(
  connection: Connection,
  merchant: Merchant,
  outTradeNo: string,
): Promise<Answer<Transaction | Absence>> {
  checkOutTradeNo(outTradeNo);
  const answer = await connection.call((library) => library.query({ out_trade_no: outTradeNo }));
  if (!answer.ok) {
    if (!isCode(answer, "ORDER_NOT_EXIST", "ORDERNOTEXIST")) return answer;
    const signed = answer.error.kind === "api" && answer.error.signed;
    return { ok: true, value: signed ? "order_not_exist" : "order_not_exist_unsigned" };
  }

  const parsed = transactionSchema.safeParse(answer.value.data);
  if (!parsed.success) return unknown("unreadable");
  const { mchid, appid, outTradeNo: answered } = parsed.data;
  if (mchid !== merchant.mchid || appid !== merchant.appid || answered !== outTradeNo) return unknown("foreign");
  return { ok: true, value: parsed.data };
}

/**
 * `closed`: nobody can pay it any more. `order_paid`: it was paid first, query it. `order_not_exist`: nothing to close.
 * While somebody types the password WeChat refuses, which comes back as unknown: query, wait five seconds, close again.
 */
export type Closing = "closed" | "order_paid" | "order_not_exist";

/** Asks WeChat to take no more payments for the order. */
export async function closeOrder(
  connection: Connection,
  merchant: Merchant,
  outTradeNo: string,
): Promise<Answer<Closing>> {
  checkOutTradeNo(outTradeNo);
  const answer = await connection.call((library) => library.close(outTradeNo));
  if (answer.ok) return answer.value.status === 204 ? { ok: true, value: "closed" } : unknown("unreadable");
  if (isCode(answer, "ORDERPAID", "ORDER_PAID")) return { ok: true, value: "order_paid" };
  if (isCode(answer, "ORDER_NOT_EXIST", "ORDERNOTEXIST")) return { ok: true, value: "order_not_exist" };
  return isCode(answer, "ORDER_CLOSED", "ORDERCLOSED")
    ? confirmClosed(connection, merchant, outTradeNo, answer)
    : answer;
}

/** A refusal is not signed, so "already closed" is believed only when a query says the same. */
async function confirmClosed<F>(
  connection: Connection,
  merchant: Merchant,
  outTradeNo: string,
  refusal: F,
): Promise<Answer<Closing> | F> {
  const order = await queryOrder(connection, merchant, outTradeNo);
  if (!order.ok) return order;
  if (typeof order.value === "string") return { ok: true, value: "order_not_exist" };
  if (order.value.paid) return { ok: true, value: "order_paid" };
  return order.value.tradeState === "CLOSED" ? { ok: true, value: "closed" } : refusal;
}

function isCode(answer: Answer<unknown>, ...codes: string[]): boolean {
  return !answer.ok && answer.error.kind === "api" && codes.includes(answer.error.code);
}

/** The library puts the number into the path as it is. */
function checkOutTradeNo(outTradeNo: string): void {
  if (!outTradeNoPattern.test(outTradeNo)) throw new RangeError("out_trade_no must be 6 to 32 of [0-9A-Za-z_-]");
}
