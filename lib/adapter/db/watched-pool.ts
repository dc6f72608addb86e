import type { Socket } from "node:net";
import { Pool, type PoolClient, type PoolConfig } from "pg";
import { isSilent, noteAnswer, recordTrouble } from "./liveness";

/** Time limits for the database in ms: for getting a connection, and for completing a statement. */
export type Patience = { connectMs: number; statementMs: number; failsFast: boolean };

/**
 * For pages, where a user waits: three and five and a half seconds one after the other stay below ten. For jobs and
 * commands: work on a whole exam session may take two minutes (LIMITS in transact.ts).
 */
export const PATIENCE = {
  page: { connectMs: 3_000, statementMs: 5_000, failsFast: true },
  job: { connectMs: 30_000, statementMs: 150_000, failsFast: false },
} as const satisfies Record<string, Patience>;

/**
 * The server should cancel a slow statement first. We drop a connection only when the server does not respond at all.
 */
const GRACE_MS = 500;
/** If a process stopped inside a transaction, the server releases its rows after this time. */
const IDLE_MS = 60_000;
const PROBE_EVERY_MS = 1_000;

/**
 * A pool that drops connections when the database owes an answer for too long. A frozen machine, or a network that
 * drops all packets, never breaks a connection by itself. `pooled`: a pooler is in between, which accepts no connection
 * settings.
 */
export function watchedPool(
  options: PoolConfig,
  { connectMs, statementMs, failsFast }: Patience,
  pooled: boolean,
): Pool {
  const pool = new WatchedPool(
    {
      ...options,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      ...(pooled ? {} : { statement_timeout: statementMs, idle_in_transaction_session_timeout: IDLE_MS }),
    },
    failsFast,
  );
  // The query that fails reports a broken connection, so the event is ignored here.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => watch(pool, client, statementMs + GRACE_MS));
  return pool;
}

class WatchedPool extends Pool {
  #probing = false;
  readonly #idle = new Set<PoolClient>();
  /** Fails a page's request at once while the database is known not to respond. A job waits instead. */
  readonly #failsFast: boolean;

  constructor(options: PoolConfig, failsFast: boolean) {
    super(options);
    this.on("release", (_error, client) => void this.#idle.add(client));
    this.on("acquire", (client) => void this.#idle.delete(client));
    this.on("remove", (client) => void this.#idle.delete(client));
    this.#failsFast = failsFast;
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<PoolClient> | void {
    if (callback === undefined) {
      return new Promise((resolve, reject) => {
        this.connect((error, client) => (client ? resolve(client) : reject(error ?? silence())));
      });
    }
    if (this.#failsFast && this.#probing && isSilent()) {
      process.nextTick(callback, silence(), undefined, () => undefined);
      return;
    }
    super.connect((error, client, done) => {
      if (error) this.#noteFailure(error);
      callback(error, client, done);
    });
  }

  #noteFailure(error: Error): void {
    // A refusal that names another cause (a wrong password) is not an outage. A server that is starting, stopping or
    // full counts as one.
    const { code } = error as { code?: string };
    if (code !== undefined && /^(?!57P|53|08)[0-9A-Z]{5}$/.test(code)) return;
    recordTrouble();
    this.probe();
  }

  /**
   * Idle connections are most likely broken too. If each were detected only when used, each would cost one user the
   * whole timeout.
   */
  dropIdle(): void {
    for (const client of this.#idle) streamOf(client).destroy(silence());
    this.#idle.clear();
  }

  /** Checks the database until it responds again. Meanwhile no other code queries it. */
  probe(): void {
    if (this.#probing) return;
    this.#probing = true;
    const ask = () => {
      if (this.ending || !isSilent()) {
        this.#probing = false;
        return;
      }
      super.connect((error, client, done) => {
        if (error || !client) {
          setTimeout(ask, PROBE_EVERY_MS).unref();
          return;
        }
        const again = (pauseMs: number, failure?: Error) => {
          done(failure);
          setTimeout(ask, pauseMs).unref();
        };
        client.query("SELECT 1").then(
          () => again(0),
          (failure: Error) => again(PROBE_EVERY_MS, failure),
        );
      });
    };
    ask();
  }
}

type Callback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;

const silence = () => Object.assign(new Error("the database does not answer"), { code: "ETIMEDOUT" });

const streamOf = (client: PoolClient) => (client as PoolClient & { connection: { stream: Socket } }).connection.stream;

/** Breaks a connection on which the server has owed an answer for `limitMs`. An idle connection owes no answer. */
function watch(pool: WatchedPool, client: PoolClient, limitMs: number): void {
  const stream = streamOf(client);
  client.on("error", () => undefined);
  let answered = stream.bytesWritten;
  noteAnswer();
  stream.on("data", () => {
    answered = stream.bytesWritten;
    noteAnswer();
  });
  // Not as an argument of setTimeout: that would be called for the first silence only, which may have been an idle one.
  stream.setTimeout(limitMs);
  stream.on("timeout", () => {
    if (stream.bytesWritten === answered) return;
    recordTrouble();
    pool.dropIdle();
    pool.probe();
    stream.destroy(silence());
  });
}
