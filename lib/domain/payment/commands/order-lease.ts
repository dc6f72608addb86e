import { db, type Prisma } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { impossibleLease, LEASE_MS, nextQueryAt } from "../poll-schedule";
import { type LiveOrder, liveOrderSelect } from "./order-calls";

/**
 * Claims an order for this process. Fails when another process is handling it. After a crash the lease expires by
 * itself.
 */
export async function claimOrder(
  where: Prisma.PaymentOrderWhereInput & { id: string },
  now: Date,
): Promise<LiveOrder | null> {
  const [taken] = await db().paymentOrder.updateManyAndReturn({
    where: {
      AND: [
        where,
        { OR: [{ leasedUntil: null }, { leasedUntil: { lte: now } }, { leasedUntil: { gt: impossibleLease(now) } }] },
      ],
    },
    data: { leasedUntil: new Date(now.getTime() + LEASE_MS), queriedAt: now },
    select: liveOrderSelect,
  });
  return taken ?? null;
}

/** Releases an order and sets when the sweep may handle it again. */
export async function releaseOrder(order: LiveOrder, now: Date): Promise<void> {
  await db().paymentOrder.updateMany({
    where: { id: order.id },
    data: { leasedUntil: null, nextQueryAt: nextQueryAt(order, env().WECHAT_PAY_POLL_SECONDS * 1000, now) },
  });
}
