import { Prisma, type Tx } from "@/lib/adapter/db/client";
import type { TaskName, TaskPayload } from "./tasks";

/** `jobKey`: a new job replaces a waiting job with the same key. `runAt`: the earliest start. */
type Options = { jobKey?: string; runAt?: Date };

/**
 * Adds a job in the caller's transaction: the job exists only if the transaction commits. The payload holds ids, never
 * personal values. Throws when the queue's tables are missing (see migrateJobs).
 */
export async function enqueue<N extends TaskName>(
  tx: Pick<Tx, "$queryRaw">,
  task: N,
  payload: TaskPayload<N>,
  { jobKey, runAt }: Options = {},
): Promise<void> {
  await tx.$queryRaw`
    SELECT id::text FROM graphile_worker.add_job(
      ${task}::text, ${JSON.stringify(payload)}::json, run_at := ${runAt ?? null}::timestamptz, job_key := ${jobKey ?? null}::text)`;
}

/**
 * Adds many jobs of one task in one statement, each with its own key. Single jobs go first (priority 0 before 10), so
 * that a batch of thousands does not delay a job that a user waits for.
 */
export async function enqueueBatch<N extends TaskName>(
  tx: Pick<Tx, "$queryRaw">,
  task: N,
  jobs: readonly { jobKey: string; payload: TaskPayload<N> }[],
): Promise<void> {
  await tx.$queryRaw`
    SELECT count(*)::int
    FROM graphile_worker.add_jobs(ARRAY(
      SELECT ROW(${task}::text, job -> 'payload', NULL, NULL, NULL, job ->> 'jobKey', 10::smallint, NULL)::graphile_worker.job_spec
      FROM json_array_elements(${JSON.stringify(jobs)}::json) AS job))`;
}

/**
 * The same inside a statement: an expression that adds one job and yields its id. `payload` names columns of the
 * statement by the fields of the job's payload.
 */
export function addJob<N extends TaskName>(
  task: N,
  payload: Record<keyof TaskPayload<N>, Prisma.Sql>,
  jobKey: Prisma.Sql,
): Prisma.Sql {
  const fields = Object.entries<Prisma.Sql>(payload).map(([name, value]) => Prisma.sql`${name}::text, ${value}`);
  const built = fields.length ? Prisma.sql`json_build_object(${Prisma.join(fields)})` : Prisma.sql`'{}'::json`;
  return Prisma.sql`(graphile_worker.add_job(${task}::text, ${built}, job_key := ${jobKey})).id`;
}

/** Removes a waiting job from the queue, in the caller's transaction. A job that has started runs to its end. */
export async function dropJob(tx: Pick<Tx, "$queryRaw">, jobKey: string): Promise<void> {
  await tx.$queryRaw`SELECT id::text FROM graphile_worker.remove_job(${jobKey}::text)`;
}
