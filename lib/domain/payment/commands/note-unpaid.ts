import { db } from "@/lib/adapter/db/client";
import { logger } from "@/lib/adapter/log/logger";
import { recordPaymentEvent } from "./record-payment-event";

/**
 * A notification of success whose own content says that the order is not paid. WeChat signed it and would only repeat
 * it, so it is written on the order's time line and moves nothing; an order that can still be paid is asked about at
 * the next sweep.
 */
export async function noteUnpaid(
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
