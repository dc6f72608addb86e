import { randomBytes } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";
import { PATIENCE, watchedPool } from "./watched-pool";

export { Prisma } from "./generated/client";

// `next dev` evaluates modules again at every change. The clients must survive that, or connections pile up.
const holder = globalThis as typeof globalThis & {
  prismaClients?: Map<keyof typeof PATIENCE, PrismaClient>;
  patience?: keyof typeof PATIENCE;
};

/**
 * Allows long statements in the process of a job or a command, where no user waits for a page. Call it before the first
 * statement.
 */
export const workPatiently = (): void => void (holder.patience = "job");

/** The only database client of this process, created on first use. */
export const db = (): PrismaClient => clientOf(holder.patience ?? "page");

/**
 * The client for the few page statements that touch a whole exam session. It has a few connections of its own, which
 * may be busy for minutes.
 */
export const patientDb = (): PrismaClient => clientOf("job");

function clientOf(patience: keyof typeof PATIENCE): PrismaClient {
  const clients = (holder.prismaClients ??= new Map());
  const known = clients.get(patience);
  if (known) return known;
  const made = new PrismaClient({
    adapter: new PrismaPg(poolOf(patience), { statementNameGenerator, disposeExternalPool: true }),
  });
  clients.set(patience, made);
  return made;
}

function poolOf(patience: keyof typeof PATIENCE) {
  const { DATABASE_URL, DATABASE_DIRECT_URL } = env();
  // The pool for long statements is small: a process has ten ordinary connections, and three more for such work.
  const max = patience === (holder.patience ?? "page") ? 10 : 3;
  const options = { connectionString: DATABASE_URL, max, application_name: "degree-english" };
  return watchedPool(options, PATIENCE[patience], DATABASE_DIRECT_URL !== DATABASE_URL);
}

/**
 * A statement's name is unique to one process and one statement. A pooler shares connections between processes, so with
 * a shared name the database would run another process's statement and return its rows.
 */
const prefix = `s${randomBytes(9).toString("base64url")}_`;
const names = new Map<string, string>();
const MAX_NAMES = 500;

/**
 * PostgreSQL parses and plans a named statement once for each connection. There are about as many names as statements
 * in the code. A statement whose text changes with the number of rows would create names without end, so past a limit
 * it runs without a name.
 */
function statementNameGenerator({ sql }: { sql: string }): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= MAX_NAMES) return "";
  const name = `${prefix}${names.size}`;
  names.set(sql, name);
  return name;
}

/** What may be done inside a transaction. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];
