import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import { orderBodySchema, type Payer, payerSchema } from "@/lib/adapter/wechat-pay/order-body";
import { LEASE_MS } from "../poll-schedule";
import { recordAnswer } from "./record-answer";
import { type Settlement, settlePayment } from "./settle-payment";

/** The fields of an order that calls to WeChat need. */
export const liveOrderSelect = {
  id: true,
  registrationId: true,
  outTradeNo: true,
  status: true,
  amountFen: true,
  channel: true,
  createBody: true,
  payerEncrypted: true,
  prepayAt: true,
  timeExpire: true,
  createdAt: true,
} as const satisfies Prisma.PaymentOrderSelect;

export type LiveOrder = Prisma.PaymentOrderGetPayload<{ select: typeof liveOrderSelect }>;

export const liveStatuses = { in: ["CREATING", "OPEN"] } satisfies Prisma.EnumPaymentOrderStatusFilter;

/**
 * The outcome of a call about an order. `paid`: WeChat has the money, and we recorded it. `absent`: WeChat does not
 * know the number (yet). `unknown`: WeChat gave no answer that we can trust, and nothing was changed.
 */
export type OrderOutcome = "paid" | "closed" | "unpaid" | "absent" | "unknown";

/** The payer's decrypted identity; null when the order names no payer. */
export const payerOf = ({ id, payerEncrypted }: { id: string; payerEncrypted: string | null }): Payer | null =>
  payerEncrypted === null
    ? null
    : payerSchema.parse(JSON.parse(decryptColumn("payment_order.payer_encrypted", id, payerEncrypted)));

/**
 * Queries WeChat and records the answer. WeChat acknowledged this order, so an unsigned "not found" must not close it:
 * the candidate may still be paying.
 */
export async function queryOrder(
  order: Pick<LiveOrder, "id" | "outTradeNo" | "status">,
  now: Date,
): Promise<OrderOutcome> {
  const asking = weChatPay().queryOrder(order.outTradeNo);
  const answer = await recordAnswer(
    { orderId: order.id },
    "query",
    asking,
    (found) => (typeof found === "string" ? found : found.tradeState),
    now,
  );
  if (!answer.ok) return "unknown";
  if (answer.value === "order_not_exist_unsigned" && order.status === "OPEN") return "unknown";
  if (typeof answer.value === "string") return "absent";
  if (answer.value.paid) return outcomeAfter[await settlePayment(answer.value, "query", now)];
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

/** An order with an exception that needs a person counts as neither paid nor unpaid. */
const outcomeAfter: Record<Settlement, Extract<OrderOutcome, "paid" | "unknown">> = {
  settled: "paid",
  already_settled: "paid",
  surplus: "paid",
  amount_mismatch: "unknown",
  merchant_mismatch: "unknown",
  unknown_order: "unknown",
  already_refunded: "unknown",
  transaction_reused: "unknown",
};

/**
 * Closes an order at WeChat: query, close, query. A payment that arrives in between is recorded. `unknown`: the order
 * may still be paid. A number that WeChat does not know needs no close, once the request that creates it can no longer
 * arrive.
 */
export async function closeOrder(
  order: LiveOrder,
  now: Date,
): Promise<Extract<OrderOutcome, "paid" | "closed" | "unknown">> {
  const before = await queryOrder(order, now);
  if (before === "paid" || before === "closed" || before === "unknown") return before;

  // A create request from another process may still arrive at WeChat.
  if (before === "absent" && order.status === "CREATING" && isUnderWay(order, now)) return "unknown";

  const closing = await recordAnswer(
    { orderId: order.id },
    "close",
    weChatPay().closeOrder(order.outTradeNo),
    String,
    now,
  );
  if (!closing.ok) return "unknown";
  const after = await queryOrder(order, now);
  if (after === "paid" || after === "closed" || after === "unknown") return after;
  // WeChat's refusals "paid" and "does not exist" may be unsigned. So only the signed 204 counts, or two queries that
  // both found no order.
  const done =
    closing.value === "closed" || (closing.value === "order_not_exist" && before === "absent" && after === "absent");
  if (!done) return "unknown";
  await markClosed(order, now);
  return "closed";
}

/**
 * Whether a create request may still be on its way to WeChat. An order dated in the future was created while a clock
 * was wrong; its age is unknown, so it counts as old.
 */
function isUnderWay({ createdAt }: { createdAt: Date }, now: Date): boolean {
  return Math.abs(now.getTime() - createdAt.getTime()) < LEASE_MS;
}

/**
 * Sends the stored body. WeChat then creates the order, or returns the newest way to pay an order that it already
 * knows. Only certain outcomes are written.
 */
export async function createAtWeChat(
  order: LiveOrder,
  now: Date,
): Promise<"open" | "refused" | "misconfigured" | "identity_not_permitted" | "unknown"> {
  const payer = payerOf(order);
  const asking = weChatPay().createOrder({
    channel: order.channel,
    body: orderBodySchema.parse(order.createBody),
    payer,
  });
  const answer = await recordAnswer({ orderId: order.id }, "create", asking, () => "ok", now);
  if (answer.ok) {
    await db().paymentOrder.updateMany({
      where: { id: order.id, status: liveStatuses },
      data: { status: "OPEN", prepay: answer.value.prepay, prepayAt: now },
    });
    return "open";
  }
  if (answer.error.kind === "unknown") return "unknown";
  if (answer.error.code === "NO_AUTH" && payer?.identity) return "identity_not_permitted";
  return configurationCodes.has(answer.error.code) ? "misconfigured" : "refused";
}

/**
 * Refusals caused by our settings or our clock. The order itself may be valid, so it is kept until staff have corrected
 * the settings.
 */
const configurationCodes = new Set(["SIGN_ERROR", "NO_AUTH", "APPID_MCHID_NOT_MATCH", "MCH_NOT_EXISTS"]);

export async function markClosed(order: { id: string }, now: Date): Promise<void> {
  await db().paymentOrder.updateMany({
    where: { id: order.id, status: liveStatuses },
    data: { status: "CLOSED", closedAt: now },
  });
}
