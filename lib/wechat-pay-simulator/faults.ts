import { z } from "zod";

const operation = z.enum(["create", "query", "close", "certificates", "refund", "query_refund", "bill", "download"]);
export type Operation = z.output<typeof operation>;

const answerFault = z.enum([
  "bad_signature",
  "signature_probe",
  "no_signature",
  "unknown_serial",
  "stale_timestamp",
  "changed_body",
  "wrong_amount",
  "wrong_merchant",
  "wrong_order",
  "timeout_before",
  "timeout_after",
  "reset_before",
  "reset_after",
  "error_500",
  "html_502",
  "rate_limited",
  "user_paying",
  "redirect",
  "garbage",
  "empty",
  "truncated",
  /** An answer that never ends. */
  "endless",
  "refuse",
  "refuse_unsigned",
]);
export type AnswerFault = z.output<typeof answerFault>;

const notificationFault = z.enum([
  "lost",
  /** Waits until POST /control/release, so that later notifications arrive first. */
  "held",
  "duplicated",
  /** Reports success for an order whose own content says that it is unpaid. */
  "says_notpay",
  "says_payerror",
  "changed_ciphertext",
  "wrong_amount",
  "wrong_merchant",
  "bad_signature",
  "no_signature",
  "unknown_serial",
  "stale_timestamp",
]);
export type NotificationFault = z.output<typeof notificationFault>;

/**
 * The kind of fault, the operation it applies to, and how many times. `refuse` and `refuse_unsigned` need a status and
 * a code.
 */
export const faultSchema = z.union([
  z.object({
    at: operation,
    kind: answerFault,
    times: z.int().min(1).default(1),
    status: z.int().default(400),
    code: z.string().default("PARAM_ERROR"),
  }),
  z.object({
    at: z.enum(["notification", "refund_notification"]),
    kind: notificationFault,
    times: z.int().min(1).default(1),
  }),
]);

export type Fault = z.output<typeof faultSchema>;
export type PlannedAnswer = Extract<Fault, { status: number }>;

/** Faults that wait for their operation, in the order in which they were added. */
export function createFaultPlan() {
  let planned: Fault[] = [];
  const take = (at: Fault["at"]) => {
    const fault = planned.find((candidate) => candidate.at === at);
    if (fault && --fault.times === 0) planned = planned.filter((candidate) => candidate !== fault);
    return fault;
  };
  return {
    plan: (fault: Fault) => planned.push({ ...fault }),
    clear: () => (planned = []),
    takeAnswer: (at: Operation) => take(at) as PlannedAnswer | undefined,
    takeNotification: (at: "notification" | "refund_notification") => take(at)?.kind as NotificationFault | undefined,
  };
}

export type FaultPlan = ReturnType<typeof createFaultPlan>;
