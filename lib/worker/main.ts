import { db, workPatiently } from "@/lib/adapter/db/client";
import { repairPlan, periodicTask } from "@/lib/adapter/jobs/periodic";
import { migrateJobs, runJobs } from "@/lib/adapter/jobs/runner";
import type { TaskHandlers } from "@/lib/adapter/jobs/tasks";
import { logger } from "@/lib/adapter/log/logger";
import { env, EnvironmentError } from "@/lib/env";
import { jobHandlers } from "./job-handlers";
import { periodicWork } from "./periodic-work";

// The background work: a process of its own beside the web server. Several workers may run, on one machine or on many.

const MINUTE = 60;

async function main(): Promise<void> {
  workPatiently();
  // The queue needs LISTEN, which a pooler does not pass on.
  const connectionString = env().DATABASE_DIRECT_URL;
  await migrateJobs(connectionString);
  const periodic = periodicWork();
  const tasks: TaskHandlers = {
    ...jobHandlers,
    "sweep-open-orders": periodicTask("sweep-open-orders", periodic["sweep-open-orders"]),
    "sweep-refunds": periodicTask("sweep-refunds", periodic["sweep-refunds"]),
    "fetch-bills": periodicTask("fetch-bills", periodic["fetch-bills"]),
    "tend-roster-imports": periodicTask("tend-roster-imports", periodic["tend-roster-imports"]),
    "delete-expired": periodicTask("delete-expired", periodic["delete-expired"]),
    "queue-reminders": periodicTask("queue-reminders", periodic["queue-reminders"]),
    "send-wechat": periodicTask("send-wechat", periodic["send-wechat"]),
    "send-sms": periodicTask("send-sms", periodic["send-sms"]),
  };
  // A failure here must not end the worker.
  const mend = () =>
    repairPlan(periodic).catch((error: unknown) =>
      logger.warn({ err: error }, "the plan of work could not be looked at"),
    );
  const jobs = await runJobs({ connectionString, tasks, crontab: "", concurrency: 4 });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void jobs.stop());
  await mend();
  const mending = setInterval(() => void mend(), Math.min(env().WECHAT_PAY_POLL_SECONDS, MINUTE) * 1000);
  logger.info({ tasks: Object.keys(tasks) }, "worker started");
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
