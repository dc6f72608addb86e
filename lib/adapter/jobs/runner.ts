import { Logger, run, runMigrations, type TaskList } from "graphile-worker";
import { PATIENCE, type Patience, watchedPool } from "@/lib/adapter/db/watched-pool";
import { logger } from "@/lib/adapter/log/logger";
import { type TaskHandler, type TaskHandlers, type TaskName, taskPayloads } from "./tasks";

/** graphile-worker's own words, in our log. It says each job's start and end at "info": that is our "debug". */
const jobLogger = new Logger(() => (level, message, meta) => {
  const ours = level === "error" ? "error" : level === "warning" ? "warn" : "debug";
  logger[ours]({ source: "jobs", ...(meta?.["error"] ? { err: meta["error"] } : {}) }, message);
});

/** Makes or updates the queue's tables (schema graphile_worker). Any number of callers may do so at once. */
export const migrateJobs = (connectionString: string): Promise<void> =>
  runMigrations({ connectionString, logger: jobLogger });

export type Jobs = {
  /** Takes no new job, lets the running ones end, returns then. */
  stop: () => Promise<void>;
  /** Settles when the runner has ended; rejects when it broke. */
  ended: Promise<void>;
};

/**
 * Works on the queue with these tasks until it is stopped. The address leads to the database itself: a pooler passes on
 * no LISTEN. `crontab` is in UTC: "minute hour day month weekday task ?options".
 */
export async function runJobs(options: {
  connectionString: string;
  tasks: Partial<TaskHandlers>;
  crontab: string;
  concurrency: number;
  patience?: Patience;
}): Promise<Jobs> {
  const { connectionString, tasks, crontab, concurrency, patience = PATIENCE.job } = options;
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, handler]) => [name, taskOf(name as TaskName, handler as TaskHandler<TaskName>)]),
  );
  // The library's own pool would wait for ever on a connection whose other end is gone without a word.
  const pgPool = watchedPool({ connectionString, max: 10, application_name: "degree-english jobs" }, patience, false);
  const runner = await run({ pgPool, taskList, crontab, concurrency, noHandleSignals: true, logger: jobLogger });
  const ending = async () => {
    try {
      await runner.promise;
    } finally {
      await pgPool.end();
    }
  };
  return { stop: () => runner.stop(), ended: ending() };
}

/** A handler as the queue calls it. A payload of another shape throws: nobody but this code adds jobs. */
const taskOf =
  (name: TaskName, handler: TaskHandler<TaskName>): TaskList[string] =>
  (payload, { abortSignal }) =>
    handler(taskPayloads[name].parse(payload), abortSignal);
