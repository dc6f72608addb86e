import { randomBytes } from "node:crypto";
import type { Prisma } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { makeOutRefundNo } from "@/lib/domain/payment/order-terms";

/** What WeChat takes to give back a payment that was made by change. */
const ON_ITS_WAY_MS = 90_000;

/** The money of somebody who left: a request, its refund, carried out, and the ledger's line. */
export function refundOf(
  charge: {
    id: string;
    registrationId: string;
    orderId: string;
    outTradeNo: string;
    transactionId: string;
    amountFen: number;
  },
  { at, staffId, reason, now }: { at: Date; staffId: string; reason: string; now: Date },
) {
  const successTime = new Date(Math.min(at.getTime() + ON_ITS_WAY_MS, now.getTime()));
  const request = {
    id: uuidv7(at),
    cause: "STAFF",
    reason,
    count: 1,
    totalFen: charge.amountFen,
    staffId,
    createdAt: at,
    needsSecond: false,
  } satisfies Prisma.RefundRequestCreateManyInput;
  const refund = {
    id: uuidv7(at),
    chargeId: charge.id,
    requestId: request.id,
    outRefundNo: makeOutRefundNo(at, randomBytes(7).toString("hex")),
    cause: "STAFF",
    status: "SUCCEEDED",
    amountFen: charge.amountFen,
    reason,
    cancels: true,
    createdAt: at,
    sentAt: at,
    attempts: 1,
    nextTryAt: at,
    successTime,
    smsSentAt: successTime,
  } satisfies Prisma.RefundCreateManyInput;
  const entry = {
    id: uuidv7(successTime),
    kind: "REFUND",
    registrationId: charge.registrationId,
    orderId: charge.orderId,
    refundId: refund.id,
    outTradeNo: charge.outTradeNo,
    transactionId: charge.transactionId,
    amountFen: -charge.amountFen,
    at: successTime,
    createdAt: successTime,
  } satisfies Prisma.LedgerEntryCreateManyInput;
  return { request, refund, entry };
}
