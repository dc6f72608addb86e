import { Client } from "pg";

const newClient = (connectionString: string) =>
  new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    application_name: "degree-english start",
  });

/**
 * Writes the mode into a new database and returns the mode of the database. A database never changes its mode: a
 * mistyped variable must not let candidates "pay" at the simulator, or fill a live roster with demo candidates.
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

/** The mode of a database; null when none is written yet. Changes nothing. */
export async function readMode(databaseUrl: string): Promise<string | null> {
  const client = newClient(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ mode: string }>("SELECT mode FROM installation WHERE id = 1");
    return rows[0]?.mode ?? null;
  } catch (error) {
    // The first migration creates the table.
    if ((error as { code?: string }).code === "42P01") return null;
    throw error;
  } finally {
    await client.end();
  }
}
