import { db } from "@/lib/adapter/db/client";
import { logger } from "@/lib/adapter/log/logger";
import { recordPaymentEvent } from "./record-payment-event";

/**
 * Handles a success notification whose own content says that the order is not paid. WeChat signed it and would only
 * send it again, so we record it on the order's timeline and change nothing. If the order can still be paid, the next
 * sweep queries it.
 */
export async function recordUnpaidNotification(
  { outTradeNo, tradeState }: { outTradeNo: string; tradeState: string },
  now: Date,
): Promise<void> {
  logger.warn({ outTradeNo, tradeState }, "wechat pay notified success of an unpaid order");
  const order = await db().paymentOrder.findUnique({ where: { outTradeNo }, select: { id: true } });
  if (!order) return;
  await recordPaymentEvent({ orderId: order.id }, { kind: "notification", outcome: tradeState }, now);
  await db().paymentOrder.updateMany({
    where: { id: order.id, status: { in: ["CREATING", "OPEN"] } },
    data: { nextQueryAt: now },
  });
}
