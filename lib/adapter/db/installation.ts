import { Client } from "pg";

const newClient = (connectionString: string) =>
  new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    application_name: "degree-english start",
  });

/**
 * Stamps a new database with its mode and returns the mode it bears. A database keeps its first stamp for ever: a
 * mistyped variable must never let people "pay" at the simulator, or fill a live roster with demo candidates.
 */
export async function stampMode(databaseUrl: string, mode: "demo" | "live"): Promise<string> {
  const client = newClient(databaseUrl);
  await client.connect();
  try {
    await client.query("INSERT INTO installation (id, mode) VALUES (1, $1) ON CONFLICT (id) DO NOTHING", [mode]);
    const { rows } = await client.query<{ mode: string }>("SELECT mode FROM installation WHERE id = 1");
    return rows[0]?.mode ?? mode;
  } finally {
    await client.end();
  }
}

/** The mode of a database; null when it bears none yet. Changes nothing. */
export async function readMode(databaseUrl: string): Promise<string | null> {
  const client = newClient(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ mode: string }>("SELECT mode FROM installation WHERE id = 1");
    return rows[0]?.mode ?? null;
  } catch (error) {
    // The table comes with the first migration.
    if ((error as { code?: string }).code === "42P01") return null;
    throw error;
  } finally {
    await client.end();
  }
}
