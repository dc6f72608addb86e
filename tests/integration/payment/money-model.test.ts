import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { db } from "@/lib/adapter/db/client";
import { shanghaiMidnight } from "@/lib/core/clock";
import { closeLiveOrder } from "@/lib/domain/payment/commands/close-live-order";
import { fetchBills } from "@/lib/domain/payment/commands/fetch-bills";
import { requestRefunds } from "@/lib/domain/payment/commands/request-refunds";
import { resolveException } from "@/lib/domain/payment/commands/resolve-exception";
import { retryRefund } from "@/lib/domain/payment/commands/retry-refund";
import { sweepOpenOrders } from "@/lib/domain/payment/commands/sweep-open-orders";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { waiveFee } from "@/lib/domain/payment/commands/waive-fee";
import { actionsFor, type ExceptionAction } from "@/lib/domain/payment/exception-actions";
import { createExamSession, createStaff } from "../../support/factories";
import { approvedIn, open } from "../../support/payments";

// Whatever the candidate, WeChat, the network and the staff do, in whatever order: the ledger says what WeChat holds.
// The model knows nothing of our rules; it counts what was paid and what was paid back at WeChat.

const RUNS = Number(process.env["MONEY_RUNS"] ?? 50);
const DAYS = 24 * 3_600_000;
const FEE = 5000;

/** At WeChat, in fen. */
type Model = { paid: number; back: number };
type Real = { accountId: string; registrationId: string };
/** The bill of today is asked for tomorrow. */
const TOMORROW = () => new Date(shanghaiMidnight(new Date(), 1).getTime() + DAYS / 2);
type Command = fc.AsyncCommand<Model, Real>;

let examSessionId = "";
let staffId = "";

beforeAll(async () => {
  world.answerNotificationsWith(notify);
  ({ id: examSessionId } = await createExamSession({ refundLimitFen: 2_000_000_000 }));
  ({ id: staffId } = await createStaff({ role: "FINANCE" }));
});
afterAll(() => world.close());

const ordersOf = ({ registrationId }: Real) =>
  db().paymentOrder.findMany({ where: { registrationId }, orderBy: { createdAt: "asc" } });
const refundsOf = ({ registrationId }: Real) =>
  db().refund.findMany({ where: { charge: { registrationId } }, orderBy: { id: "asc" } });
const ledgerOf = ({ registrationId }: Real) => db().ledgerEntry.findMany({ where: { registrationId } });
const sumOf = (entries: readonly { amountFen: number }[]) => entries.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** What must hold at every moment, also in the middle of everything. */
async function demandOrder(model: Model, real: Real): Promise<void> {
  const [orders, entries, registration] = await Promise.all([
    ordersOf(real),
    ledgerOf(real),
    db().registration.findUniqueOrThrow({ where: { id: real.registrationId } }),
  ]);
  const count = (...statuses: string[]) => orders.filter(({ status }) => statuses.includes(status)).length;
  expect(count("CREATING", "OPEN")).toBeLessThanOrEqual(1);
  expect(count("SUCCEEDED")).toBeLessThanOrEqual(1);
  const charged = sumOf(entries.filter(({ kind }) => kind === "CHARGE"));
  const refunded = -sumOf(entries.filter(({ kind }) => kind === "REFUND"));
  expect(charged).toBeLessThanOrEqual(model.paid);
  expect(refunded).toBeLessThanOrEqual(model.back);
  expect(model.back).toBeLessThanOrEqual(model.paid);
  const confirmed = count("SUCCEEDED") > 0 || entries.some(({ kind }) => kind === "WAIVER");
  expect(["PAID", "CANCELLED"].includes(registration.status)).toBe(confirmed);
}

const step = (words: string, act: (model: Model, real: Real) => Promise<unknown>): Command => ({
  check: () => true,
  run: async (model, real) => {
    await act(model, real);
    await demandOrder(model, real);
  },
  toString: () => words,
});

type Channel = "NATIVE" | "H5" | "JSAPI";
const ways = {
  NATIVE: { channel: "NATIVE" },
  H5: { channel: "H5", clientIp: "203.0.113.7" },
  JSAPI: { channel: "JSAPI", openid: "oModel" },
} as const;

const opens = (channel: Channel) => step(`open ${channel}`, (_model, real) => open(real, new Date(), ways[channel]));

/**
 * The candidate pays any of his orders, also one that was closed; WeChat tells us at once, or never, or it is far too
 * late.
 */
const pays = (nth: number, how: "told" | "untold" | "late") =>
  step(`pay ${nth} ${how}`, async (model, real) => {
    const order = (await ordersOf(real)).at(nth);
    if (!order) return;
    await world.moveClock(how === "late" ? (30 * DAYS) / 1000 : 0);
    if (await world.tryToPay(order.outTradeNo, { force: true, notify: how !== "untold" })) model.paid += FEE;
    await world.moveClock(0);
  });

const tells = (nth: number) =>
  step(`tell ${nth}`, async (_model, real) => {
    const order = (await ordersOf(real)).at(nth);
    if (order) await world.notifyAgain(order.outTradeNo);
  });

const sweepOrders = async ({ registrationId }: Real, later: number) => {
  await db().paymentOrder.updateMany({ where: { registrationId }, data: { nextQueryAt: new Date(0) } });
  const now = new Date(Date.now() + later);
  await Promise.all([sweepOpenOrders({ now: () => now }), sweepOpenOrders({ now: () => now })]);
};

const closes = step("close", (_model, { registrationId }) => closeLiveOrder({ registrationId }, new Date()));

/** Two members of staff ask for the same at once. */
const asksBack = (amountFen: number) =>
  step(`ask back ${amountFen}`, async (_model, real) => {
    const charge = (await ledgerOf(real)).find(({ kind }) => kind === "CHARGE");
    if (!charge) return;
    const target = { staffId, reason: "退考", targets: [{ chargeId: charge.id, amountFen }] };
    await Promise.all([requestRefunds(target, new Date()), requestRefunds(target, new Date())]);
  });

const sweepBack = async ({ registrationId }: Real) => {
  const charge = { registrationId };
  await db().refund.updateMany({ where: { charge }, data: { nextTryAt: new Date(0) } });
  await db().refund.updateMany({
    where: { charge, sentAt: { not: null } },
    data: { sentAt: new Date(Date.now() - 7_200_000) },
  });
  await Promise.all([sweepRefunds({ now: () => new Date() }), sweepRefunds({ now: () => new Date() })]);
};

type End = "SUCCESS" | "ABNORMAL" | "CLOSED";

const endBack = async (model: Model, real: Real, status: End, told: boolean) => {
  for (const { outRefundNo, amountFen } of await refundsOf(real)) {
    if (await world.tryToEndRefund(outRefundNo, status, told)) model.back += status === "SUCCESS" ? amountFen : 0;
  }
};

/** Somebody gives money back in the merchant platform, and we hear of it by the bill alone. */
const givesBackOutside = (which: number, amountFen: number) =>
  step(`give back ${amountFen} of ${which} outside`, async (model, real) => {
    const order = (await ordersOf(real)).at(which);
    if (order && (await world.refundOutside(order.outTradeNo, amountFen))) model.back += amountFen;
  });

const comparesBill = async () => {
  await db().tradeBill.deleteMany();
  await world.moveClock(DAYS / 1000);
  await fetchBills(TOMORROW());
  await world.moveClock(0);
};

const casesOf = async (real: Real) => {
  const outTradeNos = (await ordersOf(real)).map(({ outTradeNo }) => outTradeNo);
  return db().paymentException.findMany({
    where: {
      resolvedAt: null,
      OR: [{ outTradeNo: { in: outTradeNos } }, { order: { registrationId: real.registrationId } }],
    },
    orderBy: { id: "asc" },
  });
};

const answers = ({ registrationId }: Real, found: { id: string }, action: ExceptionAction) =>
  resolveException({ staffId, exceptionId: found.id, action, note: "已核实", endingId: registrationId }, new Date());

/**
 * Two members of staff answer every open case, each in his own way and at once, while WeChat tells of the payments
 * again. Nobody explains away what only a correction puts right: that would be a wrong answer, not a fault of ours.
 */
const answersCases = (pick: number) =>
  step(`answer cases ${pick}`, async (_model, real) => {
    for (const found of await casesOf(real)) {
      const ways = actionsFor(found).filter((action) => action !== "explain");
      const [one, other] = [ways.at(pick % ways.length), ways.at((pick + 1) % ways.length)];
      const again = found.outTradeNo ? [world.notifyAgain(found.outTradeNo)] : [];
      await Promise.all([
        ...(one ? [answers(real, found, one)] : []),
        ...(other ? [answers(real, found, other)] : []),
        ...again,
      ]);
    }
  });

/** WeChat names a wrong sum the next time it tells of a payment. */
const misnames = step("misname", () => world.breakNext({ at: "notification", kind: "wrong_amount" }));

/** WeChat refuses the next refund for good. */
const refuses = step("refuse a refund", () =>
  world.breakNext({ at: "refund", kind: "refuse", status: 400, code: "INVALID_REQUEST" }),
);

const waives = step("waive", (_model, { registrationId }) =>
  waiveFee({ staffId, registrationId, reason: "免缴" }, new Date()),
);

const breaks = (at: string, kind: string) => step(`break ${at} ${kind}`, () => world.breakNext({ at, kind }));

/**
 * Everything mends itself: WeChat tells again, the sweeps come by, people send again what was given up. Then both sides
 * must say the same.
 */
async function repair(model: Model, real: Real): Promise<void> {
  await world.mend();
  await sweepOrders(real, 2 * 60_000);
  for (const { outTradeNo } of await ordersOf(real)) await world.notifyAgain(outTradeNo);
  await comparesBill();
  for (let round = 0; round < 8; round += 1) {
    const cases = await casesOf(real);
    // First what was given back elsewhere, so that what is left is known.
    for (const found of cases)
      if (found.kind.startsWith("BILL_") && actionsFor(found).includes("correct"))
        await answers(real, found, "correct");
    for (const found of cases)
      if (await isOpen(found)) await answers(real, found, actionsFor(found).includes("query") ? "query" : "refund");
    for (const found of cases)
      if (await isOpen(found)) await answers(real, found, actionsFor(found).includes("refund") ? "refund" : "retry");
    for (const found of cases) if (await isOpen(found)) await answers(real, found, "explain");
    const open = (await refundsOf(real)).filter(({ status }) => status !== "SUCCEEDED" && status !== "REJECTED");
    if (open.length === 0 && cases.length === 0) break;
    for (const { id, status } of open)
      if (status === "ABNORMAL" || status === "CLOSED" || status === "REFUSED")
        await retryRefund({ staffId, refundId: id }, new Date());
    await sweepBack(real);
    await endBack(model, real, "SUCCESS", true);
    await sweepBack(real);
  }
}

const isOpen = async ({ id }: { id: string }) =>
  (await db().paymentException.count({ where: { id, resolvedAt: null } })) > 0;

const nth = fc.constantFrom(-1, -1, -1, 0, 1);
const channel = fc.constantFrom<Channel>("NATIVE", "H5", "JSAPI");
/** Most people have an order before anything else happens. */
const begun = fc.option(channel, { nil: null, freq: 8 });
const ends = fc.constantFrom<End>("SUCCESS", "SUCCESS", "ABNORMAL", "CLOSED");
const calls = fc.constantFrom("create", "query", "close", "refund", "query_refund");
const faults = fc.constantFrom("reset_after", "reset_before", "error_500", "bad_signature", "garbage");

const commands = [
  channel.map(opens),
  channel.map(opens),
  fc
    .tuple(nth, fc.constantFrom("told" as const, "untold" as const, "late" as const))
    .map(([which, how]) => pays(which, how)),
  nth.map((which) => pays(which, "told")),
  nth.map(tells),
  fc
    .constantFrom(0, 60_000, 10 * DAYS)
    .map((later) => step(`sweep orders after ${later} ms`, (_model, real) => sweepOrders(real, later))),
  fc.constant(closes),
  fc.constantFrom(1, 1999, 2500, FEE).map(asksBack),
  fc.constant(step("sweep refunds", (_model, real) => sweepBack(real))),
  fc
    .tuple(ends, fc.boolean())
    .map(([end, told]) => step(`refunds end ${end} ${told}`, (model, real) => endBack(model, real, end, told))),
  fc.constant(waives),
  fc.tuple(calls, faults).map(([at, kind]) => breaks(at, kind)),
  fc.tuple(nth, fc.constantFrom(1000, FEE)).map(([which, amountFen]) => givesBackOutside(which, amountFen)),
  fc.constant(step("compare the bill", comparesBill)),
  fc.nat({ max: 2 }).map(answersCases),
  fc.nat({ max: 2 }).map(answersCases),
  fc.constant(misnames),
  fc.constant(refuses),
];

it(
  `${RUNS} sequences of orders, payments and refunds end with a ledger that says what WeChat holds`,
  async () => {
    const met = { paid: 0, back: 0 };
    const mends = fc.asyncProperty(
      begun,
      fc.commands(commands, { maxCommands: 16, size: "max" }),
      async (first, steps) => {
        const real: Real = await approvedIn(examSessionId);
        const model: Model = { paid: 0, back: 0 };
        if (first) await open(real, new Date(), ways[first]);
        await fc.asyncModelRun(() => ({ model, real }), steps);
        await repair(model, real);
        await demandOrder(model, real);
        const [entries, registration] = await Promise.all([
          ledgerOf(real),
          db().registration.findUniqueOrThrow({ where: { id: real.registrationId } }),
        ]);
        expect(sumOf(entries)).toBe(model.paid - model.back);
        // Nobody's surplus is kept, and what a person paid and had back in full ended his registration.
        const surplus = new Set(
          (await ordersOf(real)).filter(({ status }) => status === "SURPLUS").map(({ id }) => id),
        );
        expect(sumOf(entries.filter(({ orderId }) => orderId !== null && surplus.has(orderId)))).toBe(0);
        expect(registration.status === "PAID" || sumOf(entries) === 0).toBe(true);
        // Nobody whose money went back sits the exam, and every case is answered.
        expect(
          registration.status === "PAID" && sumOf(entries) <= 0 && !entries.some(({ kind }) => kind === "WAIVER"),
        ).toBe(false);
        expect(await casesOf(real)).toEqual([]);
        // One that WeChat gave up or refused stays so only where its sum went back in another way.
        const over = new Set(["SUCCEEDED", "CLOSED", "REFUSED"]);
        expect((await refundsOf(real)).map(({ status }) => status).filter((status) => !over.has(status))).toEqual([]);
        met.paid += model.paid / FEE;
        met.back += model.back > 0 ? 1 : 0;
      },
    );
    await fc.assert(mends, { numRuns: RUNS, endOnFailure: RUNS > 200 });
    // A run that met no money would prove nothing.
    expect(met.paid).toBeGreaterThan(RUNS / 3);
    expect(met.back).toBeGreaterThan(RUNS / 10);
  },
  RUNS * 10_000,
);
