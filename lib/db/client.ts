import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";

export { Prisma } from "./generated/client";

// `next dev` evaluates modules anew at every change; the client must survive that or connections pile up.
const holder = globalThis as typeof globalThis & { prismaClient?: PrismaClient };

/** The one database client of this process, made on first use. */
export const db = (): PrismaClient =>
  (holder.prismaClient ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10 }) }));

/** What may be done inside a transaction. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];
