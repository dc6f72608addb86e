import type { Fen } from "@/lib/core/money";
import type { RefundCause, RefundStatus } from "@/lib/adapter/db/enums";

type Transition = { from: readonly RefundStatus[]; to: RefundStatus };

/**
 * Every way a refund may go on. What WeChat says of money that moved is believed from wherever it comes; "on its way",
 * arriving late, moves nothing back.
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
 * Whether a refund's sum is spoken for: together such refunds never exceed the charge. One that WeChat gave up lets go
 * of it, so that staff may give the money back in another way; surplus money stays promised to its own refund, which
 * can then always be sent again. One that WeChat refuses for good lets go of it in every case: the same sum would be
 * refused again.
 */
export const isCommitted = ({ status, cause }: { status: RefundStatus; cause: RefundCause }): boolean =>
  reservedStatuses.has(status) || (cause === "SURPLUS" && status === "CLOSED");

type Given = { status: RefundStatus; cause: RefundCause; amountFen: Fen };

/**
 * What may still be given back of a charge, in fen; 0 when nothing is left. Corrections count, for they say what WeChat
 * gave back without us (a refund made in the merchant platform) or holds less than we entered. They never make more of
 * a charge than was paid.
 */
export function leftOf({
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

/** Refunds that WeChat has accepted, whatever becomes of them. */
const accepted = new Set<RefundStatus>(["PROCESSING", "SUCCEEDED", "ABNORMAL"]);

/**
 * What is kept of a charge, in fen, once WeChat has carried out what it accepted. 0 or less: all of it goes back, and
 * who paid it does not sit the exam.
 */
export function keptOf({ amountFen, refunds, correctionsFen }: Parameters<typeof leftOf>[0]): Fen {
  const given = refunds.filter(({ status }) => accepted.has(status)).reduce((sum, refund) => sum + refund.amountFen, 0);
  return amountFen + correctionsFen - given;
}
