import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";

/**
 * Allows `points` actions in a window of `seconds` that begins with the first action. The name separates the counters
 * of different limits.
 */
export type Limit = { name: string; points: number; seconds: number };

export type Taken = {
  /** Whether this action was within the limit. */
  allowed: boolean;
  /** The number of actions in this window, including this one. */
  count: number;
  /** Seconds until the window ends, rounded up. */
  retryAfter: number;
};

// The library needs a client like `pg`. Prisma's connections also work, so that limits need no second pool.
const client = {
  query: async ({ text, values }: { text: string; values: unknown[] }) => {
    const rows = await db().$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values);
    return {
      rowCount: rows.length,
      rows: rows.map(({ points, expire }) => ({ points, expire: expire === null ? null : Number(expire) })),
    };
  },
};

const limiters = new Map<string, RateLimiterPostgres>();

function limiter({ name, points, seconds }: Limit): RateLimiterPostgres {
  const known = limiters.get(name);
  if (known) return known;
  const made = new RateLimiterPostgres({
    storeClient: client,
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  });
  limiters.set(name, made);
  return made;
}

/** What a limit counts by: one thing, or a pair whose first part can be asked for alone. */
export type Key = string | readonly [string, string];

/** Keys are phones and addresses, so the table stores only their HMAC. */
const bucket = ({ name }: Limit, key: Key): string =>
  (typeof key === "string" ? [key] : key).map((part) => blindIndex("rate-limit", `${name}\0${part}`)).join(".");

/** The largest difference between two machines' clocks that is tolerated. */
const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * Counts one action. The count is one statement in the database, so a hundred concurrent actions count as a hundred.
 */
export async function consume(limit: Limit, key: Key): Promise<Taken> {
  const taken = (allowed: boolean, { consumedPoints, msBeforeNext }: RateLimiterRes): Taken => ({
    allowed,
    count: consumedPoints,
    retryAfter: Math.ceil(msBeforeNext / 1000),
  });
  const consume = async (): Promise<Taken> => {
    try {
      return taken(true, await limiter(limit).consume(bucket(limit, key)));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return taken(false, refusal);
      throw refusal;
    }
  };
  const first = await consume();
  // No window ends later than its own length from now: this one was begun while our clock was wrong, and would keep
  // somebody out for as long.
  if (first.retryAfter <= limit.seconds + CLOCK_TOLERANCE_SECONDS) return first;
  await resetLimit(limit, key);
  return consume();
}

/** Takes back one act that turned out to be harmless. */
export async function restore(limit: Limit, key: Key): Promise<void> {
  await limiter(limit).reward(bucket(limit, key));
}

/** Empties a bucket. */
export async function resetLimit(limit: Limit, key: Key): Promise<void> {
  await limiter(limit).delete(bucket(limit, key));
}

/** Empties every bucket whose pair begins with this part. */
export async function resetPairs(limit: Limit, first: string): Promise<void> {
  await db().$executeRaw`DELETE FROM rate_limit WHERE starts_with(key, ${`${limit.name}:${bucket(limit, first)}.`})`;
}

/** Deletes the buckets that ran out; returns how many. */
export const deleteExpiredLimits = (now: Date): Promise<number> =>
  db().$executeRaw`DELETE FROM rate_limit WHERE expire < ${now.getTime()}`;

/** How many acts each of these keys has in its present window. Counts nothing. */
export async function counts(limit: Limit, keys: readonly string[], now: Date): Promise<number[]> {
  const names = keys.map((key) => `${limit.name}:${bucket(limit, key)}`);
  const ends = {
    gt: BigInt(now.getTime()),
    lte: BigInt(now.getTime() + (limit.seconds + CLOCK_TOLERANCE_SECONDS) * 1000),
  };
  const rows = await db().rateLimit.findMany({ where: { key: { in: names }, expire: ends } });
  const found = new Map(rows.map(({ key, points }) => [key, points]));
  return names.map((name) => Math.max(0, found.get(name) ?? 0));
}
