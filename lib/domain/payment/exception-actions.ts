import type { Fen } from "@/lib/core/money";
import type { PaymentExceptionKind } from "@/lib/adapter/db/enums";

/** What a person may do about a case. None of them credits money that a signed answer does not confirm. */
export type ExceptionAction =
  /** Ask WeChat again, and take note of what it says. */
  | "query"
  /** Enter the money and give back what is left of it. */
  | "refund"
  /** Send the refund again under its number. */
  | "retry"
  /** Enter the difference, so that the ledger says what WeChat holds. */
  | "correct"
  /** Write down why nothing is to be done. */
  | "explain";

const actions: Record<PaymentExceptionKind, readonly ExceptionAction[]> = {
  AMOUNT_MISMATCH: ["query", "refund", "explain"],
  MERCHANT_MISMATCH: ["explain"],
  UNKNOWN_ORDER: ["refund", "explain"],
  BILL_UNKNOWN_PAYMENT: ["query", "refund", "explain"],
  BILL_MISSING_PAYMENT: ["query", "explain"],
  BILL_PAYMENT_DIFFERS: ["correct", "explain"],
  BILL_UNKNOWN_REFUND: ["correct", "explain"],
  BILL_MISSING_REFUND: ["query", "explain"],
  BILL_REFUND_DIFFERS: ["correct", "explain"],
  REFUND_ABNORMAL: ["retry", "explain"],
  REFUND_CLOSED: ["retry", "explain"],
  REFUND_REFUSED: ["refund", "retry", "explain"],
  ALREADY_REFUNDED: ["refund", "explain"],
  TRANSACTION_REUSED: ["explain"],
};

export const actionsFor = ({ kind }: { kind: PaymentExceptionKind }): readonly ExceptionAction[] => actions[kind];

type Difference = { kind: PaymentExceptionKind; amountFen: Fen; expectedFen: Fen | null };

/** What "correct" enters, in fen. More of a payment is more in the ledger; more of a refund is less. */
export function correctionOf({ kind, amountFen, expectedFen }: Difference): Fen {
  const more = amountFen - (expectedFen ?? 0);
  return kind === "BILL_UNKNOWN_REFUND" || kind === "BILL_REFUND_DIFFERS" ? -more : more;
}

/** Whether a correction leaves nothing of what a registration was paid with: the registration then ends. */
export const endsRegistration = (charge: { settles: boolean; keptFen: Fen }, amountFen: Fen): boolean =>
  charge.settles && charge.keptFen + amountFen <= 0;
