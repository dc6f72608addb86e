import type { Fen } from "@/lib/core/money";

/** A line of WeChat's bill, amounts in fen. */
export type BillRow =
  | { kind: "payment"; at: Date; transactionId: string; outTradeNo: string; amountFen: Fen }
  | { kind: "refund"; at: Date; transactionId: string; outTradeNo: string; outRefundNo: string; amountFen: Fen };

type Ours = {
  /**
   * Orders whose number is in the bill. An exception about their money belongs to them, even if the money was never
   * entered.
   */
  orders: readonly { id: string; outTradeNo: string }[];
  /** Charges in the ledger whose transaction is in the bill, and all charges of that day. */
  charges: readonly {
    transactionId: string;
    outTradeNo: string;
    orderId: string | null;
    amountFen: Fen;
    onThisDay: boolean;
  }[];
  /** Refunds whose number is in the bill, and refunds that should be in this bill or an earlier one and are missing. */
  refunds: readonly {
    id: string;
    outRefundNo: string;
    transactionId: string;
    orderId: string | null;
    amountFen: Fen;
    overdue: boolean;
  }[];
};

type Known = {
  reference: string;
  transactionId: string;
  outTradeNo: string | null;
  orderId: string | null;
  refundId: string | null;
};

export type Difference = Known &
  (
    | { kind: "BILL_UNKNOWN_PAYMENT" | "BILL_UNKNOWN_REFUND"; amountFen: Fen; expectedFen: null; at: Date }
    | { kind: "BILL_PAYMENT_DIFFERS" | "BILL_REFUND_DIFFERS"; amountFen: Fen; expectedFen: Fen; at: Date }
    | { kind: "BILL_MISSING_PAYMENT" | "BILL_MISSING_REFUND"; amountFen: 0; expectedFen: Fen; at: null }
  );

/**
 * Compares a bill with the ledger in both directions. Payments match by WeChat's transaction number, refunds by our
 * refund number. Returns the differences in the order of the bill, then of the ledger.
 */
export function compareBill(rows: readonly BillRow[], { orders, charges, refunds }: Ours): Difference[] {
  const differences: Difference[] = [];
  const chargeOf = new Map(charges.map((charge) => [charge.transactionId, charge]));
  const refundOf = new Map(refunds.map((refund) => [refund.outRefundNo, refund]));
  const orderOf = new Map(orders.map(({ id, outTradeNo }) => [outTradeNo, id]));
  const seen = new Set<string>();

  for (const row of rows) {
    const charge = row.kind === "payment" ? chargeOf.get(row.transactionId) : undefined;
    const refund = row.kind === "refund" ? refundOf.get(row.outRefundNo) : undefined;
    const ours = charge ?? refund;
    const reference = row.kind === "payment" ? row.transactionId : row.outRefundNo;
    seen.add(reference);
    if (ours?.amountFen === row.amountFen) continue;
    const what = row.kind === "payment" ? "PAYMENT" : "REFUND";
    const known = {
      reference,
      transactionId: row.transactionId,
      outTradeNo: row.outTradeNo,
      orderId: ours?.orderId ?? orderOf.get(row.outTradeNo) ?? null,
      refundId: refund?.id ?? null,
      amountFen: row.amountFen,
      at: row.at,
    };
    if (ours) differences.push({ ...known, kind: `BILL_${what}_DIFFERS`, expectedFen: ours.amountFen });
    else differences.push({ ...known, kind: `BILL_UNKNOWN_${what}`, expectedFen: null });
  }

  const missing = { amountFen: 0, at: null } as const;
  for (const { transactionId, outTradeNo, orderId, amountFen, onThisDay } of charges) {
    if (!onThisDay || seen.has(transactionId)) continue;
    const known = { reference: transactionId, transactionId, outTradeNo, orderId, refundId: null };
    differences.push({ ...known, ...missing, kind: "BILL_MISSING_PAYMENT", expectedFen: amountFen });
  }
  for (const { id, outRefundNo, transactionId, orderId, amountFen, overdue } of refunds) {
    if (!overdue || seen.has(outRefundNo)) continue;
    const known = { reference: outRefundNo, transactionId, outTradeNo: null, orderId, refundId: id };
    differences.push({ ...known, ...missing, kind: "BILL_MISSING_REFUND", expectedFen: amountFen });
  }
  return differences;
}
