import type { Prisma } from "@/lib/adapter/db/client";

const MINUTE_MS = 60 * 1000;

/** How long a claim lasts after the last sign of life of the page that holds it. */
export const CLAIM_MS = 10 * MINUTE_MS;

export const claimUntil = (now: Date): Date => new Date(now.getTime() + CLAIM_MS);

/**
 * A claim that ends later was made while a clock was wrong, and holds nothing. Two machines' clocks may differ by up to
 * a minute.
 */
export const latestClaimEnd = (now: Date): Date => new Date(now.getTime() + CLAIM_MS + MINUTE_MS);

/** Whether somebody's claim holds. */
export const isClaimed = (until: Date | null, now: Date): boolean =>
  until !== null && until > now && until <= latestClaimEnd(now);

/** The same as a condition. */
export const claimHolds = (now: Date) => ({ gt: now, lte: latestClaimEnd(now) });

/** The opposite as a condition on a registration. */
export const unclaimed = (now: Date) =>
  [
    { claimedUntil: null },
    { claimedUntil: { lte: now } },
    { claimedUntil: { gt: latestClaimEnd(now) } },
  ] satisfies Prisma.RegistrationWhereInput[];
