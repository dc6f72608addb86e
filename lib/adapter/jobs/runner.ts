import { Logger, run, runMigrations, type TaskList } from "graphile-worker";
import { PATIENCE, type Patience, watchedPool } from "@/lib/adapter/db/watched-pool";
import { logger } from "@/lib/adapter/log/logger";
import { type TaskHandler, type TaskHandlers, type TaskName, taskPayloads } from "./tasks";

/** Writes graphile-worker's messages to our log. It logs each job's start and end at "info"; we log them at "debug". */
const jobLogger = new Logger(() => (level, message, meta) => {
  const ours = level === "error" ? "error" : level === "warning" ? "warn" : "debug";
  logger[ours]({ source: "jobs", ...(meta?.["error"] ? { err: meta["error"] } : {}) }, message);
});

/** Creates or updates the queue's tables (schema graphile_worker). Several processes may call it at once. */
export const migrateJobs = (connectionString: string): Promise<void> =>
  runMigrations({ connectionString, logger: jobLogger });

export type Jobs = {
  /** Starts no new job and returns when the running jobs have ended. */
  stop: () => Promise<void>;
  /** Resolves when the runner has ended; rejects when it failed. */
  ended: Promise<void>;
};

/**
 * Runs the queue's jobs with these tasks until it is stopped. The address must lead directly to the database, because a
 * pooler does not pass on LISTEN. `crontab` is in UTC: "minute hour day month weekday task ?options".
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
  // The library's own pool would wait forever on a connection whose other end disappeared.
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

/** A handler as the queue calls it. Throws on a payload of another shape, because only this code adds jobs. */
const taskOf =
  (name: TaskName, handler: TaskHandler<TaskName>): TaskList[string] =>
  (payload, { abortSignal }) =>
    handler(taskPayloads[name].parse(payload), abortSignal);
