import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

const world = await vi.hoisted(async () => {
  const { openPaymentWorld } = await import("../../support/payment-world");
  return openPaymentWorld();
});

import { POST as notify } from "@/app/api/wechat-pay/notify/route";
import { db } from "@/lib/adapter/db/client";
import { sweepOpenOrders } from "@/lib/domain/payment/commands/sweep-open-orders";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { createExamSession, createStaff } from "../../support/factories";
import { approvedIn, balanceOf, open, orderOf, statusOf } from "../../support/payments";

const KILLS = Number(process.env["CRASH_RUNS"] ?? 5);
/** Each of the things takes about so long on a quiet machine. */
const LONGEST_MS = 120;

let folder = "";
let examSessionId = "";
let staffId = "";

beforeAll(async () => {
  world.answerNotificationsWith(notify);
  // Below the packages that it leaves outside.
  await mkdir(".build", { recursive: true });
  folder = await mkdtemp(path.join(process.cwd(), ".build", "crash-"));
  await build({
    entryPoints: { "crash-program": "tests/support/crash-program.ts" },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  ({ id: examSessionId } = await createExamSession({ refundLimitFen: 2_000_000_000 }));
  ({ id: staffId } = await createStaff({ role: "FINANCE" }));
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

/** Begins a thing in a process of its own and kills it somewhere in it. */
async function killedDuring(what: string, ids: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [path.join(folder, "crash-program.mjs"), what, JSON.stringify(ids)], {
    env: process.env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.stdin.write("go\n");
  await pause(Math.random() * LONGEST_MS);
  const over = once(child, "exit");
  child.kill("SIGKILL");
  await over;
}

/** What the jobs do after the restart, when the leases of the dead have ended. */
async function repaired(registrationId: string): Promise<void> {
  const later = () => new Date(Date.now() + 2 * 60_000);
  await db().paymentOrder.updateMany({ where: { registrationId }, data: { nextQueryAt: new Date(0) } });
  await sweepOpenOrders({ now: later });
  for (let round = 0; round < 3; round += 1) {
    await db().refund.updateMany({ where: { charge: { registrationId } }, data: { nextTryAt: new Date(0) } });
    await sweepRefunds({ now: later });
    for (const { outRefundNo } of await db().refund.findMany({ where: { charge: { registrationId } } })) {
      await world.tryToEndRefund(outRefundNo, "SUCCESS", true);
    }
  }
}

const atWeChat = async (registrationId: string) => {
  const ours = new Set(
    (await db().paymentOrder.findMany({ where: { registrationId } })).map(({ outTradeNo }) => outTradeNo),
  );
  return (await world.orders()).filter(({ outTradeNo }) => ours.has(outTradeNo));
};

const things: Record<string, (who: { accountId: string; registrationId: string }) => Promise<void>> = {
  async create(who) {
    await killedDuring("create", who);
    await repaired(who.registrationId);
    expect(await open(who, new Date(Date.now() + 2 * 60_000))).toEqual({ ok: true, value: "open" });
    const [order, ...more] = await atWeChat(who.registrationId);
    expect(more).toEqual([]);
    expect(await world.pay(order?.outTradeNo ?? "")).toEqual([204]);
    expect(await statusOf(who.registrationId)).toBe("PAID");
  },
  async settle(who) {
    await open(who);
    const { id: orderId, outTradeNo } = await orderOf(who.registrationId);
    await world.pay(outTradeNo, { notify: false });
    await killedDuring("settle", { ...who, orderId });
    await repaired(who.registrationId);
    expect(await statusOf(who.registrationId)).toBe("PAID");
    expect(await db().ledgerEntry.count({ where: { registrationId: who.registrationId } })).toBe(1);
    expect(
      await db().registrationEvent.count({ where: { registrationId: who.registrationId, event: "confirmPayment" } }),
    ).toBe(1);
  },
  async close(who) {
    await open(who);
    await killedDuring("close", who);
    await repaired(who.registrationId);
    const [order] = await atWeChat(who.registrationId);
    const { status } = await orderOf(who.registrationId);
    // Still open on both sides, or closed on both: never a code that can be paid and that nobody looks after.
    expect(["OPEN NOTPAY", "CLOSED CLOSED"]).toContain(`${status} ${order?.state}`);
  },
  async refund(who) {
    await open(who);
    await world.pay((await orderOf(who.registrationId)).outTradeNo);
    const { id: chargeId } = await db().ledgerEntry.findFirstOrThrow({
      where: { registrationId: who.registrationId, kind: "CHARGE" },
    });
    await killedDuring("refund", { chargeId, staffId });
    await repaired(who.registrationId);
    const [order] = await atWeChat(who.registrationId);
    const given = order?.refunds.reduce((sum, { amount }) => sum + amount, 0) ?? 0;
    const asked = await db().refund.findMany({ where: { chargeId } });
    expect(asked.length).toBeLessThanOrEqual(1);
    expect(given).toBe(asked.length * 5000);
    expect(await balanceOf(who.registrationId)).toBe(5000 - given);
    expect(await statusOf(who.registrationId)).toBe(asked.length ? "CANCELLED" : "PAID");
  },
};

it(
  `no payment is lost and none counts twice, when the process is killed at ${KILLS} points`,
  async () => {
    const names = Object.keys(things);
    for (let kill = 0; kill < KILLS; kill += 1)
      await things[names[kill % names.length] ?? ""]?.(await approvedIn(examSessionId));
    const { _sum } = await db().ledgerEntry.aggregate({ _sum: { amountFen: true } });
    const held = (await world.orders()).reduce(
      (sum, { payment, total, refunds }) =>
        sum + (payment ? total : 0) - refunds.reduce((back, { amount }) => back + amount, 0),
      0,
    );
    expect(_sum.amountFen).toBe(held);
  },
  30_000 + KILLS * 10_000,
);
