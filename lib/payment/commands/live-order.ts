import { nativeOrderSchema } from "@/lib/wechat-pay/native-order";
import { weChatPay } from "@/lib/wechat-pay/client";
import type { Prisma } from "@/lib/db/client";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { LEASE_MS, nextQueryAt } from "../poll-schedule";
import { settlePayment } from "./settle-payment";

/** What is needed of an order to speak with WeChat about it. */
export const liveOrderSelect = {
  id: true,
  registrationId: true,
  outTradeNo: true,
  status: true,
  amountFen: true,
  createBody: true,
  codeUrlAt: true,
  timeExpire: true,
  createdAt: true,
} as const satisfies Prisma.PaymentOrderSelect;

export type LiveOrder = Prisma.PaymentOrderGetPayload<{ select: typeof liveOrderSelect }>;

export const isLive = { in: ["CREATING", "OPEN"] } satisfies Prisma.EnumPaymentOrderStatusFilter;

/**
 * What became of an order. `paid`: WeChat has the money, and it was taken note of. `absent`: WeChat does not know the number (yet).
 * `unknown`: no answer that could be believed; nothing was changed.
 */
export type Standing = "paid" | "closed" | "unpaid" | "absent" | "unknown";

/** Asks WeChat and writes down what it says. */
export async function queryOrder(order: LiveOrder, now: Date): Promise<Standing> {
  const answer = await weChatPay().queryOrder(order.outTradeNo);
  if (!answer.ok) return "unknown";
  if (answer.value === "order_not_exist") return "absent";
  if (answer.value.paid) {
    await settlePayment(answer.value, now);
    return "paid";
  }
  switch (answer.value.tradeState) {
    case "CLOSED":
    case "REVOKED":
    case "PAYERROR":
      await markClosed(order, now);
      return "closed";
    case "NOTPAY":
    case "USERPAYING":
      return "unpaid";
  }
}

/**
 * Ends an order at WeChat: query, close, query. A payment that slips in between is taken note of. `unknown`: it may still be paid.
 * A number WeChat does not know has nothing to close, once its create cannot arrive any more.
 */
export async function closeOrder(order: LiveOrder, now: Date): Promise<Extract<Standing, "paid" | "closed" | "unknown">> {
  const before = await queryOrder(order, now);
  if (before === "paid" || before === "closed" || before === "unknown") return before;

  // A create that another process has under way may still arrive.
  if (before === "absent" && order.status === "CREATING" && now.getTime() - order.createdAt.getTime() < LEASE_MS) return "unknown";

  const closing = await weChatPay().closeOrder(order.outTradeNo);
  if (!closing.ok) return "unknown";
  const after = await queryOrder(order, now);
  if (after === "paid" || after === "closed" || after === "unknown") return after;
  // "Paid" and "not exist" are refusals, which carry no signature: only the signed 204, or queries that twice knew nothing, count.
  const done = closing.value === "closed" || (closing.value === "order_not_exist" && before === "absent" && after === "absent");
  if (!done) return "unknown";
  await markClosed(order, now);
  return "closed";
}

/** Sends the stored body: makes the order, or fetches the newest code of one that WeChat knows already. Writes only what is certain. */
export async function createAtWeChat(order: LiveOrder, now: Date): Promise<"open" | "refused" | "misconfigured" | "unknown"> {
  const answer = await weChatPay().createNativeOrder(nativeOrderSchema.parse(order.createBody));
  if (answer.ok) {
    await db().paymentOrder.updateMany({
      where: { id: order.id, status: isLive },
      data: { status: "OPEN", codeUrl: answer.value.codeUrl, codeUrlAt: now },
    });
    return "open";
  }
  if (answer.error.kind === "unknown") return "unknown";
  return configurationCodes.has(answer.error.code) ? "misconfigured" : "refused";
}

/** Refusals that speak of our settings or our clock: the order itself may be right, and is kept for when they are mended. */
const configurationCodes = new Set(["SIGN_ERROR", "NO_AUTH", "APPID_MCHID_NOT_MATCH", "MCH_NOT_EXISTS"]);

export async function markClosed(order: { id: string }, now: Date): Promise<void> {
  await db().paymentOrder.updateMany({ where: { id: order.id, status: isLive }, data: { status: "CLOSED", closedAt: now } });
}

/** Takes an order for this process, or fails because another one is asking about it. A crash lets go of it after a while. */
export async function lease(where: Prisma.PaymentOrderWhereInput & { id: string }, now: Date): Promise<LiveOrder | null> {
  const [taken] = await db().paymentOrder.updateManyAndReturn({
    where: { AND: [where, { OR: [{ leasedUntil: null }, { leasedUntil: { lte: now } }] }] },
    data: { leasedUntil: new Date(now.getTime() + LEASE_MS), queriedAt: now },
    select: liveOrderSelect,
  });
  return taken ?? null;
}

/** Lets go of an order and says when the sweep may look at it again. */
export async function release(order: LiveOrder, now: Date): Promise<void> {
  await db().paymentOrder.updateMany({
    where: { id: order.id },
    data: { leasedUntil: null, nextQueryAt: nextQueryAt(order, env().WECHAT_PAY_POLL_SECONDS * 1000, now) },
  });
}
