import { randomBytes } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";
import { PATIENCE, watchedPool } from "./watched-pool";

export { Prisma } from "./generated/client";

// `next dev` evaluates modules anew at every change; the clients must survive that or connections pile up.
const holder = globalThis as typeof globalThis & {
  prismaClients?: Map<keyof typeof PATIENCE, PrismaClient>;
  patience?: keyof typeof PATIENCE;
};

/**
 * In a job's or a command's process nobody waits before a screen: its statements may take long. To be said before the
 * first of them.
 */
export const workPatiently = (): void => void (holder.patience = "job");

/** The one database client of this process, made on first use. */
export const db = (): PrismaClient => clientOf(holder.patience ?? "page");

/**
 * For the few statements of a page that touch a whole session: its own few connections, which may be busy for minutes.
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
  // Beside the ordinary one the patient pool is small: a process has ten connections, and three more while such work is
  // done.
  const max = patience === (holder.patience ?? "page") ? 10 : 3;
  const options = { connectionString: DATABASE_URL, max, application_name: "degree-english" };
  return watchedPool(options, PATIENCE[patience], DATABASE_DIRECT_URL !== DATABASE_URL);
}

/**
 * A name belongs to one process and one statement: behind a pooler the connections of all processes are mixed, and
 * under a name of somebody else's statement the database would answer with his rows.
 */
const prefix = `s${randomBytes(9).toString("base64url")}_`;
const names = new Map<string, string>();
const MAX_NAMES = 500;

/**
 * Statements under a name are parsed and planned once a connection. There are about as many as statements in the code;
 * where one is written anew for every number of rows, names end and it goes without.
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
