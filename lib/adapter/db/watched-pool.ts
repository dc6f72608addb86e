import type { Socket } from "node:net";
import { Pool, type PoolClient, type PoolConfig } from "pg";
import { isSilent, noteAnswer, noteTrouble } from "./liveness";

/** How long one waits for the database, in ms: for a connection, and for the end of a statement. */
export type Patience = { connectMs: number; statementMs: number; failsFast: boolean };

/**
 * For whoever has somebody waiting before a screen: three and five and a half seconds one after the other are less than
 * ten. For jobs and for commands: what touches a whole session may take two minutes (LIMITS in transact.ts).
 */
export const PATIENCE = {
  page: { connectMs: 3_000, statementMs: 5_000, failsFast: true },
  job: { connectMs: 30_000, statementMs: 150_000, failsFast: false },
} as const satisfies Record<string, Patience>;

/** The server is to end a statement first: only one that says nothing at all is given up with its connection. */
const GRACE_MS = 500;
/** A process that stopped in the midst of a transaction holds its rows no longer than this. */
const IDLE_MS = 60_000;
const PROBE_EVERY_MS = 1_000;

/**
 * A pool whose connections are given up when the database owes an answer for too long: a machine that froze, or a
 * network that swallows everything, breaks no connection by itself. `pooled`: a pooler stands between, which takes no
 * settings for a connection.
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
  // What broke is told by the query that fails of it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => watch(pool, client, statementMs + GRACE_MS));
  return pool;
}

class WatchedPool extends Pool {
  #probing = false;
  readonly #idle = new Set<PoolClient>();
  /** Whoever waits before a screen is told at once, as long as the database is known to be silent. A job waits. */
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
    // A server that refuses in words of its own (a wrong password) is not silent; one on its way up or down, or full,
    // may as well be.
    const { code } = error as { code?: string };
    if (code !== undefined && /^(?!57P|53|08)[0-9A-Z]{5}$/.test(code)) return;
    noteTrouble();
    this.probe();
  }

  /**
   * What lies idle is lost as well, most likely: found out one after the other, each would cost somebody the whole
   * wait.
   */
  dropIdle(): void {
    for (const client of this.#idle) streamOf(client).destroy(silence());
    this.#idle.clear();
  }

  /** Asks by itself until the database answers again: while it is silent, nobody else does. */
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

/**
 * Breaks a connection on which the server has owed an answer for `limitMs`. One that only waits for its next question
 * owes nothing.
 */
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
    noteTrouble();
    pool.dropIdle();
    pool.probe();
    stream.destroy(silence());
  });
}
