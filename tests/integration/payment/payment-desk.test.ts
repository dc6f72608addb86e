import { describe, expect, it } from "vitest";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { exportLedger } from "@/lib/domain/payment/commands/export-ledger";
import { financeTables } from "@/lib/domain/payment/finance-export";
import { sumsOf } from "@/lib/domain/payment/finance-sums";
import { deskStateOf } from "@/lib/domain/payment/desk-filter";
import { resolvedExceptions } from "@/lib/domain/payment/queries/exceptions";
import { refundRequests } from "@/lib/domain/payment/queries/refunds";
import { waivers } from "@/lib/domain/payment/queries/waivers";
import { deskOrders, ordersByState, paymentCounts, searchPayments } from "@/lib/domain/payment/queries/desk";
import { dailyClose, financeEntries, movedSince } from "@/lib/domain/payment/queries/finance";
import { receiptOrder } from "@/lib/domain/payment/queries/receipt";
import { refundRequest } from "@/lib/domain/payment/queries/refunds";
import { orderTimeline } from "@/lib/domain/payment/queries/order-timeline";
import { readPaymentSearch } from "@/lib/domain/payment/search";
import { openZip } from "@/lib/adapter/spreadsheet/zip";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";

let made = 0;

/** A registration with an order, and with its charge where it is paid. */
async function ordered({
  at,
  paid = true,
  ...change
}: { at: Date; paid?: boolean } & Partial<Prisma.PaymentOrderUncheckedCreateInput>) {
  const { id: examSessionId } = await createExamSession();
  const registration = await createRegistration({ status: paid ? "PAID" : "APPROVED", examSessionId });
  const number = String(++made).padStart(20, "0");
  const order = await db().paymentOrder.create({
    data: {
      id: uuidv7(at),
      registrationId: registration.id,
      outTradeNo: `20261125${number}`,
      channel: "NATIVE",
      status: paid ? "SUCCEEDED" : "OPEN",
      amountFen: 5000,
      createBody: {},
      timeExpire: new Date(at.getTime() + 3_600_000),
      createdAt: at,
      ...(paid && { transactionId: `42000017${number}`, successTime: at }),
      ...change,
    },
  });
  const charge = paid ? await entry(order, { kind: "CHARGE", amountFen: 5000, at }) : null;
  return { registration, order, charge };
}

const entry = (
  order: { id: string; registrationId: string; outTradeNo: string; transactionId: string | null },
  data: Pick<Prisma.LedgerEntryUncheckedCreateInput, "kind" | "amountFen"> & {
    at: Date;
  } & Partial<Prisma.LedgerEntryUncheckedCreateInput>,
) =>
  db().ledgerEntry.create({
    data: {
      registrationId: order.registrationId,
      orderId: order.id,
      outTradeNo: order.outTradeNo,
      transactionId: order.transactionId,
      createdAt: data.at,
      ...data,
    },
  });

async function refundsOf(chargeId: string, statuses: readonly Prisma.RefundUncheckedCreateInput["status"][]) {
  const { id: staffId } = await createStaff({ role: "FINANCE" });
  const now = new Date();
  const request = await db().refundRequest.create({
    data: {
      cause: "STAFF",
      reason: "退考",
      count: statuses.length,
      totalFen: statuses.length,
      staffId,
      createdAt: now,
      needsSecond: false,
    },
  });
  const rows = statuses.map((status, index) => ({
    chargeId,
    requestId: request.id,
    outRefundNo: `R${request.id}-${index}`,
    cause: "STAFF" as const,
    status,
    amountFen: 1,
    reason: "退考",
    createdAt: now,
    nextTryAt: now,
  }));
  await db().refund.createMany({ data: rows });
  return request;
}

const searched = async (typed: string) => {
  const search = readPaymentSearch(typed);
  return search ? (await searchPayments(search, new Date())).map(({ id }) => id) : null;
};

const newest = { key: "created", down: true } as const;
const page = { limit: 50 };

describe("the list of orders", () => {
  it("is narrowed by state, channel and Shanghai day, and counts what the rest of the filter leaves", async () => {
    const last = new Date("2031-03-04T15:59:59.999Z");
    const first = new Date("2031-03-04T16:00:00Z");
    const { order: before } = await ordered({ at: last, channel: "H5" });
    const { order: after } = await ordered({ at: first });
    const { order: open } = await ordered({ at: first, paid: false, channel: "H5" });

    const found = async (filter: Parameters<typeof deskOrders>[0]) =>
      (await deskOrders(filter, newest, page)).orders.map(({ id }) => id);
    expect(await found({ day: "2031-03-04" })).toEqual([before.id]);
    expect((await found({ day: "2031-03-05" })).toSorted()).toEqual([after.id, open.id].toSorted());
    expect(await found({ day: "2031-03-05", channel: "H5" })).toEqual([open.id]);
    expect(await found({ day: "2031-03-05", status: "SUCCEEDED" })).toEqual([after.id]);
    expect(await ordersByState({ day: "2031-03-05", status: "SUCCEEDED" })).toEqual({
      SUCCEEDED: { count: 1, fen: 5000 },
      OPEN: { count: 1, fen: 5000 },
    });
    expect(await ordersByState({ day: "2031-03-04", channel: "NATIVE" })).toEqual({});
  });

  it("calls an order paid and wholly given back 已退款, and one given back in part still paid", async () => {
    const day = "2031-05-02";
    const at = new Date("2031-05-02T04:00:00Z");
    const [kept, part, whole, outside] = [
      await ordered({ at }),
      await ordered({ at }),
      await ordered({ at }),
      await ordered({ at }),
    ];
    await entry(part.order, { kind: "REFUND", amountFen: -4999, at });
    await entry(whole.order, { kind: "REFUND", amountFen: -1000, at });
    await entry(whole.order, { kind: "REFUND", amountFen: -4000, at });
    // Part of it was given back on the merchant platform, and entered by a correction.
    await entry(outside.order, { kind: "CORRECTION", amountFen: -1000, at });
    await entry(outside.order, { kind: "REFUND", amountFen: -4000, at });

    const found = async (status: "SUCCEEDED" | "REFUNDED") => (await deskOrders({ day, status }, newest, page)).orders;
    const ids = (orders: { id: string }[]) => orders.map(({ id }) => id).toSorted();
    expect(ids(await found("SUCCEEDED"))).toEqual(ids([kept.order, part.order]));
    expect(ids(await found("REFUNDED"))).toEqual(ids([whole.order, outside.order]));
    expect(await ordersByState({ day })).toEqual({
      SUCCEEDED: { count: 2, fen: 10_000 },
      REFUNDED: { count: 2, fen: 10_000 },
    });
    expect((await found("REFUNDED")).map(deskStateOf)).toEqual(["REFUNDED", "REFUNDED"]);
    expect((await found("SUCCEEDED")).map(deskStateOf)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  });

  it("pages through every order once, newest first", async () => {
    const day = "2031-04-01";
    const at = (minute: number) => new Date(Date.parse("2031-04-01T00:00:00Z") + minute * 60_000);
    const { order } = await ordered({ at: at(0), paid: false, status: "CLOSED" });
    const rows = Array.from({ length: 60 }, (_, index) => ({
      id: uuidv7(at(index + 1)),
      registrationId: order.registrationId,
      outTradeNo: `PAGE${String(index).padStart(10, "0")}`,
      channel: "NATIVE" as const,
      status: "CLOSED" as const,
      amountFen: 5000,
      createBody: {},
      timeExpire: at(index + 1),
      createdAt: at(index + 1),
    }));
    await db().paymentOrder.createMany({ data: rows });
    const one = await deskOrders({ day }, newest, page);
    const two = await deskOrders({ day }, newest, { ...page, after: one.next ?? "" });
    expect([one.orders.length, two.orders.length, two.next]).toEqual([50, 11, null]);
    expect([...one.orders, ...two.orders].map(({ id }) => id)).toEqual([
      ...rows.map(({ id }) => id).toReversed(),
      order.id,
    ]);
  });

  it.each([
    { key: "amount", down: false },
    { key: "amount", down: true },
    { key: "created", down: false },
  ] as const)("pages through every order once, sorted by $key, down: $down", async ({ key, down }) => {
    const day = down ? "2031-06-02" : key === "amount" ? "2031-06-01" : "2031-06-03";
    const at = (minute: number) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000);
    const { order } = await ordered({ at: at(0), paid: false, status: "CLOSED" });
    // Most orders cost the same: within a sum the id decides.
    const rows = Array.from({ length: 12 }, (_, index) => ({
      id: uuidv7(at(index + 1)),
      registrationId: order.registrationId,
      outTradeNo: `SORT${key}${down}${index}`.slice(0, 32),
      channel: "NATIVE" as const,
      status: "CLOSED" as const,
      amountFen: [5000, 5000, 6000, 4000][index % 4] ?? 0,
      createBody: {},
      timeExpire: at(index + 1),
      createdAt: at(index + 1),
    }));
    await db().paymentOrder.createMany({ data: rows });
    const all = [{ id: order.id, amountFen: order.amountFen }, ...rows].toSorted(
      (one, other) => (key === "amount" ? one.amountFen - other.amountFen : 0) || (one.id < other.id ? -1 : 1),
    );
    const expected = (down ? all.toReversed() : all).map(({ id }) => id);
    const found: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const read = await deskOrders({ day }, { key, down }, { limit: 5, after });
      found.push(...read.orders.map(({ id }) => id));
      after = read.next;
    }
    expect(found).toEqual(expected);
  });
});

it("finds a payer by the number of his refund", async () => {
  const { registration, charge } = await ordered({ at: new Date() });
  const { id } = await refundsOf(charge?.id ?? "", ["PENDING"]);
  expect(await searched(`R${id}-0`)).toEqual([registration.id]);
  expect(await searched(`R${id}-1`)).toEqual([]);
});

describe("a day's close", () => {
  const day = new Date("2032-05-06T04:00:00Z");
  const [begins, ends] = [new Date("2032-05-05T16:00:00Z"), new Date("2032-05-06T16:00:00Z")];

  it("takes what moved from midnight to midnight in Shanghai, and opens with what was there before, however much", async () => {
    const just = (instant: Date) => new Date(instant.getTime() - 1);
    const opening = (await dailyClose(day)).openingFen;
    const { order } = await ordered({ at: just(begins) });
    // More than 32 bits of fen.
    await entry(order, { kind: "CORRECTION", amountFen: 2_000_000_000, at: just(begins) });
    await entry(order, { kind: "CORRECTION", amountFen: 2_000_000_000, at: just(begins) });
    await entry(order, { kind: "REFUND", amountFen: -1999, at: begins });
    await entry(order, { kind: "WAIVER", amountFen: 0, waivedFen: 5000, at: just(ends) });
    await entry(order, { kind: "CORRECTION", amountFen: -1, at: ends });

    const close = await dailyClose(day);
    expect(close.openingFen).toBe(opening + 4_000_005_000);
    expect(sumsOf(close.entries)).toMatchObject({
      charges: 0,
      refunds: 1,
      refundedFen: 1999,
      waivers: 1,
      waivedFen: 5000,
      netFen: -1999,
    });
    const next = await dailyClose(ends);
    expect(next.openingFen).toBe(close.openingFen - 1999);
    expect(await movedSince(just(ends))).toEqual([
      { kind: "WAIVER", count: 1, fen: 5000 },
      { kind: "CORRECTION", count: 1, fen: -1 },
    ]);
  });

  it("is exported with sums that are the ledger's, in a workbook of three sheets", async () => {
    const { order } = await ordered({ at: new Date("2033-01-01T00:00:00Z") });
    await entry(order, { kind: "REFUND", amountFen: -1999, at: new Date("2033-01-02T00:00:00Z"), reason: "=1+1" });
    const period = { from: new Date("2033-01-01T00:00:00Z"), until: new Date("2033-01-03T00:00:00Z") };
    const { id: staffId } = await createStaff({ role: "FINANCE" });
    const workbook = Buffer.from(await exportLedger({ staffId, ...period, wanted: "workbook" }, new Date()));
    const zip = openZip(workbook, 10_000_000);
    const sheet = (number: number) => zip.read(`xl/worksheets/sheet${number}.xml`)?.toString("utf8") ?? "";
    expect(sheet(1)).toContain("<v>30.01</v>");
    expect(sheet(2)).toContain("<v>30.01</v>");
    expect(sheet(3)).not.toContain("<f>");
    const csv = Buffer.from(await exportLedger({ staffId, ...period, wanted: "lines" }, new Date())).toString("utf8");
    expect(csv.trim().split("\r\n")).toHaveLength(1 + (await financeEntries(period)).length);
    expect(csv).toContain("-19.99");
    const days = Buffer.from(await exportLedger({ staffId, ...period, wanted: "days" }, new Date())).toString("utf8");
    expect(days.trim().split("\r\n").at(-1)).toBe("合计,1,50.00,1,19.99,0,0.00,0.00,30.01");
    expect(csv).toContain("'=1+1");
  });
});

describe("a refund request", () => {
  it("shows what needs a person first, and not everything while it runs", async () => {
    const { charge } = await ordered({ at: new Date() });
    const chargeId = charge?.id ?? "";
    const many = Array.from({ length: 210 }, () => "PENDING" as const);
    const running = await refundRequest((await refundsOf(chargeId, [...many, "SUCCEEDED", "ABNORMAL"])).id);
    expect(running).toMatchObject({ running: 210, done: 1, ended: 0 });
    expect(running?.refunds).toHaveLength(200);
    expect(running?.refunds.slice(0, 2).map(({ status }) => status)).toEqual(["ABNORMAL", "SUCCEEDED"]);
    const over = await refundRequest(
      (
        await refundsOf(
          chargeId,
          many.map(() => "SUCCEEDED" as const),
        )
      ).id,
    );
    expect(over).toMatchObject({ running: 0, done: 210 });
    expect(over?.refunds).toHaveLength(210);
  });
});

describe("an order's story", () => {
  it("tells who asked WeChat, and what of the money is left", async () => {
    const { order, charge } = await ordered({ at: new Date() });
    const { id, name } = await createStaff({ role: "FINANCE" });
    await db().auditEntry.create({
      data: {
        at: new Date(),
        actorKind: "STAFF",
        actorId: id,
        action: "payment.query",
        subjectKind: "payment_order",
        subjectId: order.id,
      },
    });
    await refundsOf(charge?.id ?? "", ["SUCCEEDED", "CLOSED", "REJECTED", "AWAITING"]);
    const story = await orderTimeline(order.id);
    expect(story?.asked).toMatchObject([{ name }]);
    expect(story?.charge).toEqual({ id: charge?.id, leftFen: 4998 });
  });
});

it("tells in the export why money went back, who asked for it and who confirmed it", async () => {
  const at = new Date("2033-01-02T04:00:00Z");
  const { order, charge } = await ordered({ at });
  const request = await refundsOf(charge?.id ?? "", ["SUCCEEDED", "SUCCEEDED"]);
  const second = await createStaff({ role: "FINANCE" });
  await db().refundRequest.update({
    where: { id: request.id },
    data: { decidedById: second.id, confirmed: true, needsSecond: true },
  });
  const [own, automatic] = await db().refund.findMany({
    where: { requestId: request.id },
    orderBy: { outRefundNo: "asc" },
  });
  await db().refund.update({
    where: { id: automatic?.id ?? "" },
    data: { requestId: null, cause: "SURPLUS", reason: "多缴退款" },
  });
  for (const refund of [own, automatic])
    await entry(order, { kind: "REFUND", amountFen: -1, at, refundId: refund?.id ?? null });
  const { staffId } = request;
  await entry(order, { kind: "CORRECTION", amountFen: -1, at, staffId, reason: "以账单为准" });

  const { name } = await db().staff.findUniqueOrThrow({ where: { id: staffId } });
  const entries = await financeEntries({ from: at, until: new Date(at.getTime() + 1) });
  expect(entries.map((line) => [line.kind, line.reason, line.staff, line.second])).toEqual([
    ["CHARGE", null, null, null],
    ["REFUND", "退考", name, second.name],
    ["REFUND", "多缴退款", "系统自动", null],
    ["CORRECTION", "以账单为准", name, null],
  ]);
  const { head, rows } = financeTables(entries).lines;
  const cell = (row: number, column: string) => rows[row]?.[head.indexOf(column)];
  expect([cell(1, "原因"), cell(1, "经办人"), cell(1, "复核人")]).toEqual(["退考", name, second.name]);
});

it("keeps everything that was handled within reach: cases, refund requests and waivers page by page", async () => {
  const at = new Date("2034-01-01T00:00:00Z");
  const { registration, charge } = await ordered({ at });
  const { id: staffId } = await createStaff({ role: "FINANCE" });
  const every = Array.from({ length: 120 }, (_, index) => index);
  const time = { createdAt: at };
  await db().paymentException.createMany({
    // Many in one instant, as when a clock is coarse.
    data: every.map((n) => ({
      ...time,
      kind: "UNKNOWN_ORDER" as const,
      reference: `PAGED-${n}`,
      amountFen: 1,
      resolvedAt: at,
      resolution: "EXPLAINED" as const,
    })),
  });
  await db().waiverRequest.createMany({
    data: every.map(() => ({
      ...time,
      registrationId: registration.id,
      reason: "低保",
      waivedFen: 1,
      staffId,
      needsSecond: false,
    })),
  });
  const asked = {
    ...time,
    cause: "STAFF" as const,
    reason: "退考",
    count: 1,
    totalFen: 1,
    staffId,
    needsSecond: false,
  };
  await db().refundRequest.createMany({ data: every.map(() => asked) });
  expect(charge).not.toBeNull();

  const all = async (page: (before?: string) => Promise<{ ids: string[]; next: string | null }>) => {
    const ids: string[] = [];
    for (let next: string | null | undefined; next !== null;) {
      const read = await page(next);
      expect(read.ids.length).toBeLessThanOrEqual(50);
      ids.push(...read.ids);
      next = read.next;
    }
    return { found: ids.length, different: new Set(ids).size };
  };
  const counted = async (count: Promise<number>) => ({ found: await count, different: await count });
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
  expect(
    await all(async (before) => resolvedExceptions(before).then(({ cases, next }) => ({ ids: idsOf(cases), next }))),
  ).toEqual(await counted(db().paymentException.count({ where: { resolvedAt: { not: null } } })));
  expect(
    await all(async (before) =>
      waivers({ after: before, limit: 50 }).then(({ others, next }) => ({ ids: idsOf(others), next })),
    ),
  ).toEqual(await counted(db().waiverRequest.count()));
  expect(
    await all(async (before) =>
      refundRequests({ after: before, limit: 50 }).then(({ others, next }) => ({ ids: idsOf(others), next })),
    ),
  ).toEqual(await counted(db().refundRequest.count()));
});

it("lists the payments of one exam session, of all, and always what waits", async () => {
  const at = new Date("2037-05-05T02:00:00Z");
  const [one, other] = [await ordered({ at }), await ordered({ at, paid: false, amountFen: 700 })];
  const day = "2037-05-05";
  const sessionOf = async ({ registration: { id } }: typeof one) =>
    (await db().registration.findUniqueOrThrow({ where: { id } })).examSessionId;
  const [first, second] = [await sessionOf(one), await sessionOf(other)];
  const down = { key: "created", down: true } as const;
  const listed = async (session: string) =>
    (await deskOrders({ day, session }, down, { limit: 10 })).orders.map(({ id }) => id);
  expect(await listed(first)).toEqual([one.order.id]);
  expect(await listed(second)).toEqual([other.order.id]);
  expect((await listed("all")).toSorted()).toEqual([one.order.id, other.order.id].toSorted());
  expect(await ordersByState({ day, session: first })).toEqual({ SUCCEEDED: { count: 1, fen: 5000 } });
  expect(await ordersByState({ day, session: "all" })).toEqual({
    SUCCEEDED: { count: 1, fen: 5000 },
    OPEN: { count: 1, fen: 700 },
  });

  const { id: staffId } = await createStaff({ role: "FINANCE" });
  const asked = { cause: "STAFF" as const, reason: "退考", count: 1, totalFen: 1, staffId, createdAt: at };
  const [own, across, waits] = [
    await db().refundRequest.create({ data: { ...asked, examSessionId: first, needsSecond: false } }),
    // Payments of several exam sessions in one request: it belongs to each of them.
    await db().refundRequest.create({ data: { ...asked, needsSecond: false } }),
    await db().refundRequest.create({ data: { ...asked, examSessionId: first, needsSecond: true } }),
  ];
  await db().refund.create({
    data: {
      requestId: across.id,
      chargeId: one.charge?.id ?? "",
      outRefundNo: `R${across.id}`,
      cause: "STAFF",
      status: "SUCCEEDED",
      amountFen: 1,
      reason: "退考",
      createdAt: at,
      nextTryAt: at,
    },
  });
  const mine = new Set([own.id, across.id, waits.id]);
  const requests = async (session: string) => {
    const { waiting, others } = await refundRequests({ session, limit: 500 });
    const known = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).filter((id) => mine.has(id));
    return [known(waiting), known(others).toSorted()];
  };
  expect(await requests(first)).toEqual([[waits.id], [own.id, across.id].toSorted()]);
  expect(await requests(second)).toEqual([[waits.id], []]);
  expect(await requests("all")).toEqual([[waits.id], [own.id, across.id].toSorted()]);

  const ask = (registrationId: string, needsSecond: boolean) =>
    db().waiverRequest.create({
      data: { registrationId, reason: "低保", waivedFen: 1, staffId, createdAt: at, needsSecond },
    });
  const [done, open] = [await ask(one.registration.id, false), await ask(one.registration.id, true)];
  const waived = async (session: string) => {
    const { waiting, others } = await waivers({ session, limit: 500 });
    return [waiting.some(({ id }) => id === open.id), others.some(({ id }) => id === done.id)];
  };
  expect(await waived(first)).toEqual([true, true]);
  expect(await waived(second)).toEqual([true, false]);
  expect(await waived("all")).toEqual([true, true]);
});

it("gives a receipt to its payer and to the desk, and to nobody else", async () => {
  const [own, other] = [await ordered({ at: new Date() }), await ordered({ at: new Date() })];
  expect(await receiptOrder(own.order.id, { accountId: own.registration.accountId })).toMatchObject({
    outTradeNo: own.order.outTradeNo,
  });
  expect(await receiptOrder(own.order.id, { accountId: other.registration.accountId })).toBeNull();
  expect(await receiptOrder(own.order.id, "staff")).not.toBeNull();
  const { order: open } = await ordered({ at: new Date(), paid: false });
  expect(await receiptOrder(open.id, "staff")).toBeNull();
});

it("counts what waits at the desk", async () => {
  const before = await paymentCounts();
  await db().paymentException.create({
    data: { kind: "UNKNOWN_ORDER", reference: "X1", amountFen: 1, createdAt: new Date() },
  });
  await db().paymentAlert.create({ data: { kind: "balance", count: 1, firstAt: new Date(), lastAt: new Date() } });
  expect(await paymentCounts()).toEqual({ ...before, openCases: before.openCases + 1, alerts: before.alerts + 1 });
});
