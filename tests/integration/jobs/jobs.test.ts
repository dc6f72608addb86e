import { expect, it } from "vitest";
import { ok, refuse } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { migrateJobs, runJobs } from "@/lib/adapter/jobs/runner";

const url = () => process.env["DATABASE_URL"] ?? "";
const waiting = async (task: string) => {
  const rows = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = ${task}`;
  return rows[0]?.count;
};

it("adds a job with what its transaction writes, or neither", async () => {
  await transact(async (tx) => {
    await enqueue(tx, "refused", {});
    return refuse("no" as const);
  });
  expect(await waiting("refused")).toBe(0);

  await transact(async (tx) => ok(await enqueue(tx, "accepted", { id: "1" })));
  expect(await waiting("accepted")).toBe(1);
});

it("keeps one waiting job of a key, the last", async () => {
  for (const id of ["1", "2", "3"])
    await enqueue(db(), "keyed", { id }, { jobKey: "keyed", runAt: new Date(Date.now() + 60_000) });
  expect(await waiting("keyed")).toBe(1);
});

it("runs what is due, once, with its payload, and stops when told", async () => {
  await Promise.all([migrateJobs(url()), migrateJobs(url())]);
  const done: unknown[] = [];
  let heard: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (heard = resolve));
  const tasks = {
    note: (payload: unknown) => {
      done.push(payload);
      if (done.length === 2) heard();
      return Promise.resolve();
    },
  };
  const start = () => runJobs({ connectionString: url(), tasks, crontab: "", concurrency: 2 });
  const runners = [await start(), await start()];
  await enqueue(db(), "note", { id: "a" });
  await enqueue(db(), "note", { id: "b" });
  await both;
  await Promise.all(runners.map(async ({ stop, ended }) => [await stop(), await ended]));

  expect(done.map((payload) => JSON.stringify(payload)).toSorted()).toEqual(['{"id":"a"}', '{"id":"b"}']);
  expect(await waiting("note")).toBe(0);
});
