import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";

export { Prisma } from "./generated/client";

// `next dev` evaluates modules anew at every change; the client must survive that or connections pile up.
const holder = globalThis as typeof globalThis & { prismaClient?: PrismaClient };

/** The one database client of this process, made on first use. */
export const db = (): PrismaClient =>
  (holder.prismaClient ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10 }, { statementNameGenerator: ({ sql }) => statementName(sql) }),
  }));

const names = new Map<string, string>();
const MOST_NAMES = 500;

/**
 * Statements under a name are parsed and planned once a connection. There are about as many as statements in the code; where one is
 * written anew for every number of rows, names end and it goes without.
 */
function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) return "";
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}

/** What may be done inside a transaction. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];
