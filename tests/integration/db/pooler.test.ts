import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { LockTimeout } from "@/lib/adapter/db/installation-lock";
import { migrate } from "@/lib/adapter/db/migrate";
import { isSameDatabase, probePooler } from "@/lib/adapter/db/pooler";
import { databaseProblem, judgePooler } from "@/lib/adapter/db/database-problem";
import { startPgBouncer } from "../../support/pgbouncer";

// Between the application and its database stands the real PgBouncer, as Debian 12 has it: without prepared statements.

const direct = process.env["DATABASE_URL"] ?? "";
let transactions: Awaited<ReturnType<typeof startPgBouncer>>;
let sessions: Awaited<ReturnType<typeof startPgBouncer>>;
beforeAll(async () => {
  [transactions, sessions] = await Promise.all([
    startPgBouncer(direct, "transaction"),
    startPgBouncer(direct, "session"),
  ]);
});
afterAll(() => Promise.all([transactions.stop(), sessions.stop()]));

async function connected(url: string, application_name = "tests"): Promise<Client> {
  const client = new Client({ connectionString: url, application_name });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

const otherDatabase = () => Object.assign(new URL(direct), { pathname: "/postgres" }).href;

describe("a pooler between", () => {
  it("is found when it mixes up prepared statements, idle or busy", async () => {
    for (let time = 0; time < 5; time += 1) expect(await probePooler(transactions.url)).toBe("unsafe");
    const busy = await Promise.all(Array.from({ length: 4 }, () => connected(transactions.url)));
    let over = false;
    const work = busy.map(async (client) => {
      while (!over) await client.query("SELECT pg_sleep(0.002)");
    });
    for (let time = 0; time < 5; time += 1) expect(await probePooler(transactions.url)).toBe("unsafe");
    over = true;
    await Promise.all(work);
    await Promise.all(busy.map((client) => client.end()));
  });

  it("is none where each client has a connection of its own", async () => {
    expect(await probePooler(sessions.url)).toBe("none");
    expect(await probePooler(direct)).toBe("none");
  });

  it("is refused in words, as is a direct address that is none, or another database's", async () => {
    expect((await judgePooler(transactions.url, direct))?.what).toMatch(/会把一个人的数据答给另一个人/);
    expect((await judgePooler(direct, transactions.url))?.what).toMatch(/DATABASE_DIRECT_URL 仍然经过/);
    expect((await judgePooler(sessions.url, otherDatabase()))?.what).toMatch(/指向不同的数据库/);
    expect(await judgePooler(sessions.url, direct)).toBeNull();
    expect(await judgePooler(direct, direct)).toBeNull();
  });

  it("passes on the locks by which two addresses are known for one", async () => {
    expect(await isSameDatabase(transactions.url, direct)).toBe(true);
    expect(await isSameDatabase(transactions.url, otherDatabase())).toBe(false);
  });

  it("never answers one process with the statement of another, even where it would", async () => {
    process.env["DATABASE_URL"] = transactions.url;
    process.env["DATABASE_DIRECT_URL"] = direct;
    // Two processes: the modules, and what they keep beside them, twice.
    const clientOf = async () => {
      Reflect.deleteProperty(globalThis, "prismaClients");
      vi.resetModules();
      return (await import("@/lib/adapter/db/client")).db();
    };
    const [one, other] = [await clientOf(), await clientOf()];
    const answers = { right: 0, wrong: 0, refused: 0 };
    const ask = async (client: typeof one, word: "one" | "other") => {
      const asked =
        word === "one"
          ? client.$queryRaw<{ word: string }[]>`SELECT 'one' AS word`
          : client.$queryRaw<{ word: string }[]>`SELECT 'other' AS word`;
      const rows = await asked.catch(() => null);
      answers[rows === null ? "refused" : rows[0]?.word === word ? "right" : "wrong"] += 1;
    };
    for (let round = 0; round < 50; round += 1) {
      await Promise.all([ask(one, "one"), ask(other, "other"), ask(one, "one"), ask(other, "other")]);
      await ask(other, "other");
      await ask(one, "one");
    }
    await Promise.all([one.$disconnect(), other.$disconnect()]);
    Reflect.deleteProperty(globalThis, "prismaClients");
    expect(answers.wrong).toBe(0);
    expect(answers.right).toBeGreaterThan(10);
  });
});

describe("a migration", () => {
  it("waits for another with a limit, says who holds the lock, and runs when it is let go", async () => {
    const holder = await connected(direct, "somebody else's start");
    await holder.query("SELECT pg_advisory_lock(72707369)");
    const onWait = vi.fn<(holder: unknown) => void>();
    const refused = await migrate(direct, process.cwd(), { limitMs: 1_500, onWait }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LockTimeout);
    const { pid } = (await holder.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0] ?? {};
    expect(onWait).toHaveBeenCalledWith(expect.objectContaining({ pid, application: "somebody else's start" }));
    const told = databaseProblem(refused);
    expect(told?.advice.join("\n")).toMatch(
      new RegExp(`进程 ${pid}，程序 somebody else's start，来自 127\\.0\\.0\\.1，自 \\d{4}-`),
    );

    const waiting = migrate(direct);
    await holder.end();
    expect(await waiting).toEqual([]);
  });

  it("names the connection on which a pooler keeps the lock of one that has gone", async () => {
    const gone = await connected(transactions.url);
    await gone.query("SELECT pg_advisory_lock(72707369)");
    await gone.end();
    const refused = await migrate(direct, process.cwd(), { limitMs: 0, onWait: () => undefined }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(LockTimeout);
    const { holder } = refused as LockTimeout;
    const client = await connected(direct);
    await client.query("SELECT pg_terminate_backend($1)", [holder?.pid]);
    await client.end();
    expect(await vi.waitFor(() => migrate(direct, process.cwd(), { limitMs: 0, onWait: () => undefined }))).toEqual([]);
  });
});
