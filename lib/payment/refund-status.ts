import type { RefundCause, RefundStatus } from "@/lib/db/enums";

type Transition = { from: readonly RefundStatus[]; to: RefundStatus };

/**
 * Every way a refund may go on. What WeChat says of money that moved is believed from wherever it comes; "on its way", arriving late, moves nothing back.
 */
export const refundTransitions = {
  confirm: { from: ["AWAITING"], to: "PENDING" },
  reject: { from: ["AWAITING"], to: "REJECTED" },
  accept: { from: ["PENDING"], to: "PROCESSING" },
  succeed: { from: ["PENDING", "PROCESSING", "ABNORMAL", "CLOSED"], to: "SUCCEEDED" },
  fail: { from: ["PENDING", "PROCESSING"], to: "ABNORMAL" },
  close: { from: ["PENDING", "PROCESSING", "ABNORMAL"], to: "CLOSED" },
  retry: { from: ["ABNORMAL", "CLOSED"], to: "PENDING" },
} as const satisfies Record<string, Transition>;

export type RefundEvent = keyof typeof refundTransitions;

const spokenFor = new Set<RefundStatus>(["AWAITING", "PENDING", "PROCESSING", "SUCCEEDED", "ABNORMAL"]);

/**
 * Whether a refund's sum is spoken for: together such refunds never exceed the charge. One that WeChat gave up lets go of it, so that staff may give the
 * money back in another way; surplus money stays promised to its own refund, which can then always be sent again.
 */
export const isCommitted = ({ status, cause }: { status: RefundStatus; cause: RefundCause }): boolean =>
  spokenFor.has(status) || (cause === "SURPLUS" && status === "CLOSED");
