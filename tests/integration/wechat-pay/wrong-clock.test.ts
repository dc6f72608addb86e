import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { db } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { repairPlan, type Periodic } from "@/lib/adapter/jobs/periodic";
import type { PeriodicTask } from "@/lib/adapter/jobs/tasks";
import { refreshOrder } from "@/lib/domain/payment/commands/refresh-order";
import { requestRefunds } from "@/lib/domain/payment/commands/request-refunds";
import { sweepOpenOrders } from "@/lib/domain/payment/commands/sweep-open-orders";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { counts, consume } from "@/lib/adapter/rate-limit/limiter";
import { withdraw } from "@/lib/domain/registration/commands/withdraw";
import { claim, claimNext } from "@/lib/domain/review/commands/claim";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { reviewQueue } from "@/lib/domain/review/queries/queue";
import { resumeImports } from "@/lib/domain/roster/commands/run-import";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";
import { open, approved, orderOf, statusOf, waiting } from "../../support/payments";

// What a clock wrote that was wrong for a moment, read after it was set right: everything goes on within two intervals.

beforeAll(() => {
  world.answerNotificationsWith(notify);
});
afterEach(() => world.mend());
afterAll(() => world.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const from = (ms: number) => new Date(Date.now() + ms);
const interval = () => env().WECHAT_PAY_POLL_SECONDS * 1000;
/** By how much the clock was ahead: less than a lease, some minutes, a day, years. */
const ahead = [2 * MINUTE, 20 * MINUTE, 24 * HOUR, 9000 * HOUR];

/** The sweeps of two intervals, by a clock that is right. */
async function twoIntervals(sweep: (now: () => Date) => Promise<unknown>) {
  for (const round of [0, 1, 2]) await sweep(() => from(round * interval()));
}
const sweepOrders = (now: () => Date) => sweepOpenOrders({ now });

describe("an open order", () => {
  it.each(ahead)("that was swept by a clock %i ms ahead is asked about again", async (wrong) => {
    const { registrationId, order } = await waiting({ paymentClosesAt: from(20_000 * HOUR) });
    await db().paymentOrder.updateMany({ where: { id: order.id }, data: { nextQueryAt: new Date(0) } });
    await sweepOpenOrders({ now: () => from(wrong) });
    expect((await orderOf(registrationId)).nextQueryAt.getTime()).toBeGreaterThan(from(wrong).getTime());
    await world.pay(order.outTradeNo, { notify: false });
    await twoIntervals(sweepOrders);
    expect(await statusOf(registrationId)).toBe("PAID");
  });

  it.each(ahead)(
    "that was made by a clock %i ms ahead is looked after, and can be asked about by its owner",
    async (wrong) => {
      const who = await approved({ paymentClosesAt: from(20_000 * HOUR) });
      await open(who, from(wrong));
      const order = await orderOf(who.registrationId);
      await db().paymentOrder.updateMany({
        where: { id: order.id },
        data: { queriedAt: from(wrong), leasedUntil: from(wrong + 45_000) },
      });
      expect(await refreshOrder({ accountId: who.accountId, orderId: order.id }, new Date())).toEqual({
        ok: true,
        value: "unpaid",
      });
      await db().paymentOrder.updateMany({
        where: { id: order.id },
        data: { queriedAt: from(wrong), nextQueryAt: from(wrong), leasedUntil: from(wrong + 45_000) },
      });
      await world.pay(order.outTradeNo, { notify: false });
      await twoIntervals(sweepOrders);
      expect(await statusOf(who.registrationId)).toBe("PAID");
    },
  );

  it("made in the future is looked at once in a sweep, and not for ever", async () => {
    const { order } = await waiting();
    await db().paymentOrder.updateMany({ where: { id: { not: order.id } }, data: { status: "CLOSED" } });
    await db().paymentOrder.update({
      where: { id: order.id },
      data: { createdAt: from(HOUR), queriedAt: null, nextQueryAt: from(HOUR) },
    });
    const now = new Date();
    expect(await sweepOpenOrders({ now: () => now })).toMatchObject({ looked: 1 });
  });

  it("is left alone where it waits rightly", async () => {
    const { order } = await waiting();
    const { nextQueryAt } = await db().paymentOrder.findUniqueOrThrow({ where: { id: order.id } });
    await db().paymentOrder.updateMany({ where: { id: { not: order.id } }, data: { status: "CLOSED" } });
    expect(await sweepOpenOrders({ now: () => new Date(nextQueryAt.getTime() - 1) })).toMatchObject({ looked: 0 });
    expect(await sweepOpenOrders({ now: () => nextQueryAt })).toMatchObject({ looked: 1 });
  });
});

describe("a refund", () => {
  async function asked(now: Date) {
    const { registrationId, order } = await waiting();
    await world.pay(order.outTradeNo);
    const charge = await db().ledgerEntry.findFirstOrThrow({ where: { registrationId, kind: "CHARGE" } });
    const staff = await createStaff({ role: "FINANCE" });
    await requestRefunds(
      { staffId: staff.id, reason: "多收", targets: [{ chargeId: charge.id, amountFen: 1000 }] },
      now,
    );
    return db().refund.findFirstOrThrow({ where: { chargeId: charge.id } });
  }
  const sent = async (id: string) => (await db().refund.findUniqueOrThrow({ where: { id } })).status;
  const sweep = (now: () => Date) => sweepRefunds({ now });

  it.each(ahead)("that was asked for by a clock %i ms ahead is sent", async (wrong) => {
    const { id } = await asked(from(wrong));
    await twoIntervals(sweep);
    expect(await sent(id)).toBe("PROCESSING");
  });

  it.each(ahead)("that was swept by a clock %i ms ahead is asked about again, lease or not", async (wrong) => {
    const { id, outRefundNo } = await asked(new Date());
    await sweepRefunds({ now: () => from(wrong) });
    await db().refund.update({ where: { id }, data: { leasedUntil: from(wrong + 45_000) } });
    await world.endRefund(outRefundNo, "SUCCESS", false);
    await twoIntervals(sweep);
    expect(await sent(id)).toBe("SUCCEEDED");
  });

  it("does not hold back another one of its payment when it was sent in the future", async () => {
    const first = await asked(new Date());
    await db().refund.update({ where: { id: first.id }, data: { sentAt: from(HOUR), status: "SUCCEEDED" } });
    const staff = await createStaff({ role: "FINANCE" });
    await requestRefunds(
      { staffId: staff.id, reason: "多收", targets: [{ chargeId: first.chargeId, amountFen: 500 }] },
      new Date(),
    );
    await twoIntervals(sweep);
    const second = await db().refund.findFirstOrThrow({ where: { chargeId: first.chargeId, id: { not: first.id } } });
    expect(second.status).toBe("PROCESSING");
  });

  it("is left alone where it waits rightly, however long", async () => {
    const { id } = await asked(new Date());
    await db().refund.updateMany({ where: { id: { not: id } }, data: { status: "REJECTED" } });
    for (const wait of [
      { attempts: 1, nextTryAt: from(interval()) },
      { attempts: 4, nextTryAt: from(8 * interval()) },
      { attempts: 20, nextTryAt: from(2 * HOUR) },
      { attempts: 1, failureCode: "NOT_ENOUGH", nextTryAt: from(30 * MINUTE) },
    ]) {
      await db().refund.update({ where: { id }, data: wait });
      expect(await sweepRefunds({ now: () => new Date() })).toEqual({ looked: 0 });
    }
  });
});

describe("the plan of background work", () => {
  const planned = async (key: string) =>
    db().$queryRaw<{ wait: number }[]>`
      SELECT extract(epoch FROM run_at - now())::float8 AS wait FROM graphile_worker.jobs WHERE key = ${key} ORDER BY id`;
  const periodic: Partial<Record<PeriodicTask, Periodic>> = {
    "fetch-bills": { everySeconds: 30, run: () => Promise.resolve() },
  };

  it.each(ahead)("that lies %i ms ahead starts now", async (wrong) => {
    await enqueue(db(), "fetch-bills", {}, { jobKey: "fetch-bills", runAt: from(wrong) });
    await repairPlan(periodic);
    const [{ wait } = { wait: Infinity }, ...more] = await planned("fetch-bills");
    expect(more).toEqual([]);
    expect(wait).toBeLessThanOrEqual(0);
  });

  it("is made where there is none, and left as it is where it is right", async () => {
    await db().$queryRaw`SELECT id::text FROM graphile_worker.remove_job('fetch-bills')`;
    await repairPlan(periodic);
    expect(await planned("fetch-bills")).toHaveLength(1);
    await enqueue(db(), "fetch-bills", {}, { jobKey: "fetch-bills", runAt: from(25_000) });
    await repairPlan(periodic);
    expect((await planned("fetch-bills"))[0]?.wait).toBeGreaterThan(20);
  });

  it("is made anew when a worker died over it, or locked it in the future", async () => {
    for (const locked of ["-1 hour", "1 day"]) {
      await enqueue(db(), "fetch-bills", {}, { jobKey: "fetch-bills" });
      await db()
        .$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now() + ${locked}::interval, locked_by = 'gone' WHERE key = 'fetch-bills'`;
      await repairPlan(periodic);
      expect((await planned("fetch-bills")).filter(({ wait }) => wait <= 0)).toHaveLength(1);
    }
  });

  it("brings every other job back that waits longer than any of ours does, and leaves the others", async () => {
    const decisionId = "019a0000-0000-7000-8000-000000000001";
    await enqueue(db(), "send-decision-sms", { decisionId }, { jobKey: "a message", runAt: from(MINUTE) });
    await enqueue(db(), "send-decision-sms", { decisionId }, { jobKey: "a late message", runAt: from(HOUR) });
    await enqueue(db(), "send-decision-sms", { decisionId }, { jobKey: "a failing message", runAt: from(5 * HOUR) });
    await db().$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 10 WHERE key = 'a failing message'`;
    await repairPlan(periodic);
    const wait = async (key: string) => (await planned(key))[0]?.wait ?? Infinity;
    expect(await wait("a message")).toBeGreaterThan(50);
    expect(await wait("a late message")).toBeLessThanOrEqual(0);
    expect(await wait("a failing message")).toBeGreaterThan(4 * 3600);
  });
});

describe("what people wait for", () => {
  it.each(ahead)("a claim made by a clock %i ms ahead holds nobody up once it is impossible", async (wrong) => {
    const { id: examSessionId } = await createExamSession();
    const registration = await createRegistration({ status: "SUBMITTED", examSessionId });
    const [one, two] = [await createStaff({ role: "ADMINISTRATOR" }), await createStaff({ role: "ADMINISTRATOR" })];
    await claim({ registrationId: registration.id, staff: one, now: from(wrong) });
    const question = { examSessionId, scope: "all", filter: readFilter(""), staffId: two.id, now: new Date() } as const;
    const { rows } = await reviewQueue({ ...question, after: null, limit: 10 });
    expect(rows).toMatchObject([{ claimedBy: null }]);
    expect(await claimNext(question)).toBe(registration.id);
    expect(await claim({ registrationId: registration.id, staff: one, now: new Date() })).toEqual({
      ok: false,
      error: "claimed_by_colleague",
    });
  });

  it("a candidate may withdraw what a clock that was a day ahead has claimed", async () => {
    const { id: examSessionId } = await createExamSession();
    const { id, accountId } = await createRegistration({ status: "SUBMITTED", examSessionId });
    await claim({ registrationId: id, staff: await createStaff({ role: "ADMINISTRATOR" }), now: from(24 * HOUR) });
    expect(await withdraw({ accountId, examSessionId, now: new Date() })).toMatchObject({ ok: true });
  });

  it("a limit that was used up by a clock that was a day ahead keeps nobody out", async () => {
    const limit = { name: "test", points: 1, seconds: 60 };
    expect(await consume(limit, "somebody")).toMatchObject({ allowed: true });
    expect(await consume(limit, "somebody")).toMatchObject({ allowed: false });
    await db().$executeRaw`UPDATE rate_limit SET expire = ${BigInt(Date.now() + 24 * HOUR)}`;
    expect(await counts(limit, ["somebody"], new Date())).toEqual([0]);
    expect(await consume(limit, "somebody")).toMatchObject({ allowed: true, count: 1 });
    expect(await consume(limit, "somebody")).toMatchObject({ allowed: false, count: 2 });
  });

  it("an import leased by a clock that was a day ahead is gone on with", async () => {
    const { id: examSessionId } = await createExamSession();
    const { id: staffId } = await createStaff({ role: "EXAM_OFFICER" });
    const lease = { leasedUntil: from(24 * HOUR), lease: "00000000-0000-7000-8000-000000000000" };
    await db().rosterImport.create({
      data: { examSessionId, staffId, size: 1, storageKeys: [], state: "CHECKING", createdAt: new Date(), ...lease },
    });
    expect(await resumeImports(new Date())).toMatchObject({ resumed: 1 });
  });
});
