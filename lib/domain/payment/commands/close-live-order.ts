import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { closeOrder, liveStatuses, liveOrderSelect } from "./order-calls";

/**
 * Closes the live order of a registration, if there is one, before the registration is changed in another way
 * (reopened). If the order was already paid, the payment wins.
 */
export async function closeLiveOrder(
  { registrationId }: { registrationId: string },
  now: Date,
): Promise<Result<"closed" | "none", "order_already_paid" | "payment_unknown">> {
  const order = await db().paymentOrder.findFirst({
    where: { registrationId, status: liveStatuses },
    select: liveOrderSelect,
  });
  if (!order) return ok("none");
  const closed = await closeOrder(order, now);
  if (closed === "paid") return refuse("order_already_paid");
  return closed === "closed" ? ok("closed") : refuse("payment_unknown");
}
