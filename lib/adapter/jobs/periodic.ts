import { db } from "@/lib/adapter/db/client";
import { logger } from "@/lib/adapter/log/logger";
import type { PeriodicTask, TaskHandler } from "./tasks";

/** Periodic work. `run` may return in how many seconds the next round is due, if that is sooner than the interval. */
export type Periodic = { everySeconds: number; run: (signal: AbortSignal | undefined) => Promise<number | void> };

/** A worker that died leaves its lock for hours. No round of ours takes longer than this. */
const LONGEST_ROUND = "15 minutes";

/** No job is scheduled further ahead than the message about a decision, which waits a minute. */
const LONGEST_WAIT_SECONDS = 120;

/**
 * A task that schedules its own next round when a round has ended, with success or failure. The database's clock
 * decides the time, so that a wrong clock on one machine schedules nothing wrongly. All machines use one job key, so
 * that only one round is scheduled.
 */
export const periodicTask =
  <N extends PeriodicTask>(name: N, { everySeconds, run }: Periodic): TaskHandler<N> =>
  async (_payload, signal) => {
    let wait = everySeconds;
    try {
      wait = Math.min((await run(signal)) ?? everySeconds, everySeconds);
    } catch (error) {
      // The next round is the retry.
      logger.error({ err: error, task: name }, "a round of background work failed");
    } finally {
      await plan(name, wait);
    }
  };

const plan = (name: PeriodicTask, seconds: number) =>
  db().$queryRaw`
    SELECT id::text FROM graphile_worker.add_job(
      ${name}::text, '{}'::json, run_at := now() + make_interval(secs => ${seconds}::float8), job_key := ${name}::text)`;

/**
 * Repairs the schedule after a lost round or a wrong clock. A periodic task that is not scheduled, or is scheduled too
 * far ahead, starts now, and so does every other job that waits longer than it should. A timer calls this, because a
 * timer runs by elapsed time: cron lines would wait until a clock that was set back has caught up.
 */
export async function repairPlan(periodic: Partial<Record<PeriodicTask, Periodic>>): Promise<void> {
  for (const [name, { everySeconds }] of Object.entries(periodic) as [PeriodicTask, Periodic][]) {
    const [sound] = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM graphile_worker.jobs
      WHERE key = ${name} AND run_at <= now() + make_interval(secs => ${everySeconds + 1}::float8)
        AND (locked_at IS NULL OR locked_at BETWEEN now() - ${LONGEST_ROUND}::interval AND now() + interval '1 minute')`;
    if (!sound) await plan(name, 0);
  }
  // After its n-th failure the queue retries a job in e^n seconds, with n up to ten.
  await db().$queryRaw`
    SELECT count(*)::int FROM graphile_worker.reschedule_jobs(ARRAY(
      SELECT id FROM graphile_worker.jobs
      WHERE locked_at IS NULL AND (key IS NULL OR key <> ALL (${Object.keys(periodic)}::text[]))
        AND run_at > now() + make_interval(secs => ${LONGEST_WAIT_SECONDS} + CASE WHEN attempts = 0 THEN 0 ELSE exp(least(10, attempts)) END)
    ), run_at := now())`;
}
