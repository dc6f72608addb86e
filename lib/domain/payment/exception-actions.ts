import { type Fen, fenToYuan } from "@/lib/core/money";
import type { PaymentExceptionKind } from "@/lib/adapter/db/enums";

/**
 * What staff may do about a payment exception. No action credits money unless WeChat confirms it with a signed answer.
 */
export type ExceptionAction =
  /** Query WeChat again and record the answer. */
  | "query"
  /** Enter the money in the ledger and refund what is left of it. */
  | "refund"
  /** Send the refund again under its own number. */
  | "retry"
  /** Enter the difference, so that the ledger agrees with WeChat. */
  | "correct"
  /** Write down why nothing needs to be done. */
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

/** The amount in fen that "correct" enters. A larger payment raises the ledger's sum; a larger refund lowers it. */
export function correctionOf({ kind, amountFen, expectedFen }: Difference): Fen {
  const more = amountFen - (expectedFen ?? 0);
  return kind === "BILL_UNKNOWN_REFUND" || kind === "BILL_REFUND_DIFFERS" ? -more : more;
}

/**
 * The sum in yuan that staff type to confirm an action: what a refund may send back at most, or by how much a
 * correction changes the ledger. null for an action that does neither.
 */
export function confirmedSum(found: Difference, action: ExceptionAction): string | null {
  if (action === "refund") return fenToYuan(found.amountFen);
  return action === "correct" ? fenToYuan(Math.abs(correctionOf(found))) : null;
}

/** Whether a correction leaves nothing of the money that paid for a registration. The registration then ends. */
export const endsRegistration = (charge: { settles: boolean; keptFen: Fen }, amountFen: Fen): boolean =>
  charge.settles && charge.keptFen + amountFen <= 0;
