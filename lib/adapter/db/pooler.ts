import { randomBytes, randomInt } from "node:crypto";
import { Client } from "pg";

/**
 * The kind of connection to the database. `none`: a direct connection, or a proxy that gives each client its own.
 * `transactions`: a pooler that assigns connections for each transaction and keeps prepared statements of clients
 * apart. `unsafe`: a pooler that mixes them up, so one client may get the answer of another client's statement.
 */
export type Between = "none" | "transactions" | "unsafe";

const ROUNDS = 12;
const LIMIT_MS = 10_000;

/**
 * Detects the pooler by a test. Two clients give the same name to different statements, one of them inside a
 * transaction (which then keeps a connection), and compare the server processes that they reach. Behind a pooler that
 * shares connections, one client soon reaches a process that the other used. Passes on the connection's errors.
 */
export async function probePooler(connectionString: string): Promise<Between> {
  const [one, other] = [await open(connectionString), await open(connectionString)];
  try {
    let shared = false;
    const homes = { one: new Set<number>(), other: new Set<number>() };
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = `probe_${randomBytes(9).toString("hex")}`;
      const asks = (client: Client, word: string) =>
        client.query<{ word: string; pid: number }>({
          name,
          text: `SELECT '${word}' AS word, pg_backend_pid() AS pid`,
        });
      const turns: {
        home: Set<number>;
        word: string;
        ask: () => Promise<{ word: string; pid: number } | undefined>;
      }[] = [
        { home: homes.one, word: "one", ask: async () => (await asks(one, "one")).rows[0] },
        {
          home: homes.other,
          word: "other",
          ask: async () => within(other, async () => (await asks(other, "other")).rows[0]),
        },
        { home: homes.one, word: "one", ask: async () => (await asks(one, "one")).rows[0] },
      ];
      for (const { home, word, ask } of turns) {
        const row = await ask();
        if (row?.word !== word) return "unsafe";
        home.add(row.pid);
      }
      shared ||= homes.one.size > 1 || homes.other.size > 1 || [...homes.one].some((pid) => homes.other.has(pid));
      // A pooler would have switched the clients' connections by now.
      if (!shared && round >= 3) return "none";
    }
    return shared ? "transactions" : "none";
  } catch (error) {
    // The server's errors for a name that another client defined or that it does not know, and the error of a pooler of
    // single statements.
    if (["42P05", "26000"].includes((error as { code?: string }).code ?? "") || /statement pooling/.test(String(error)))
      return "unsafe";
    throw error;
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}

async function open(connectionString: string): Promise<Client> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: LIMIT_MS,
    query_timeout: LIMIT_MS,
    application_name: "degree-english start",
  });
  // The query that fails reports a lost connection, so the event is ignored here.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function within<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    return await work();
  } finally {
    await client.query("COMMIT");
  }
}

/** Whether two addresses lead to the same database: a lock taken through one is then held for the other. */
export async function isSameDatabase(first: string, second: string): Promise<boolean> {
  const [one, other] = [await open(first), await open(second)];
  const lock = async (client: Client, key: number) =>
    (await client.query<{ taken: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS taken", [key])).rows[0]?.taken ===
    true;
  try {
    const key = randomInt(1, 2 ** 47);
    return await within(one, async () => (await lock(one, key)) && !(await lock(other, key)));
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}
