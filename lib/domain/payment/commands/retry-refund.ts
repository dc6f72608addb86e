import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { Prisma } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { isCommitted, refundTransitions } from "../refund-status";
import { lockCharges } from "./lock-charges";

export type RetryRefusal = "refund_not_found" | "refund_not_stuck" | "refund_exceeds_charge";

/**
 * Sends a refund again at once, under its own number: one that WeChat gave up or could not deliver, or one that waits
 * for its next attempt.
 */
export const retryRefund = (
  { staffId, refundId }: { staffId: string; refundId: string },
  now: Date,
): Promise<Result<null, RetryRefusal>> =>
  transact<null, RetryRefusal>(async (tx) => {
    const [charge] = await lockCharges(
      tx,
      Prisma.sql`e.id = (SELECT charge_id FROM refund WHERE id = ${refundId}::uuid)`,
    );
    const refund = await tx.refund.findUnique({
      where: { id: refundId },
      select: { status: true, cause: true, amountFen: true },
    });
    if (!charge || !refund) return refuse("refund_not_found");
    // When WeChat gave this refund up or refused it, its sum became free. Staff may have refunded the money in another
    // way since.
    const freed = refundTransitions.retry.from.some((status) => status === refund.status) && !isCommitted(refund);
    if (freed && charge.leftFen < refund.amountFen) return refuse("refund_exceeds_charge");
    const { count } = await tx.refund.updateMany({
      where: { id: refundId, status: { in: [...refundTransitions.retry.from, "PENDING"] } },
      // Send it without a query first: WeChat would only answer again that it gave the refund up.
      data: { status: refundTransitions.retry.to, sentAt: null, nextTryAt: now, leasedUntil: null },
    });
    if (!count) return refuse("refund_not_stuck");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "refund.retry",
      subject: { kind: "refund", id: refundId },
      now,
    });
    await enqueue(tx, "sweep-refunds", {}, { jobKey: "sweep-refunds" });
    return ok(null);
  });
