import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { unknown, type Answer } from "@/lib/wechat-pay/answer";
import type { Connection } from "@/lib/wechat-pay/connection";
import { outTradeNoPattern, type NativeOrder } from "@/lib/wechat-pay/native-order";
import { transactionSchema, type Transaction } from "@/lib/wechat-pay/transaction";

type Merchant = { mchid: string; appid: string };

/** Before the second and the third try. */
const BACK_OFF_MS = [200, 600];

const created = z.object({ code_url: z.string().startsWith("weixin://") });

/**
 * Creates the order, or gets the newest code of one that exists with the same body. An unknown outcome is tried again, three
 * times in all and within the time of one call, each under a new signature.
 */
export async function createNativeOrder(connection: Connection, body: NativeOrder): Promise<Answer<{ codeUrl: string }>> {
  const deadline = performance.now() + connection.timeoutMs;
  let answer = await createOnce(connection, body, connection.timeoutMs / 2);
  for (const delay of BACK_OFF_MS) {
    const left = deadline - performance.now() - delay;
    if (answer.ok || answer.error.kind === "api" || left <= 0) break;
    await pause(delay);
    answer = await createOnce(connection, body, Math.min(left, connection.timeoutMs / 2));
  }
  return answer;
}

async function createOnce(connection: Connection, body: NativeOrder, timeoutMs: number): Promise<Answer<{ codeUrl: string }>> {
  const answer = await connection.call((library) => library.transactions_native(body), Math.ceil(timeoutMs));
  if (!answer.ok) return answer;
  const parsed = created.safeParse(answer.value.data);
  return parsed.success ? { ok: true, value: { codeUrl: parsed.data.code_url } } : unknown("unreadable");
}

/** What WeChat knows of the order. `order_not_exist` is no proof that a create in flight will not still arrive. */
export async function queryOrder(
  connection: Connection,
  merchant: Merchant,
  outTradeNo: string,
): Promise<Answer<Transaction | "order_not_exist">> {
  checkOutTradeNo(outTradeNo);
  const answer = await connection.call((library) => library.query({ out_trade_no: outTradeNo }));
  if (!answer.ok) return isCode(answer, "ORDER_NOT_EXIST", "ORDERNOTEXIST") ? { ok: true, value: "order_not_exist" } : answer;

  const parsed = transactionSchema.safeParse(answer.value.data);
  if (!parsed.success) return unknown("unreadable");
  const { mchid, appid, outTradeNo: answered } = parsed.data;
  if (mchid !== merchant.mchid || appid !== merchant.appid || answered !== outTradeNo) return unknown("foreign");
  return { ok: true, value: parsed.data };
}

/**
 * `closed`: nobody can pay it any more. `order_paid`: it was paid first, query it. `order_not_exist`: nothing to close. While
 * somebody types the password WeChat refuses, which comes back as unknown: query, wait five seconds, close again.
 */
export type Closing = "closed" | "order_paid" | "order_not_exist";

/** Asks WeChat to take no more payments for the order. */
export async function closeOrder(connection: Connection, merchant: Merchant, outTradeNo: string): Promise<Answer<Closing>> {
  checkOutTradeNo(outTradeNo);
  const answer = await connection.call((library) => library.close(outTradeNo));
  if (answer.ok) return answer.value.status === 204 ? { ok: true, value: "closed" } : unknown("unreadable");
  if (isCode(answer, "ORDERPAID", "ORDER_PAID")) return { ok: true, value: "order_paid" };
  if (isCode(answer, "ORDER_NOT_EXIST", "ORDERNOTEXIST")) return { ok: true, value: "order_not_exist" };
  return isCode(answer, "ORDER_CLOSED", "ORDERCLOSED") ? confirmClosed(connection, merchant, outTradeNo, answer) : answer;
}

/** A refusal is not signed, so "already closed" is believed only when a query says the same. */
async function confirmClosed<F>(connection: Connection, merchant: Merchant, outTradeNo: string, refusal: F): Promise<Answer<Closing> | F> {
  const order = await queryOrder(connection, merchant, outTradeNo);
  if (!order.ok) return order;
  if (order.value === "order_not_exist") return { ok: true, value: "order_not_exist" };
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
