import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { shanghaiMidnight, shanghaiRfc3339 } from "@/lib/core/clock";
import { db } from "@/lib/adapter/db/client";
import { logger } from "@/lib/adapter/log/logger";
import type { FetchedBill } from "@/lib/adapter/wechat-pay/bills";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import { alertOf } from "../alerts";
import type { BillRow } from "../bill-comparison";
import { compareDay, startOf } from "./compare-day";
import { raiseAlert } from "./raise-alert";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** WeChat provides yesterday's bill from ten in the morning, and keeps bills for three months. */
const READY_AFTER_MS = 10 * 60 * MINUTE_MS;
const KEPT_DAYS = 89;
const RETRY_MS = 30 * MINUTE_MS;
/** Two days of half-hourly attempts. After that a person should look. */
const TRIES_BEFORE_ALERT = 96;

/**
 * Fetches and compares the bill of every day that has none yet, oldest first. Differences become payment exceptions.
 * Nothing is credited unless a signed query confirms it. Several machines may run this at once: each day is claimed by
 * one.
 */
export async function fetchBills(now: Date): Promise<{ compared: number; differences: number }> {
  const newest = newestDay(now);
  await planDays(newest, now);
  await reopenDays(newest, now);
  const done = { compared: 0, differences: 0 };
  for (;;) {
    const bill = await takeDue(newest, now);
    if (!bill) return done;
    const differences = await fetchDay(bill, now);
    if (differences === null) continue;
    done.compared++;
    done.differences += differences;
  }
}

const dateOf = (instant: Date): Date => new Date(`${shanghaiRfc3339(instant).slice(0, 10)}T00:00:00Z`);
const billDayOf = (billDate: Date): string => billDate.toISOString().slice(0, 10);

/** The last day whose bill should be available by now, as the instant at which the day began. */
const newestDay = (now: Date): Date =>
  shanghaiMidnight(now, now.getTime() - shanghaiMidnight(now).getTime() >= READY_AFTER_MS ? -1 : -2);

/** Creates a row for every day since the first order whose bill should be available by now. */
async function planDays(newest: Date, now: Date): Promise<void> {
  const first = await db().paymentOrder.findFirst({ orderBy: { createdAt: "asc" }, select: { createdAt: true } });
  if (!first) return;
  const oldest = new Date(
    Math.max(shanghaiMidnight(first.createdAt).getTime(), shanghaiMidnight(now, -KEPT_DAYS).getTime()),
  );
  const days: Date[] = [];
  for (let day = oldest; day <= newest; day = new Date(day.getTime() + DAY_MS)) days.push(dateOf(day));
  await db().tradeBill.createMany({
    data: days.map((billDate) => ({ billDate, nextTryAt: now })),
    skipDuplicates: true,
  });
}

/**
 * Schedules days again that look finished but are not: an empty day on which money moved after all, as a late
 * notification may show, and a day that was compared before it ended, or by a clock that ran ahead.
 */
async function reopenDays(newest: Date, now: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE trade_bill b SET state = 'WAITING', attempts = 0, next_try_at = ${now}::timestamptz, compared_at = NULL
    WHERE b.state <> 'WAITING' AND b.bill_date <= ${dateOf(newest)}::date AND b.bill_date >= ${dateOf(shanghaiMidnight(now, -KEPT_DAYS))}::date
      AND (
        b.compared_at > ${now}::timestamptz
        OR b.state = 'EMPTY' AND EXISTS (
          SELECT FROM ledger_entry e
          WHERE e.kind = 'CHARGE' AND e.at >= b.bill_date::timestamp AT TIME ZONE 'Asia/Shanghai'
            AND e.at < (b.bill_date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
        )
      )`;
}

/**
 * Claims the oldest due day for this worker by moving its next attempt into the future, by at most RETRY_MS. A day
 * whose next attempt is further ahead was scheduled by a wrong clock, so it counts as due.
 */
async function takeDue(newest: Date, now: Date): Promise<{ billDate: Date; attempts: number } | null> {
  const rows = readRows(
    { billDate: z.date(), attempts: z.number() },
    await db().$queryRaw`
    UPDATE trade_bill SET attempts = attempts + 1, next_try_at = ${new Date(now.getTime() + RETRY_MS)}::timestamptz
    WHERE bill_date = (
      SELECT bill_date FROM trade_bill
      WHERE state = 'WAITING' AND bill_date <= ${dateOf(newest)}::date
        AND (next_try_at <= ${now}::timestamptz OR next_try_at > ${new Date(now.getTime() + RETRY_MS)}::timestamptz)
      ORDER BY bill_date LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING bill_date AS "billDate", attempts`,
  );
  return rows[0] ?? null;
}

/** Returns the number of differences, or null when the bill must be requested again. */
async function fetchDay(
  { billDate, attempts }: { billDate: Date; attempts: number },
  now: Date,
): Promise<number | null> {
  const day = billDayOf(billDate);
  const answer = await weChatPay().fetchTradeBill(day);
  const absent = answer.ok && answer.value === "no_trades_unsigned" && (await moneyMoved(billDate, attempts));
  if (!answer.ok || absent || answer.value === "not_ready") {
    const failure = absent
      ? "NO_STATEMENT_EXIST"
      : answer.ok
        ? "not_ready"
        : answer.error.kind === "api"
          ? answer.error.code
          : answer.error.reason;
    await db().tradeBill.update({ where: { billDate }, data: { failure } });
    const alert = answer.ok ? null : alertOf(answer.error);
    if (alert) await raiseAlert(alert, now);
    if (attempts >= TRIES_BEFORE_ALERT) await raiseAlert({ kind: "bill", detail: day }, now);
    return null;
  }
  const bill: FetchedBill = typeof answer.value === "string" ? { rows: [], hash: "" } : answer.value;
  const differences = await compareDay(billDate, bill.rows, now);
  const sum = (kind: BillRow["kind"]) =>
    bill.rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.amountFen, 0);
  const payments = bill.rows.filter(({ kind }) => kind === "payment").length;
  await db().tradeBill.update({
    where: { billDate },
    data: {
      // EMPTY means that the ledger has no entry for that day either. planDays relies on it.
      state: typeof answer.value === "string" && !(await hasCharges(billDate)) ? "EMPTY" : "COMPARED",
      failure: null,
      hash: bill.hash || null,
      comparedAt: now,
      payments,
      paidFen: sum("payment"),
      refunds: bill.rows.length - payments,
      refundedFen: sum("refund"),
      differences,
    },
  });
  logger[differences > 0 ? "error" : "info"]({ day, rows: bill.rows.length, differences }, "trade bill compared");
  return differences;
}

async function hasCharges(billDate: Date): Promise<boolean> {
  const from = startOf(billDate);
  return (
    (await db().ledgerEntry.count({
      where: { kind: "CHARGE", at: { gte: from, lt: new Date(from.getTime() + DAY_MS) } },
    })) > 0
  );
}

/**
 * Whether we know of money that the day's bill must list. WeChat's answer "no trades" is not signed, so it must not
 * make such a day EMPTY. A refund may be listed in another day's bill, so because of a refund alone we retry for only
 * two days.
 */
async function moneyMoved(billDate: Date, attempts: number): Promise<boolean> {
  if (await hasCharges(billDate)) return true;
  if (attempts >= TRIES_BEFORE_ALERT) return false;
  const from = startOf(billDate);
  const day = { gte: from, lt: new Date(from.getTime() + DAY_MS) };
  return (
    (await db().refund.count({
      where: { billDate: null, status: { not: "REJECTED" }, OR: [{ sentAt: day }, { successTime: day }] },
    })) > 0
  );
}
