import type { RefundFact } from "@/lib/adapter/wechat-pay/refunds";
import { recordAudit } from "@/lib/domain/audit/commands";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { logger } from "@/lib/adapter/log/logger";
import { type RefundEvent, refundTransitions } from "../refund-status";
import { endRegistration } from "./end-registration";
import { lockCharge } from "./lock-charges";
import { recordPaymentEvent } from "./record-payment-event";
import { recordException } from "./record-exception";

const toldSelect = {
  id: true,
  chargeId: true,
  amountFen: true,
  outRefundNo: true,
  charge: { select: { orderId: true, registrationId: true, transactionId: true, outTradeNo: true, amountFen: true } },
} as const satisfies Prisma.RefundSelect;

type ToldRefund = Prisma.RefundGetPayload<{ select: typeof toldSelect }>;

const events: Record<RefundFact["status"], RefundEvent> = {
  PROCESSING: "accept",
  SUCCESS: "succeed",
  ABNORMAL: "fail",
  CLOSED: "close",
};

export type RefundNews = "noted" | "known" | "differs" | "unknown_refund";

/**
 * Records what WeChat reports about a refund, in a notification or in an answer. The ledger entry is written exactly
 * once, together with the move to SUCCEEDED. A refund that is not ours, or has another sum, creates a payment exception
 * and changes nothing else.
 */
export async function applyRefund(
  fact: RefundFact,
  source: "refund" | "refund_query" | "refund_notification",
  now: Date,
): Promise<RefundNews> {
  const refund = await db().refund.findUnique({ where: { outRefundNo: fact.outRefundNo }, select: toldSelect });
  const known = refund?.charge.transactionId === fact.transactionId;
  if (!refund || !known || refund.amountFen !== fact.refund) {
    const charge = await db().ledgerEntry.findFirst({
      where: { kind: "CHARGE", transactionId: fact.transactionId },
      select: { orderId: true, outTradeNo: true },
    });
    await recordException(
      {
        kind: refund && known ? "BILL_REFUND_DIFFERS" : "BILL_UNKNOWN_REFUND",
        reference: fact.outRefundNo,
        refundId: refund?.id ?? null,
        orderId: charge?.orderId ?? null,
        outTradeNo: charge?.outTradeNo ?? null,
        transactionId: fact.transactionId,
        amountFen: fact.refund,
        expectedFen: refund?.amountFen ?? null,
        happenedAt: fact.successTime,
      },
      now,
    );
    return refund ? "differs" : "unknown_refund";
  }
  const moved = await db().$transaction(async (tx) => {
    const done = await moveOn(tx, refund, fact, now);
    if (source === "refund_notification") {
      await recordPaymentEvent(
        { orderId: refund.charge.orderId, refundId: refund.id },
        { kind: source, outcome: fact.status },
        now,
        tx,
      );
    }
    return done;
  });
  if (moved) logger.info({ outRefundNo: fact.outRefundNo, status: fact.status }, "refund noted");
  return moved ? "noted" : "known";
}

async function moveOn(tx: Tx, refund: ToldRefund, fact: RefundFact, now: Date): Promise<boolean> {
  const event = events[fact.status];
  const { from, to } = refundTransitions[event];
  // Lock the charge. If WeChat accepts several parts of it at once, the last transaction must see the others.
  await lockCharge(tx, refund.chargeId);
  const successTime = fact.status === "SUCCESS" ? (fact.successTime ?? now) : null;
  const { count } = await tx.refund.updateMany({
    where: { id: refund.id, status: { in: [...from] } },
    data: {
      status: to,
      weChatId: fact.weChatId,
      failureCode: null,
      ...(successTime && { successTime, leasedUntil: null }),
    },
  });
  if (!count) return false;

  const { charge } = refund;
  if (successTime) {
    await tx.ledgerEntry.create({
      data: {
        kind: "REFUND",
        registrationId: charge.registrationId,
        orderId: charge.orderId,
        refundId: refund.id,
        outTradeNo: charge.outTradeNo,
        transactionId: charge.transactionId,
        amountFen: -refund.amountFen,
        at: successTime,
        createdAt: now,
      },
    });
    // The refund has succeeded, so its unresolved exceptions are resolved.
    await tx.paymentException.updateMany({
      where: {
        refundId: refund.id,
        kind: { in: ["REFUND_ABNORMAL", "REFUND_CLOSED", "REFUND_REFUSED"] },
        resolvedAt: null,
      },
      data: { resolvedAt: now, resolution: "RETRIED" },
    });
  }
  // Compute this now and not when staff requested the refund: since then another part may have been refused, or
  // refunded outside this system.
  await endRegistration(tx, await lockCharge(tx, refund.chargeId), { kind: "refund", id: refund.id }, now);
  if (event === "fail" || event === "close")
    await openStuck(tx, refund, event === "fail" ? "REFUND_ABNORMAL" : "REFUND_CLOSED", now);
  await recordAudit(tx, {
    actor: { kind: "SYSTEM" },
    action: `refund.${event}`,
    subject: { kind: "refund", id: refund.id },
    now,
  });
  return true;
}

/**
 * WeChat refuses the refund for good. The refund ends, its sum becomes free, and staff decide what happens to the
 * money.
 */
export async function refuseRefund(refund: ToldRefund, failureCode: string, now: Date): Promise<void> {
  const { from, to } = refundTransitions.refuse;
  await db().$transaction(async (tx) => {
    const { count } = await tx.refund.updateMany({
      where: { id: refund.id, status: { in: [...from] } },
      data: { status: to, failureCode },
    });
    if (!count) return;
    await openStuck(tx, refund, "REFUND_REFUSED", now);
    await recordAudit(tx, {
      actor: { kind: "SYSTEM" },
      action: "refund.refuse",
      subject: { kind: "refund", id: refund.id },
      detail: { failureCode },
      now,
    });
  });
}

type Stuck = "REFUND_ABNORMAL" | "REFUND_CLOSED" | "REFUND_REFUSED";

/**
 * Records an exception for a refund that needs a person. If the refund fails again after its exception was resolved,
 * the exception becomes unresolved again, whatever the resolution was.
 */
async function openStuck(tx: Tx, refund: ToldRefund, kind: Stuck, now: Date): Promise<void> {
  const { charge } = refund;
  const reopened = await tx.paymentException.updateMany({
    where: { kind, reference: refund.outRefundNo, resolvedAt: { not: null } },
    data: { resolvedAt: null, resolvedById: null, resolution: null },
  });
  if (reopened.count) return;
  await recordException(
    {
      kind,
      reference: refund.outRefundNo,
      refundId: refund.id,
      orderId: charge.orderId,
      outTradeNo: charge.outTradeNo,
      transactionId: charge.transactionId,
      amountFen: refund.amountFen,
      expectedFen: refund.amountFen,
      happenedAt: now,
    },
    now,
    tx,
  );
}
