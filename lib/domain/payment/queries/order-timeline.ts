import { db, type Prisma } from "@/lib/adapter/db/client";
import { shownStatusColumns } from "@/lib/domain/registration/shown-status";
import { refundableFen } from "../refund-status";
import { correctionsOf } from "./corrections";

const storySelect = {
  id: true,
  outTradeNo: true,
  channel: true,
  status: true,
  amountFen: true,
  timeExpire: true,
  transactionId: true,
  successTime: true,
  createdAt: true,
  closedAt: true,
  registration: {
    select: {
      id: true,
      name: true,
      ...shownStatusColumns,
      documentMasked: true,
      registrationNumber: true,
      events: {
        where: { event: { in: ["confirmPayment", "cancel"] } },
        select: { id: true, event: true, at: true, reason: true },
        orderBy: { at: "asc" },
      },
    },
  },
  events: {
    select: { id: true, kind: true, outcome: true, times: true, at: true, lastAt: true, detail: true },
    orderBy: { id: "asc" },
  },
  ledger: {
    select: {
      id: true,
      kind: true,
      transactionId: true,
      amountFen: true,
      at: true,
      createdAt: true,
      reason: true,
      staff: { select: { name: true } },
      refunds: {
        select: {
          id: true,
          outRefundNo: true,
          status: true,
          cause: true,
          amountFen: true,
          reason: true,
          createdAt: true,
          successTime: true,
          failureCode: true,
          request: {
            select: {
              id: true,
              reason: true,
              staff: { select: { name: true } },
              decidedBy: { select: { name: true } },
            },
          },
        },
        orderBy: { createdAt: "asc" },
      },
    },
    orderBy: { createdAt: "asc" },
  },
  exceptions: {
    select: {
      id: true,
      kind: true,
      amountFen: true,
      expectedFen: true,
      createdAt: true,
      resolvedAt: true,
      resolution: true,
      note: true,
      resolvedBy: { select: { name: true } },
    },
    orderBy: { createdAt: "asc" },
  },
} as const satisfies Prisma.PaymentOrderSelect;

export type OrderTimeline = NonNullable<Awaited<ReturnType<typeof orderTimeline>>>;

/**
 * Everything that happened to an order, which member of staff queried WeChat about it, and how much of its charge can
 * still be refunded.
 */
export async function orderTimeline(id: string) {
  const order = await db().paymentOrder.findUnique({ where: { id }, select: storySelect });
  if (!order) return null;
  const asked = await db().auditEntry.findMany({
    where: { subjectKind: "payment_order", subjectId: id, action: "payment.query" },
    select: { id: true, at: true, actorId: true, detail: true },
    orderBy: { id: "asc" },
  });
  const staff = await db().staff.findMany({
    where: { id: { in: asked.flatMap(({ actorId }) => (actorId ? [actorId] : [])) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(staff.map((one) => [one.id, one.name]));
  const entered = order.ledger.filter(({ kind }) => kind === "CHARGE");
  const corrections = await correctionsOf(entered);
  const charges = entered.map(({ id: chargeId, transactionId, amountFen, refunds }) => ({
    id: chargeId,
    leftFen: refundableFen({ amountFen, refunds, correctionsFen: corrections.get(transactionId) ?? 0 }),
  }));
  const stands = order.status === "SUCCEEDED" && order.registration.status === "PAID";
  const settledBy = stands
    ? (entered.find(({ transactionId }) => transactionId === order.transactionId)?.id ?? null)
    : null;
  // An order that was paid twice has two charges. The surplus charge is refunded first.
  const left = charges.filter(({ leftFen }) => leftFen > 0);
  const charge = left.find((one) => one.id !== settledBy) ?? left[0] ?? charges[0] ?? null;
  return {
    ...order,
    /** The charge that should be refunded next. */
    charge,
    /** The charge that paid for a registration. */
    settledBy,
    asked: asked.map(({ at, actorId }) => ({ at, name: nameOf.get(actorId ?? "") ?? "" })),
  };
}
