import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readiness } from "@/lib/http/health";
import { db, patientDb } from "@/lib/adapter/db/client";
import { isSilent } from "@/lib/adapter/db/liveness";
import { ok } from "@/lib/core/result";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { transact } from "@/lib/adapter/db/transact";
import { proxy } from "@/proxy";
import { startWire } from "../../support/frozen-wire";

// A database that says nothing and hangs up on nobody: its machine froze, or a network swallows everything.

let wire: Awaited<ReturnType<typeof startWire>>;
beforeAll(async () => {
  wire = await startWire(process.env["DATABASE_URL"] ?? "");
  process.env["DATABASE_URL"] = wire.url;
  // As in a web process; the other tests' is a job's.
  Reflect.deleteProperty(globalThis, "patience");
});
afterAll(async () => {
  await patientDb().$disconnect();
  wire.stop();
});

const LONGEST_MS = 10_000;

/** Whether the work failed, and within the time in which every page has to answer. */
async function failsInTime(work: () => Promise<unknown>): Promise<boolean> {
  const begun = Date.now();
  const failed = await work().then(
    () => false,
    () => true,
  );
  return failed && Date.now() - begun < LONGEST_MS;
}

const query = () => db().$queryRaw`SELECT 1`;
const transaction = () =>
  transact(async (tx) => {
    await tx.$queryRaw`SELECT 1`;
    await tx.$queryRaw`SELECT pg_sleep(0.01)::text`;
    return ok(null);
  });
const page = () => proxy(new NextRequest("http://localhost/registration"));

describe("a database that does not answer", () => {
  it("keeps nobody waiting, is told in words, and is found again by itself", async () => {
    await Promise.all([query(), query(), transaction()]);
    expect(await readiness()).toBe("ok");
    expect(page().status).toBe(200);

    for (let time = 0; time < 2; time += 1) {
      wire.freeze();
      // More than there are connections: some wait for one, some for an answer.
      const work = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? query : transaction));
      const failed = await Promise.all(work.map(failsInTime));
      expect(failed).not.toContain(false);
      expect(isSilent()).toBe(true);
      expect(await readiness()).toBe("database_unreachable");

      const shown = page();
      expect(shown.status).toBe(503);
      expect(shown.headers.get("retry-after")).toBe("5");
      expect(await shown.text()).toMatch(/系统暂时没有应答[^]*每十秒自动重试/);
      const posted = await proxy(new NextRequest("http://localhost/login", { method: "POST" })).text();
      expect(posted).toMatch(/返回键/);
      expect(posted).not.toMatch(/http-equiv="refresh"/);

      wire.mend();
      await vi.waitFor(() => expect(page().status).toBe(200), { timeout: LONGEST_MS, interval: 50 });
      expect(await readiness()).toBe("ok");
      // Every connection is there again: none was lost with its transaction.
      await Promise.all(
        Array.from({ length: 10 }, () => db().$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(0.2)::text`)),
      );
    }
  }, 90_000);

  it("ends a page's statement that takes too long, and waits for one that touches a whole session", async () => {
    const long = transact(async (tx) => {
      await tx.$queryRaw`SELECT pg_sleep(6)::text`;
      return ok(null);
    }, "session");
    await expect(db().$queryRaw`SELECT pg_sleep(6)::text`).rejects.toThrow(/statement timeout/);
    expect(await long).toEqual(ok(null));
    expect(page().status).toBe(200);
  });

  it("holds up no job for ever", async () => {
    // The log that it brings reads the environment at once: not before the wire stands in it.
    const { runJobs } = await import("@/lib/adapter/jobs/runner");
    let done = 0;
    const tasks = { "fetch-bills": async () => void (done += 1) };
    const patience = { connectMs: 5_000, statementMs: 2_000, failsFast: false };
    const jobs = await runJobs({ connectionString: wire.url, tasks, crontab: "", concurrency: 1, patience });
    await enqueue(db(), "fetch-bills", {});
    await vi.waitFor(() => expect(done).toBe(1), { timeout: 10_000 });
    wire.lose();
    await vi.waitFor(() => enqueue(db(), "fetch-bills", {}), { timeout: 20_000, interval: 500 });
    await vi.waitFor(() => expect(done).toBeGreaterThan(1), { timeout: 20_000 });
    // The connection that listens is lost as well, and would be waited for.
    wire.stop();
    await Promise.allSettled([jobs.stop(), jobs.ended]);
  }, 60_000);
});
