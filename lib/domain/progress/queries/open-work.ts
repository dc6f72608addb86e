import { db, type Tx } from "@/lib/adapter/db/client";
import type { OpenWork } from "@/lib/domain/exam-session/archive";

/**
 * What of an exam session is not finished: money on its way, and questions of candidates that nobody has answered. An
 * appeal about a phone belongs to an account, not to an exam session.
 */
export async function openWorkOf(
  examSessionId: string,
  tx: Pick<
    Tx,
    | "paymentOrder"
    | "refund"
    | "refundRequest"
    | "waiverRequest"
    | "paymentException"
    | "appeal"
    | "correction"
    | "correctionRequest"
    | "exchange"
  > = db(),
): Promise<OpenWork> {
  const registration = { examSessionId };
  const order = { registration };
  return {
    orders: await tx.paymentOrder.count({ where: { registration, status: { in: ["CREATING", "OPEN"] } } }),
    refunds: await tx.refund.count({ where: { charge: { order }, status: { in: ["PENDING", "PROCESSING"] } } }),
    refund_requests: await tx.refundRequest.count({
      where: { refunds: { some: { charge: { order }, status: "AWAITING" } } },
    }),
    waivers: await tx.waiverRequest.count({ where: { registration, needsSecond: true, confirmed: null } }),
    exceptions: await tx.paymentException.count({
      where: { resolvedAt: null, OR: [{ order }, { refund: { charge: { order } } }] },
    }),
    appeals: await tx.appeal.count({ where: { registration, answeredAt: null } }),
    corrections: await tx.correction.count({ where: { registration, needsSecond: true, decidedAt: null } }),
    correction_requests: await tx.correctionRequest.count({ where: { registration, answeredAt: null } }),
    exchanges: await tx.exchange.count({ where: { registration, state: "HANDED_IN" } }),
  };
}
