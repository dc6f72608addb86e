import type { Prisma } from "@/lib/adapter/db/client";

const MINUTE_MS = 60 * 1000;

/** A claim lasts this long after the reviewer's page was last active. */
export const CLAIM_MS = 10 * MINUTE_MS;

export const claimUntil = (now: Date): Date => new Date(now.getTime() + CLAIM_MS);

/**
 * A claim that ends later than this was made while a clock was wrong, so it does not count. The clocks of two machines
 * may differ by up to a minute.
 */
export const latestClaimEnd = (now: Date): Date => new Date(now.getTime() + CLAIM_MS + MINUTE_MS);

/** Whether a reviewer's claim is still valid. */
export const isClaimed = (until: Date | null, now: Date): boolean =>
  until !== null && until > now && until <= latestClaimEnd(now);

/** The same rule as a condition of a query. */
export const claimHolds = (now: Date) => ({ gt: now, lte: latestClaimEnd(now) });

/** The opposite, as a condition on a registration. */
export const unclaimed = (now: Date) =>
  [
    { claimedUntil: null },
    { claimedUntil: { lte: now } },
    { claimedUntil: { gt: latestClaimEnd(now) } },
  ] satisfies Prisma.RegistrationWhereInput[];
