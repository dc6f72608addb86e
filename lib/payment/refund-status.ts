import type { RefundStatus } from "@/lib/db/enums";

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

/** The statuses in which a refund's sum is spoken for: together they never exceed the charge. */
export const committedRefunds = ["AWAITING", "PENDING", "PROCESSING", "SUCCEEDED", "ABNORMAL"] as const satisfies readonly RefundStatus[];
