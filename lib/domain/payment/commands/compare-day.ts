import { shanghaiMidnight } from "@/lib/core/clock";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { type BillRow, compareBill } from "../bill-comparison";
import { refreshRefund } from "./refresh-refund";
import { queryOrder } from "./order-calls";
import { recordException } from "./record-exception";

const DAY_MS = 24 * 60 * 60_000;

/** The instant at which a bill's day begins in Shanghai. The column holds only the date, as midnight UTC. */
export const startOf = (billDate: Date): Date => shanghaiMidnight(billDate);

/**
 * Compares one day's bill with the ledger and records an exception for each difference. Returns the number of
 * differences. A difference that a signed query or the bill itself explains needs no person.
 */
export async function compareDay(billDate: Date, rows: readonly BillRow[], now: Date): Promise<number> {
  await settleWhatWasMissed(rows, now);
  const numbers = rows.flatMap((row) => (row.kind === "refund" ? [row.outRefundNo] : []));
  await askAboutGivenUp(numbers, now);
  const ours = {
    orders: await ordersOf(rows),
    charges: await chargesFor(billDate, rows),
    refunds: await refundsFor(billDate, numbers),
  };
  const differences = compareBill(rows, ours);
  for (const { at, ...difference } of differences)
    await recordException({ ...difference, happenedAt: at, billDate }, now);
  await answerKnown(rows, now);
  await db().refund.updateMany({ where: { outRefundNo: { in: numbers }, billDate: null }, data: { billDate } });
  // WeChat has carried out these refunds, but we have not recorded it yet.
  await db().refund.updateMany({
    where: { outRefundNo: { in: numbers }, status: { in: ["PENDING", "PROCESSING"] } },
    data: { nextTryAt: now },
  });
  return differences.length;
}

const ordersOf = (rows: readonly BillRow[]) =>
  db().paymentOrder.findMany({
    where: { outTradeNo: { in: [...new Set(rows.map(({ outTradeNo }) => outTradeNo))] } },
    select: { id: true, outTradeNo: true },
  });

/**
 * Resolves exceptions that this bill explains: a payment missing from an earlier bill (in the last second before
 * midnight), or a payment that was entered while the bill was being compared.
 */
async function answerKnown(rows: readonly BillRow[], now: Date): Promise<void> {
  const numbers = (kind: BillRow["kind"]) =>
    rows
      .filter((row) => row.kind === kind)
      .map((row) => (row.kind === "payment" ? row.transactionId : row.outRefundNo));
  await db().$executeRaw`
    UPDATE payment_exception e SET resolved_at = ${now}::timestamptz, resolution = 'RECORDED', note = ${ANSWERED}
    WHERE e.resolved_at IS NULL AND (
      e.kind IN ('BILL_MISSING_PAYMENT', 'BILL_UNKNOWN_PAYMENT') AND e.reference = ANY (${numbers("payment")}::text[])
        AND EXISTS (SELECT FROM ledger_entry c WHERE c.kind = 'CHARGE' AND c.transaction_id = e.reference)
      OR e.kind = 'BILL_MISSING_REFUND' AND e.reference = ANY (${numbers("refund")}::text[]))`;
}

/** Why the system resolved an exception without a person. */
const ANSWERED = "微信账单与台账均有这笔款项，系统已自动核对。";

/**
 * A payment for one of our orders that no notification and no query reported. We query it now, and settle it if the
 * signed answer confirms it.
 */
async function settleWhatWasMissed(rows: readonly BillRow[], now: Date): Promise<void> {
  const paid = rows.filter((row) => row.kind === "payment");
  const entered = await db().ledgerEntry.findMany({
    where: { kind: "CHARGE", transactionId: { in: paid.map(({ transactionId }) => transactionId) } },
    select: { transactionId: true },
  });
  const known = new Set(entered.map(({ transactionId }) => transactionId));
  const missed = paid.filter(({ transactionId }) => !known.has(transactionId));
  const orders = await db().paymentOrder.findMany({
    where: { outTradeNo: { in: missed.map(({ outTradeNo }) => outTradeNo) } },
    select: { id: true, outTradeNo: true, status: true },
  });
  for (const order of orders) await queryOrder(order, now);
}

/** A refund that we last recorded as failed or given up. The bill lists it, so WeChat may have carried it out since. */
async function askAboutGivenUp(numbers: readonly string[], now: Date): Promise<void> {
  const refunds = await db().refund.findMany({
    where: { outRefundNo: { in: [...numbers] }, status: { in: ["ABNORMAL", "CLOSED", "REFUSED"] } },
    select: { id: true, outRefundNo: true, charge: { select: { orderId: true } } },
  });
  for (const refund of refunds) await refreshRefund(refund, now);
}

const chargeSelect = {
  transactionId: true,
  outTradeNo: true,
  orderId: true,
  amountFen: true,
  at: true,
} as const satisfies Prisma.LedgerEntrySelect;

async function chargesFor(billDate: Date, rows: readonly BillRow[]) {
  const from = startOf(billDate);
  const until = new Date(from.getTime() + DAY_MS);
  const charges = await db().ledgerEntry.findMany({
    where: {
      kind: "CHARGE",
      OR: [
        { at: { gte: from, lt: until } },
        { transactionId: { in: rows.flatMap((row) => (row.kind === "payment" ? [row.transactionId] : [])) } },
      ],
    },
    select: chargeSelect,
    orderBy: { at: "asc" },
  });
  return charges.map(({ transactionId, outTradeNo, at, ...charge }) => ({
    ...charge,
    transactionId: transactionId ?? "",
    outTradeNo: outTradeNo ?? "",
    onThisDay: from <= at && at < until,
  }));
}

/**
 * A refund can be in the bill of the day on which WeChat accepted it, or of the day on which the money arrived. It
 * counts as missing only one day later.
 */
async function refundsFor(billDate: Date, numbers: readonly string[]) {
  const from = startOf(billDate);
  const overdue = {
    billDate: null,
    status: "SUCCEEDED",
    successTime: { gte: new Date(from.getTime() - DAY_MS), lt: from },
  } as const;
  const refunds = await db().refund.findMany({
    where: { OR: [overdue, { outRefundNo: { in: [...numbers] } }] },
    select: {
      id: true,
      outRefundNo: true,
      amountFen: true,
      status: true,
      billDate: true,
      successTime: true,
      charge: { select: { transactionId: true, orderId: true } },
    },
  });
  return refunds.map(({ charge, status, billDate: billed, successTime, ...refund }) => ({
    ...refund,
    transactionId: charge.transactionId ?? "",
    orderId: charge.orderId,
    overdue: billed === null && status === "SUCCEEDED" && successTime !== null && successTime < from,
  }));
}
