import { expect, it } from "vitest";
import { ok, refuse } from "@/lib/core/result";
import { db, Prisma } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { addJob, enqueue, enqueueBatch } from "@/lib/adapter/jobs/enqueue";
import { migrateJobs, runJobs } from "@/lib/adapter/jobs/runner";
import { type TaskHandlers, type TaskName } from "@/lib/adapter/jobs/tasks";

const url = () => process.env["DATABASE_URL"] ?? "";
const id = (last: number) => `019a0000-0000-7000-8000-00000000000${last}`;
const waiting = async (task: TaskName) => {
  const rows = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = ${task}`;
  return rows[0]?.count;
};

it("adds a job with what its transaction writes, or neither", async () => {
  await transact(async (tx) => {
    await enqueue(tx, "fetch-bills", {});
    return refuse("no" as const);
  });
  expect(await waiting("fetch-bills")).toBe(0);

  await transact(async (tx) => ok(await enqueue(tx, "delete-expired", {})));
  expect(await waiting("delete-expired")).toBe(1);
});

it("keeps one waiting job of a key, the last", async () => {
  const runAt = new Date(Date.now() + 60_000);
  for (const decisionId of [id(1), id(2), id(3)])
    await enqueue(db(), "send-decision-sms", { decisionId }, { jobKey: "keyed", runAt });
  expect(await waiting("send-decision-sms")).toBe(1);
});

it("runs what is due, once, with its payload, and stops when told", async () => {
  await Promise.all([migrateJobs(url()), migrateJobs(url())]);
  const done: unknown[] = [];
  let heard: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (heard = resolve));
  const tasks = {
    "match-pictures": (payload: unknown) => {
      done.push(payload);
      if (done.length === 2) heard();
      return Promise.resolve();
    },
  };
  const start = () => runJobs({ connectionString: url(), tasks, crontab: "", concurrency: 2 });
  const runners = [await start(), await start()];
  await enqueue(db(), "match-pictures", { fileId: id(1) });
  await enqueue(db(), "match-pictures", { fileId: id(2) });
  await both;
  await Promise.all(runners.map(async ({ stop, ended }) => [await stop(), await ended]));

  const fileIds = done.map((payload) => (payload as { fileId: string }).fileId);
  expect(fileIds.toSorted()).toEqual([id(1), id(2)]);
  expect(await waiting("match-pictures")).toBe(0);
});

it("adds a job inside a statement, with the payload that the task has", async () => {
  const job = addJob("send-refund-sms", { refundId: Prisma.sql`${id(4)}::uuid` }, Prisma.sql`'refund-sms ' || 4`);
  await db().$queryRaw`SELECT ${job}::text AS id`;
  const rows = await db().$queryRaw<unknown[]>`
    SELECT j.key, p.payload FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id
    WHERE j.task_identifier = 'send-refund-sms'`;
  expect(rows).toEqual([{ key: "refund-sms 4", payload: { refundId: id(4) } }]);
});

it("does not compile with a misspelt name, another payload or a task without a handler", () => {
  const mistakes = [
    // @ts-expect-error: no task has this name
    () => enqueue(db(), "send-decison-sms", {}),
    // @ts-expect-error: the payload lacks the decision
    () => enqueue(db(), "send-decision-sms", {}),
    // @ts-expect-error: a field of another task
    () => enqueueBatch(db(), "render-admit-card", [{ jobKey: "x", payload: { fileId: id(1) } }]),
    // @ts-expect-error: the statement's payload lacks the refund
    () => addJob("send-refund-sms", {}, Prisma.sql`'x'`),
    // @ts-expect-error: all other handlers are missing
    (): TaskHandlers => ({ "fetch-bills": () => Promise.resolve() }),
  ];
  expect(mistakes).toHaveLength(5);
});
