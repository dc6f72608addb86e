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
 * Takes note of what WeChat says about a refund, by notification or in an answer: the ledger's entry is written exactly
 * once, with the move to SUCCEEDED. A refund that is not ours, or of another sum, opens a case and changes nothing
 * else.
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
  // Held, so that of the parts of a charge that WeChat accepts at once the last one sees the others.
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
    // What stood in the queue about it has answered itself.
    await tx.paymentException.updateMany({
      where: {
        refundId: refund.id,
        kind: { in: ["REFUND_ABNORMAL", "REFUND_CLOSED", "REFUND_REFUSED"] },
        resolvedAt: null,
      },
      data: { resolvedAt: now, resolution: "RETRIED" },
    });
  }
  // Judged now and not when the refund was asked for: another part may have been turned down, or given back outside,
  // since.
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
 * WeChat refuses the refund for good: it ends, its sum is free again, and a person decides what becomes of the money.
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
 * A refund that does not get through by itself. Its case comes back when it fails again after an answer, whatever the
 * answer was.
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
