import { z } from "zod";
import { deleteExpired } from "@/lib/account/commands/delete-expired";
import { sendAppealSms } from "@/lib/correction/commands/send-appeal-sms";
import { renderCard } from "@/lib/admit-card/commands/render-card";
import { db, workPatiently } from "@/lib/db/client";
import { env, EnvironmentError } from "@/lib/env";
import { enqueue } from "@/lib/jobs/enqueue";
import { migrateJobs, runJobs, type Task } from "@/lib/jobs/runner";
import { logger } from "@/lib/log/logger";
import { runImport, tendImports } from "@/lib/roster/commands/run-import";
import { matchPictures } from "@/lib/registration/commands/match-pictures";
import { fetchBills } from "@/lib/payment/commands/fetch-bills";
import { sendRefundSms } from "@/lib/payment/commands/send-refund-sms";
import { nextRefundAt } from "@/lib/payment/queries/refunds";
import { sweepOpenOrders } from "@/lib/payment/commands/sweep-open-orders";
import { sweepRefunds } from "@/lib/payment/commands/sweep-refunds";
import { runBulk } from "@/lib/review/commands/bulk";
import { recheck } from "@/lib/review/commands/recheck";
import { sendDecisionSms } from "@/lib/review/commands/send-decision-sms";

// The background work, a process of its own beside the web server. Any number of them may run on any number of machines.

/** Plans the next sweep under one key, so that however many machines plan it, one waits. */
const planSweep = (runAt: Date) => enqueue(db(), "sweep-open-orders", {}, { jobKey: "sweep-open-orders", runAt });

const tasks: Record<string, Task> = {
  "sweep-open-orders": async (_payload, { abortSignal }) => {
    try {
      const swept = await sweepOpenOrders({ now: () => new Date(), signal: abortSignal });
      if (swept.looked > 0) logger.info(swept, "swept open payment orders");
    } finally {
      await planSweep(new Date(Date.now() + env().WECHAT_PAY_POLL_SECONDS * 1000));
    }
  },
  "sweep-refunds": async (_payload, { abortSignal }) => {
    try {
      const swept = await sweepRefunds({ now: () => new Date(), signal: abortSignal });
      if (swept.looked > 0) logger.info(swept, "swept refunds");
    } finally {
      // A new refund plans a sweep of its own at once, which takes this one's place.
      const due = await nextRefundAt();
      if (due)
        await enqueue(db(), "sweep-refunds", {}, { jobKey: "sweep-refunds", runAt: new Date(Math.max(due.getTime(), Date.now() + 1000)) });
    }
  },
  "send-refund-sms": async (payload) => {
    const { refundId } = z.object({ refundId: z.uuid() }).parse(payload);
    await sendRefundSms({ refundId, now: new Date() });
  },
  "fetch-bills": async () => {
    const done = await fetchBills(new Date());
    if (done.compared > 0) logger.info(done, "compared trade bills");
  },
  "render-admit-card": async (payload) => {
    const { registrationId } = z.object({ registrationId: z.uuid() }).parse(payload);
    const rendered = await renderCard({ registrationId, now: new Date() });
    // Trying again changes nothing: staff saw the name in the list before they published, or a font is to be installed.
    if (!rendered.ok) logger.warn({ registrationId, refusal: rendered.error }, "an admit card was not drawn");
  },
  "match-pictures": async (payload) => {
    const { fileId } = z.object({ fileId: z.uuid() }).parse(payload);
    const pairs = await matchPictures({ fileId, now: new Date() });
    if (pairs === 0) return;
    logger.info({ fileId, pairs }, "the same picture was found with other candidates");
    await recheck({ target: { fileId }, now: new Date() });
  },
  "recheck-registrations": async (payload) => {
    const target = z.union([z.object({ registrationId: z.uuid() }), z.object({ examSessionId: z.uuid() })]).parse(payload);
    const looked = await recheck({ target, now: new Date() });
    if (looked > 1) logger.info({ ...target, looked }, "looked at what waits for review");
  },
  "send-decision-sms": async (payload) => {
    const { decisionId } = z.object({ decisionId: z.uuid() }).parse(payload);
    await sendDecisionSms({ decisionId, now: new Date() });
  },
  "send-appeal-sms": async (payload) => {
    const { phoneAppealId } = z.object({ phoneAppealId: z.uuid() }).parse(payload);
    await sendAppealSms({ phoneAppealId, now: new Date() });
  },
  "run-bulk-review": async (payload) => {
    const { bulkRunId } = z.object({ bulkRunId: z.uuid() }).parse(payload);
    const outcome = await runBulk({ bulkRunId, now: () => new Date() });
    if (outcome === "more") await enqueue(db(), "run-bulk-review", { bulkRunId });
  },
  "import-roster": async (payload, { abortSignal }) => {
    const { importId } = z.object({ importId: z.uuid() }).parse(payload);
    await runImport({ importId, now: new Date(), signal: abortSignal });
  },
  "tend-roster-imports": async () => {
    const tended = await tendImports(new Date());
    if (tended.resumed + tended.givenUp > 0) logger.info(tended, "tended roster imports");
  },
  "delete-expired": async () => {
    logger.info(await deleteExpired(new Date()), "deleted what has expired");
  },
};

// The sweep plans itself; the cron line brings it back should the chain ever break, and leaves a planned one where it is.
// 19:30 UTC is half past three at night in Shanghai.
const crontab = `
* * * * * sweep-open-orders ?jobKey=sweep-open-orders&jobKeyMode=preserve_run_at
* * * * * sweep-refunds ?jobKey=sweep-refunds&jobKeyMode=preserve_run_at
*/30 * * * * fetch-bills ?jobKey=fetch-bills
* * * * * tend-roster-imports ?jobKey=tend-roster-imports
30 19 * * * delete-expired ?jobKey=delete-expired
`;

async function main(): Promise<void> {
  workPatiently();
  // A pooler passes on no LISTEN.
  const connectionString = env().DATABASE_DIRECT_URL;
  await migrateJobs(connectionString);
  const jobs = await runJobs({ connectionString, tasks, crontab, concurrency: 4 });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void jobs.stop());
  await planSweep(new Date());
  logger.info({ tasks: Object.keys(tasks) }, "worker started");
  await jobs.ended;
  await db().$disconnect();
  logger.info("worker stopped");
}

try {
  await main();
} catch (error) {
  if (error instanceof EnvironmentError) console.error(error.message);
  else logger.fatal({ err: error }, "worker failed");
  process.exitCode = 1;
}
