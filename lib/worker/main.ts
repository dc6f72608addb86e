import { z } from "zod";
import { deleteExpired } from "@/lib/domain/account/commands/delete-expired";
import { sendAppealSms } from "@/lib/domain/appeal/commands/send-appeal-sms";
import { renderCard } from "@/lib/domain/admit-card/commands/render-card";
import { sendCardChangeSms } from "@/lib/domain/admit-card/commands/send-card-change-sms";
import { sendCardSms } from "@/lib/domain/admit-card/commands/send-card-sms";
import { shanghaiMidnight } from "@/lib/core/clock";
import { db, workPatiently } from "@/lib/adapter/db/client";
import { env, EnvironmentError } from "@/lib/env";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { mendPlan, type Periodic, periodicTask } from "@/lib/adapter/jobs/periodic";
import { migrateJobs, runJobs, type Task } from "@/lib/adapter/jobs/runner";
import { logger } from "@/lib/adapter/log/logger";
import { runImport, resumeImports } from "@/lib/domain/roster/commands/run-import";
import { matchPictures } from "@/lib/domain/registration/commands/match-pictures";
import { fetchBills } from "@/lib/domain/payment/commands/fetch-bills";
import { sendRefundSms } from "@/lib/domain/payment/commands/send-refund-sms";
import { nextRefundAt } from "@/lib/domain/payment/queries/refunds";
import { sweepOpenOrders } from "@/lib/domain/payment/commands/sweep-open-orders";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { runBulk } from "@/lib/domain/review/commands/bulk";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { sendDecisionSms } from "@/lib/domain/review/commands/send-decision-sms";

// The background work, a process of its own beside the web server. Any number of them may run on any number of
// machines.

const MINUTE = 60;

/** What is looked after again and again, and how often at least. */
const periodicWork = (): Record<string, Periodic> => ({
  "sweep-open-orders": {
    everySeconds: env().WECHAT_PAY_POLL_SECONDS,
    run: async (signal) => {
      const swept = await sweepOpenOrders({ now: () => new Date(), ...(signal && { signal }) });
      if (swept.looked > 0) logger.info(swept, "swept open payment orders");
    },
  },
  // A new refund plans a round of its own at once, which takes the planned one's place.
  "sweep-refunds": {
    everySeconds: MINUTE,
    run: async (signal) => {
      const swept = await sweepRefunds({ now: () => new Date(), ...(signal && { signal }) });
      if (swept.looked > 0) logger.info(swept, "swept refunds");
      const due = await nextRefundAt();
      return due ? Math.max((due.getTime() - Date.now()) / 1000, 1) : undefined;
    },
  },
  "fetch-bills": {
    everySeconds: 30 * MINUTE,
    run: async () => {
      const done = await fetchBills(new Date());
      if (done.compared > 0) logger.info(done, "compared trade bills");
    },
  },
  "tend-roster-imports": {
    everySeconds: MINUTE,
    run: async () => {
      const tended = await resumeImports(new Date());
      if (tended.resumed + tended.givenUp > 0) logger.info(tended, "tended roster imports");
    },
  },
  "delete-expired": {
    everySeconds: 24 * 60 * MINUTE,
    run: async () => {
      logger.info(await deleteExpired(new Date()), "deleted what has expired");
      return secondsUntilNight(new Date());
    },
  },
});

/** Until half past three at night in Shanghai, when nobody is disturbed. */
function secondsUntilNight(now: Date): number {
  const HALF_PAST_THREE_MS = 3.5 * 3_600_000;
  const [today, tomorrow] = [0, 1].map(
    (day) => shanghaiMidnight(now, day).getTime() + HALF_PAST_THREE_MS - now.getTime(),
  );
  return ((today ?? 0) > MINUTE * 1000 ? (today ?? 0) : (tomorrow ?? 0)) / 1000;
}

const tasks: Record<string, Task> = {
  "send-refund-sms": async (payload) => {
    const { refundId } = z.object({ refundId: z.uuid() }).parse(payload);
    await sendRefundSms({ refundId, now: new Date() });
  },
  "render-admit-card": async (payload) => {
    const { registrationId } = z.object({ registrationId: z.uuid() }).parse(payload);
    const rendered = await renderCard({ registrationId, now: new Date() });
    // Trying again changes nothing: staff saw the name in the list before they published, or a font is to be installed.
    if (!rendered.ok) logger.warn({ registrationId, refusal: rendered.error }, "an admit card was not drawn");
  },
  "send-card-sms": async (payload) => {
    const { registrationId } = z.object({ registrationId: z.uuid() }).parse(payload);
    await sendCardSms({ registrationId, now: new Date() });
  },
  "send-card-change-sms": async (payload) => {
    const { registrationId } = z.object({ registrationId: z.uuid() }).parse(payload);
    await sendCardChangeSms(registrationId);
  },
  "match-pictures": async (payload) => {
    const { fileId } = z.object({ fileId: z.uuid() }).parse(payload);
    const pairs = await matchPictures({ fileId, now: new Date() });
    if (pairs === 0) return;
    logger.info({ fileId, pairs }, "the same picture was found with other candidates");
    await recheck({ target: { fileId }, now: new Date() });
  },
  "recheck-registrations": async (payload) => {
    const target = z
      .union([z.object({ registrationId: z.uuid() }), z.object({ examSessionId: z.uuid() })])
      .parse(payload);
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
};

async function main(): Promise<void> {
  workPatiently();
  // A pooler passes on no LISTEN.
  const connectionString = env().DATABASE_DIRECT_URL;
  await migrateJobs(connectionString);
  const periodic = periodicWork();
  const rounds = Object.fromEntries(Object.entries(periodic).map(([name, work]) => [name, periodicTask(name, work)]));
  // Nothing of it is worth the end of the worker.
  const mend = () =>
    mendPlan(periodic).catch((error: unknown) =>
      logger.warn({ err: error }, "the plan of work could not be looked at"),
    );
  const jobs = await runJobs({ connectionString, tasks: { ...rounds, ...tasks }, crontab: "", concurrency: 4 });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void jobs.stop());
  await mend();
  const mending = setInterval(() => void mend(), Math.min(env().WECHAT_PAY_POLL_SECONDS, MINUTE) * 1000);
  logger.info({ tasks: [...Object.keys(rounds), ...Object.keys(tasks)] }, "worker started");
  await jobs.ended;
  clearInterval(mending);
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
