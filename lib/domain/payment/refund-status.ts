import type { Fen } from "@/lib/core/money";
import type { RefundCause, RefundStatus } from "@/lib/adapter/db/enums";

type Transition = { from: readonly RefundStatus[]; to: RefundStatus };

/**
 * Every allowed transition of a refund. WeChat's report that money has moved is accepted in every state; a late report
 * that the refund is still processing never moves a refund backwards.
 */
export const refundTransitions = {
  confirm: { from: ["AWAITING"], to: "PENDING" },
  reject: { from: ["AWAITING"], to: "REJECTED" },
  accept: { from: ["PENDING", "REFUSED"], to: "PROCESSING" },
  succeed: { from: ["PENDING", "PROCESSING", "ABNORMAL", "CLOSED", "REFUSED"], to: "SUCCEEDED" },
  fail: { from: ["PENDING", "PROCESSING", "REFUSED"], to: "ABNORMAL" },
  close: { from: ["PENDING", "PROCESSING", "ABNORMAL", "REFUSED"], to: "CLOSED" },
  refuse: { from: ["PENDING"], to: "REFUSED" },
  retry: { from: ["ABNORMAL", "CLOSED", "REFUSED"], to: "PENDING" },
} as const satisfies Record<string, Transition>;

export type RefundEvent = keyof typeof refundTransitions;

const reservedStatuses = new Set<RefundStatus>(["AWAITING", "PENDING", "PROCESSING", "SUCCEEDED", "ABNORMAL"]);

/**
 * Whether a refund's sum is reserved. Reserved refunds together never exceed the charge. When WeChat gives a refund up,
 * its sum becomes free, so that staff can return the money in another way. The sum of surplus money stays reserved for
 * its own refund, which can then always be sent again. When WeChat refuses a refund for good, its sum always becomes
 * free, because a retry would be refused again.
 */
export const isCommitted = ({ status, cause }: { status: RefundStatus; cause: RefundCause }): boolean =>
  reservedStatuses.has(status) || (cause === "SURPLUS" && status === "CLOSED");

type Given = { status: RefundStatus; cause: RefundCause; amountFen: Fen };

/**
 * The part of a charge that can still be refunded, in fen; 0 when nothing is left. Corrections count: they record what
 * WeChat refunded without us (in the merchant platform), or where WeChat holds less than we entered. A correction never
 * raises the sum above what was paid.
 */
export function refundableFen({
  amountFen,
  refunds,
  correctionsFen,
}: {
  amountFen: Fen;
  refunds: readonly Given[];
  correctionsFen: Fen;
}): Fen {
  const committed = refunds.filter(isCommitted).reduce((sum, refund) => sum + refund.amountFen, 0);
  return Math.max(0, Math.min(amountFen, amountFen + correctionsFen - committed));
}

/** The states in which WeChat has accepted the refund, whether or not it later succeeds. */
const accepted = new Set<RefundStatus>(["PROCESSING", "SUCCEEDED", "ABNORMAL"]);

/**
 * The part of a charge that we keep, in fen, after WeChat has carried out every refund it accepted. At 0 or less all
 * the money goes back, so the candidate does not sit the exam.
 */
export function keptFenOf({ amountFen, refunds, correctionsFen }: Parameters<typeof refundableFen>[0]): Fen {
  const given = refunds.filter(({ status }) => accepted.has(status)).reduce((sum, refund) => sum + refund.amountFen, 0);
  return amountFen + correctionsFen - given;
}
