import { shanghaiMidnight } from "@/lib/core/clock";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { type BillRow, compareBill } from "../bill-comparison";
import { refreshRefund } from "./refresh-refund";
import { queryOrder } from "./order-calls";
import { recordException } from "./record-exception";

const DAY_MS = 24 * 60 * 60_000;

/** The start of a bill's day in Shanghai; the column holds the date alone, as midnight UTC. */
export const startOf = (billDate: Date): Date => shanghaiMidnight(billDate);

/**
 * Compares one day's bill with the ledger, and opens a case for each difference. Returns how many there were. What
 * answers itself, by a signed query or by the bill, needs no person.
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
  // WeChat has carried them out, and we do not know it yet.
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
 * Cases that this bill answers: what an earlier bill lacked (a payment of the last second before midnight), and a
 * payment that was entered while the bill was being compared.
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

/** Why a case was answered without a person. */
const ANSWERED = "微信账单与台账均有这笔款项，系统已自动核对。";

/**
 * A payment of ours that neither a notification nor a query brought: asked about now, and settled if the signed answer
 * says so.
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

/**
 * A refund that could not be delivered, or was given up, when we last heard of it: what the bill lists may have been
 * carried out since.
 */
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
 * A refund may stand in the bill of the day it was accepted or of the day it arrived: only after a day more it is
 * missing.
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
