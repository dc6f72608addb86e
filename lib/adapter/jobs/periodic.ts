import { db } from "@/lib/adapter/db/client";
import { logger } from "@/lib/adapter/log/logger";
import type { PeriodicTask, TaskHandler } from "./tasks";

/** Work that is done again and again; `run` may answer in how many seconds it is next to be done, if that is sooner. */
export type Periodic = { everySeconds: number; run: (signal: AbortSignal | undefined) => Promise<number | void> };

/** A worker that died holds its lock for hours; longer than this no round of ours takes. */
const LONGEST_ROUND = "15 minutes";

/** No job of ours is planned further ahead than a decision's message, which waits a minute. */
const LONGEST_WAIT_SECONDS = 120;

/**
 * A task that plans its own next round when a round has ended, well or badly. The database's clock decides when that
 * is, so that a machine whose own clock is wrong plans nothing wrongly; one key lets one planned round stand, however
 * many machines plan.
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
 * Puts right what a lost round or a wrong clock has done to the plan: a periodic task that nothing is planned for, or
 * that is planned too far ahead, starts now, and so does every other job that waits longer than it was ever meant to.
 * Called on a timer, which runs by elapsed time: cron lines would wait until a clock that was set back has caught up.
 */
export async function mendPlan(periodic: Partial<Record<PeriodicTask, Periodic>>): Promise<void> {
  for (const [name, { everySeconds }] of Object.entries(periodic) as [PeriodicTask, Periodic][]) {
    const [sound] = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM graphile_worker.jobs
      WHERE key = ${name} AND run_at <= now() + make_interval(secs => ${everySeconds + 1}::float8)
        AND (locked_at IS NULL OR locked_at BETWEEN now() - ${LONGEST_ROUND}::interval AND now() + interval '1 minute')`;
    if (!sound) await plan(name, 0);
  }
  // After its n-th failure the queue tries a job again in e^n seconds, with n up to ten.
  await db().$queryRaw`
    SELECT count(*)::int FROM graphile_worker.reschedule_jobs(ARRAY(
      SELECT id FROM graphile_worker.jobs
      WHERE locked_at IS NULL AND (key IS NULL OR key <> ALL (${Object.keys(periodic)}::text[]))
        AND run_at > now() + make_interval(secs => ${LONGEST_WAIT_SECONDS} + CASE WHEN attempts = 0 THEN 0 ELSE exp(least(10, attempts)) END)
    ), run_at := now())`;
}
