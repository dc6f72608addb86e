import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { REFRESH_PAUSE_MS } from "../poll-schedule";
import { queryOrder, type OrderOutcome } from "./order-calls";
import { claimOrder, releaseOrder } from "./order-lease";

export type RefreshRefusal = "payment_order_not_found";

/** The result of 刷新. `asked_just_now`: the last answer is less than two seconds old, or another query is running. */
export type Refreshed = OrderOutcome | "asked_just_now";

/** Queries WeChat at once about an order of this account. */
export const refreshOrder = (
  { accountId, orderId }: { accountId: string; orderId: string },
  now: Date,
): Promise<Result<Refreshed, RefreshRefusal>> => refresh({ id: orderId, registration: { accountId } }, now);

/** The same for staff, who may query any order, also a closed one. The audit row names the member of staff. */
export async function refreshOrderAsStaff(
  { staffId, orderId }: { staffId: string; orderId: string },
  now: Date,
): Promise<Result<Refreshed, RefreshRefusal>> {
  const refreshed = await refresh({ id: orderId }, now);
  if (refreshed.ok) {
    await db().$transaction((tx) =>
      recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "payment.query",
        subject: { kind: "payment_order", id: orderId },
        detail: { answer: refreshed.value },
        now,
      }),
    );
  }
  return refreshed;
}

async function refresh(
  where: Prisma.PaymentOrderWhereInput & { id: string },
  now: Date,
): Promise<Result<Refreshed, RefreshRefusal>> {
  const paused = new Date(now.getTime() - REFRESH_PAUSE_MS);
  // A time in the future was written while a clock was wrong.
  const ahead = new Date(now.getTime() + REFRESH_PAUSE_MS);
  const order = await claimOrder(
    {
      ...where,
      status: { in: ["CREATING", "OPEN", "CLOSED"] },
      OR: [{ queriedAt: null }, { queriedAt: { lte: paused } }, { queriedAt: { gt: ahead } }],
    },
    now,
  );
  if (!order)
    return (await db().paymentOrder.count({ where })) > 0 ? ok("asked_just_now") : refuse("payment_order_not_found");
  try {
    return ok(await queryOrder(order, now));
  } finally {
    await releaseOrder(order, now);
  }
}
