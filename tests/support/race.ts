import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { env } from "@/lib/env";

/**
 * Runs `act` while another transaction has written this and not yet committed: `act` reads the row as it was, waits for
 * it at its own write, and finds it changed. No chance decides: the commit comes only once `act` waits.
 */
export async function whileUncommitted<T>(sql: string, values: unknown[], act: () => Promise<T>): Promise<T> {
  const [writer, watcher] = [
    new Client({ connectionString: env().DATABASE_URL }),
    new Client({ connectionString: env().DATABASE_URL }),
  ];
  await Promise.all([writer.connect(), watcher.connect()]);
  try {
    await writer.query("BEGIN");
    const { rowCount } = await writer.query(sql, values);
    if (rowCount !== 1) throw new Error("the other transaction wrote nothing");
    const outcome = act();
    outcome.catch(() => undefined);
    for (let tries = 0; ; tries += 1) {
      const { rows } = await watcher.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND cardinality(pg_blocking_pids(pid)) > 0",
      );
      if (rows.length > 0) break;
      if (tries > 500) throw new Error("nothing waited for the row");
      await sleep(10);
    }
    await writer.query("COMMIT");
    return await outcome;
  } finally {
    await Promise.all([writer.end(), watcher.end()]);
  }
}
