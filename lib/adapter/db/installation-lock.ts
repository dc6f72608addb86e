import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";

/** The number under which Prisma's schema engine locks a database for a migration (`pg_advisory_lock`). */
export const MIGRATION_LOCK = 72_707_369;
/**
 * Our own lock, held while a start writes to the database. If several machines start for the first time, one creates
 * the demo data and the others find it.
 */
export const PREPARATION_LOCK = 72_707_370;

const ASK_EVERY_MS = 500;

/**
 * The holder of a lock: the server process, the name that its program gave itself, its address, and since when it has
 * been connected or idle.
 */
export type Holder = { pid: number; application: string; address: string | null; since: Date };

/** The lock was not released in time. */
export class LockTimeout extends Error {
  readonly holder: Holder | undefined;

  constructor(holder: Holder | undefined) {
    super(
      `another connection has held the lock of the database for too long${holder ? ` (process ${holder.pid} of the server)` : ""}`,
    );
    this.name = "LockTimeout";
    this.holder = holder;
  }
}

/**
 * Takes a lock that belongs to the database connection and ends with it. While another process holds it, `onWait`
 * receives the holder after one second. Throws LockTimeout after `limitMs`, because the holder may be a connection that
 * a pooler never closes.
 */
export async function takeLock(
  client: ClientBase,
  key: number,
  limitMs: number,
  onWait: (holder: Holder | undefined) => void,
): Promise<void> {
  for (let begun = Date.now(), told = false; ; await sleep(ASK_EVERY_MS)) {
    const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [key]);
    if (rows[0]?.taken) return;
    const waited = Date.now() - begun;
    if (waited >= limitMs) throw new LockTimeout(await holderOf(client, key));
    if (told || waited < 1_000) continue;
    told = true;
    onWait(await holderOf(client, key));
  }
}

async function holderOf(client: ClientBase, key: number): Promise<Holder | undefined> {
  const { rows } = await client.query<Holder>(
    `SELECT a.pid, coalesce(nullif(a.application_name, ''), '-') AS application, host(a.client_addr) AS address,
       coalesce(a.state_change, a.backend_start, now()) AS since
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $1 AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [key],
  );
  return rows[0];
}
