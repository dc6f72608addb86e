import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { shanghaiMidnight, shanghaiRfc3339 } from "@/lib/core/clock";
import { db } from "@/lib/adapter/db/client";
import { exportLedger } from "@/lib/domain/payment/commands/export-ledger";
import { fetchBills } from "@/lib/domain/payment/commands/fetch-bills";
import { requestRefunds } from "@/lib/domain/payment/commands/request-refunds";
import { resolveException } from "@/lib/domain/payment/commands/resolve-exception";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { financeTables } from "@/lib/domain/payment/finance-export";
import { dailyClose, financeEntries } from "@/lib/domain/payment/queries/finance";
import { openAlerts, searchPayments } from "@/lib/domain/payment/queries/desk";
import { readPaymentSearch } from "@/lib/domain/payment/search";
import { createStaff } from "../../support/factories";
import { balanceOf, orderOf, statusOf, waiting } from "../../support/payments";

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Noon of the day after today in Shanghai: today's bill is there. */
const tomorrow = () => new Date(shanghaiMidnight(new Date(), 1).getTime() + 12 * HOUR);
const today = () => new Date(`${shanghaiRfc3339(new Date()).slice(0, 10)}T00:00:00Z`);

beforeAll(() => {
  world.answerNotificationsWith(notify);
});
/** WeChat's clock is a day ahead of ours: the payments are of today, the bill is asked for tomorrow. */
beforeEach(() => db().tradeBill.deleteMany());
afterEach(async () => {
  await world.mend();
  await world.moveClock(0);
  await world.changeBills({});
});
afterAll(() => world.close());

async function paid() {
  const who = await waiting();
  await world.pay(who.order.outTradeNo);
  return { ...who, order: await orderOf(who.registrationId) };
}

async function bills() {
  await world.moveClock(DAY / 1000);
  const done = await fetchBills(tomorrow());
  return { ...done, today: await db().tradeBill.findUnique({ where: { billDate: today() } }) };
}

const casesOf = (reference: string) => db().paymentException.findMany({ where: { reference } });
const finance = async () => (await createStaff({ role: "FINANCE" })).id;

describe("a day's bill", () => {
  it("that says what the ledger says is compared without a case, refunds included", async () => {
    const { registrationId, order } = await paid();
    const charge = await db().ledgerEntry.findFirstOrThrow({ where: { registrationId } });
    await requestRefunds(
      { staffId: await finance(), reason: "多收", targets: [{ chargeId: charge.id, amountFen: 1999 }] },
      new Date(),
    );
    await sweepRefunds({ now: () => new Date() });
    const { outRefundNo } = await db().refund.findFirstOrThrow({ where: { chargeId: charge.id } });
    await world.endRefund(outRefundNo);

    const { today: bill } = await bills();
    expect(bill).toMatchObject({
      state: "COMPARED",
      differences: 0,
      refunds: 1,
      refundedFen: 1999,
      hash: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown,
    });
    expect(await casesOf(order.transactionId ?? "")).toEqual([]);
    expect(await db().refund.findUniqueOrThrow({ where: { outRefundNo } })).toMatchObject({ billDate: today() });
    expect(await fetchBills(tomorrow())).toEqual({ compared: 0, differences: 0 });
  });

  it("settles a payment that nobody told us of, by a signed query, and opens no case", async () => {
    const { registrationId, order } = await waiting();
    await world.pay(order.outTradeNo, { notify: false });
    await bills();
    expect(await statusOf(registrationId)).toBe("PAID");
    const { transactionId } = await orderOf(registrationId);
    expect(await casesOf(transactionId ?? "")).toEqual([]);
  });

  it("asks about a refund that we thought undeliverable: WeChat has carried it out since", async () => {
    const { registrationId } = await paid();
    const charge = await db().ledgerEntry.findFirstOrThrow({ where: { registrationId } });
    await requestRefunds(
      { staffId: await finance(), reason: "多收", targets: [{ chargeId: charge.id, amountFen: 500 }] },
      new Date(),
    );
    await sweepRefunds({ now: () => new Date() });
    const { outRefundNo } = await db().refund.findFirstOrThrow({ where: { chargeId: charge.id } });
    await world.endRefund(outRefundNo, "ABNORMAL");
    // The merchant platform sent it to another card; that news is lost.
    await world.endRefund(outRefundNo, "SUCCESS", false);
    expect(await db().refund.findUniqueOrThrow({ where: { outRefundNo } })).toMatchObject({ status: "ABNORMAL" });
    await bills();
    expect(await db().refund.findUniqueOrThrow({ where: { outRefundNo } })).toMatchObject({ status: "SUCCEEDED" });
    expect(await balanceOf(registrationId)).toBe(4500);
  });

  it("opens a case for money that is not ours, and credits nothing", async () => {
    await paid();
    await world.changeBills({
      add: [{ transactionId: "T-STRANGE", outTradeNo: "OTHER-SYSTEM-1", total: 777, at: Date.now() }],
    });
    await bills();
    await bills();
    const [found, ...more] = await casesOf("T-STRANGE");
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: "BILL_UNKNOWN_PAYMENT", amountFen: 777, expectedFen: null });
    expect(await db().ledgerEntry.count({ where: { transactionId: "T-STRANGE" } })).toBe(0);
    const answer = { staffId: await finance(), exceptionId: found?.id ?? "", note: "另一系统的收款" };
    expect(await resolveException({ ...answer, action: "query" }, new Date())).toEqual({
      ok: false,
      error: "exception_not_confirmed",
    });
    expect(await resolveException({ ...answer, action: "explain" }, new Date())).toEqual({ ok: true, value: null });
  });

  it("opens a case for money of ours that it does not have", async () => {
    const { order } = await paid();
    await world.changeBills({ drop: [order.transactionId] });
    await bills();
    const [found] = await casesOf(order.transactionId ?? "");
    expect(found).toMatchObject({ kind: "BILL_MISSING_PAYMENT", amountFen: 0, expectedFen: 5000 });
    // WeChat, asked, has it: the case answers itself.
    const answer = {
      staffId: await finance(),
      exceptionId: found?.id ?? "",
      action: "query",
      note: "微信查询到该笔收款",
    } as const;
    expect(await resolveException(answer, new Date())).toEqual({ ok: true, value: null });
  });

  it("opens a case for another amount; a correction makes the ledger say what WeChat holds", async () => {
    const { registrationId, order } = await paid();
    await world.changeBills({ alter: { [order.transactionId ?? ""]: 4900 } });
    await bills();
    const [found] = await casesOf(order.transactionId ?? "");
    expect(found).toMatchObject({ kind: "BILL_PAYMENT_DIFFERS", amountFen: 4900, expectedFen: 5000 });
    const answer = {
      staffId: await finance(),
      exceptionId: found?.id ?? "",
      action: "correct",
      note: "以微信账单为准",
    } as const;
    expect(await resolveException(answer, new Date())).toEqual({ ok: true, value: null });
    expect(await balanceOf(registrationId)).toBe(4900);
    expect(await statusOf(registrationId)).toBe("PAID");
  });

  it("whose hash is wrong, that was changed on its way, or that is not ready is asked for again", async () => {
    await paid();
    await world.changeBills({ spoilHash: true });
    expect((await bills()).today).toMatchObject({ state: "WAITING", failure: "hash_wrong", attempts: 1 });
    await world.changeBills({ creating: true });
    const later = (hours: number) => fetchBills(new Date(tomorrow().getTime() + hours * HOUR));
    await later(1);
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({
      state: "WAITING",
      failure: "not_ready",
    });
    await world.changeBills({});
    await world.breakNext({ at: "download", kind: "changed_body" });
    await later(2);
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({
      failure: "hash_wrong",
      attempts: 3,
    });
    await later(2.1);
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({ attempts: 3 });
    await later(3);
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({
      state: "COMPARED",
      failure: null,
    });
  });

  it("is no empty day because an outage says so", async () => {
    await paid();
    await world.breakNext({ at: "bill", kind: "refuse", status: 500, code: "NO_STATEMENT_EXIST" });
    expect((await bills()).today).toMatchObject({ state: "WAITING", failure: "server_error" });
  });

  it("on which money moved is no empty day because somebody says so without a signature: it is asked for again", async () => {
    await paid();
    await world.breakNext({ at: "bill", kind: "refuse_unsigned", status: 400, code: "NO_STATEMENT_EXIST", times: 5 });
    expect((await bills()).today).toMatchObject({ state: "WAITING", failure: "NO_STATEMENT_EXIST", differences: 0 });
    await world.mend();
    await fetchBills(new Date(tomorrow().getTime() + HOUR));
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({
      state: "COMPARED",
      differences: 0,
    });
  });

  it("that was empty is asked for again when money of it comes to light, and when it was judged before it was over", async () => {
    await paid();
    await bills();
    for (const change of [
      { state: "EMPTY", comparedAt: new Date() },
      { state: "COMPARED", comparedAt: new Date(Date.now() + 9 * DAY) },
    ] as const) {
      await db().tradeBill.update({ where: { billDate: today() }, data: { ...change, payments: 0 } });
      await bills();
      const bill = await db().tradeBill.findUniqueOrThrow({ where: { billDate: today() } });
      expect(bill).toMatchObject({ state: "COMPARED", comparedAt: tomorrow() });
      expect(bill.payments).toBeGreaterThan(0);
    }
  });

  it("that a signed answer calls empty opens a case for every charge, and is not asked for for ever", async () => {
    const { order } = await paid();
    await world.breakNext({ at: "bill", kind: "refuse", status: 400, code: "NO_STATEMENT_EXIST", times: 5 });
    await bills();
    await world.mend();
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({
      state: "COMPARED",
      payments: 0,
    });
    expect(await casesOf(order.transactionId ?? "")).toMatchObject([{ kind: "BILL_MISSING_PAYMENT" }]);
    expect(await fetchBills(new Date(tomorrow().getTime() + HOUR))).toEqual({ compared: 0, differences: 0 });
  });

  it("is due again by itself after a clock that was days ahead for a moment", async () => {
    await paid();
    await world.moveClock(DAY / 1000);
    await world.changeBills({ creating: true });
    await fetchBills(new Date(tomorrow().getTime() + 9 * DAY));
    await world.changeBills({});
    await fetchBills(tomorrow());
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({ state: "COMPARED" });
    // The days that had not come yet are not asked for before they are over.
    expect(await db().tradeBill.count({ where: { billDate: { gt: today() }, state: { not: "WAITING" } } })).toBe(0);
  });

  it("is not asked for before ten in the morning, and says EMPTY where nobody paid", async () => {
    await paid();
    await db().paymentOrder.updateMany({ data: { createdAt: new Date(Date.now() - 3 * DAY) } });
    await world.moveClock(DAY / 1000);
    await fetchBills(new Date(shanghaiMidnight(new Date(), 1).getTime() + 10 * HOUR - 1));
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toBeNull();
    expect(
      await db().tradeBill.findUnique({ where: { billDate: new Date(today().getTime() - 2 * DAY) } }),
    ).toMatchObject({
      state: "EMPTY",
      differences: 0,
    });
    await fetchBills(new Date(shanghaiMidnight(new Date(), 1).getTime() + 10 * HOUR));
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({ state: "COMPARED" });
  });

  it("is compared once, however many machines look", async () => {
    await paid();
    await world.moveClock(DAY / 1000);
    const done = await Promise.all([1, 2, 3].map(() => fetchBills(tomorrow())));
    expect(done.reduce((sum, { compared }) => sum + compared, 0)).toBe(await db().tradeBill.count());
    expect(await db().tradeBill.findUnique({ where: { billDate: today() } })).toMatchObject({ attempts: 1 });
  });
});

describe("the close of a day", () => {
  it("ends with what the ledger sums to, and the export says the same to the fen", async () => {
    await paid();
    const close = await dailyClose(new Date());
    const all = await db().ledgerEntry.aggregate({ _sum: { amountFen: true } });
    const moved = close.entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
    expect(close.openingFen + moved).toBe(all._sum.amountFen);

    const entries = await financeEntries({ from: new Date(0), until: tomorrow() });
    const { days: perDay, schools: perSchool, lines } = financeTables(entries);
    const fen = (yuan: unknown) => Math.round(Number(yuan) * 100);
    for (const table of [perDay, perSchool]) {
      expect(fen(table.rows.at(-1)?.at(-1))).toBe(all._sum.amountFen);
      expect(table.rows.slice(0, -1).reduce((sum, row) => sum + fen(row.at(-1)), 0)).toBe(all._sum.amountFen);
    }
    expect(lines.rows.reduce((sum, row) => sum + fen(row[2]), 0)).toBe(all._sum.amountFen);
  });

  it("is taken as a file only with a row in the audit log", async () => {
    const { order } = await paid();
    const staffId = await finance();
    const file = Buffer.from(
      await exportLedger({ staffId, from: new Date(0), until: tomorrow(), wanted: "lines" }, new Date()),
    );
    expect(file.toString("utf8")).toContain(order.outTradeNo);
    expect(file.toString("utf8")).not.toMatch(/\d{17}[\dX],/);
    const workbook = await exportLedger(
      { staffId, from: new Date(0), until: tomorrow(), wanted: "workbook" },
      new Date(),
    );
    expect(Buffer.from(workbook.subarray(0, 2)).toString()).toBe("PK");
    expect(await db().auditEntry.count({ where: { action: "payment.export", actorId: staffId } })).toBe(2);
  });
});

describe("the desk's search", () => {
  it("finds a payer by the numbers of his order, his payment and himself", async () => {
    const { registrationId, order } = await paid();
    const { registrationNumber, name } = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    for (const typed of [order.outTradeNo, order.transactionId, registrationNumber, ` ${order.outTradeNo} `]) {
      const search = readPaymentSearch(typed ?? "");
      expect(search && (await searchPayments(search, new Date())).map(({ id }) => id)).toEqual([registrationId]);
    }
    const byName = readPaymentSearch(name ?? "");
    expect(byName && (await searchPayments(byName, new Date())).map(({ id }) => id)).toContain(registrationId);
  });
});

it("raises an alert for a forged notification, and none for WeChat's own probes", async () => {
  await db().paymentAlert.deleteMany();
  const { order } = await waiting();
  await world.breakNext({ at: "notification", kind: "bad_signature" });
  await world.pay(order.outTradeNo);
  expect(await openAlerts()).toEqual([]);
  await world.breakNext({ at: "notification", kind: "unknown_serial" });
  await world.notifyAgain(order.outTradeNo);
  expect(await openAlerts()).toMatchObject([{ kind: "notification_signature", count: 1, detail: "serial_unknown" }]);
});
