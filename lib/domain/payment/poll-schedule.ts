const MINUTE = 60_000;

/** How long a machine may take over one order: a query, a close and a query of ten seconds each, and some air. */
export const LEASE_MS = 45_000;

/** Two machines' clocks may differ by so much. */
const CLOCK_TOLERANCE_MS = 5_000;

/** A lease that reaches beyond this was taken while a clock was wrong: nobody holds it. */
export const impossibleLease = (now: Date): Date => new Date(now.getTime() + LEASE_MS + CLOCK_TOLERANCE_MS);

/** A person who presses 刷新 again within this time reads what we know already. */
export const REFRESH_PAUSE_MS = 2_000;

/** Multiples of the base interval by the age of the order: who pays, pays in the first minutes. */
const backOff = [
  { until: 5 * MINUTE, factor: 1 },
  { until: 30 * MINUTE, factor: 4 },
  { until: 120 * MINUTE, factor: 10 },
];
const LONGEST_MS = 30 * MINUTE;

/**
 * When the sweep asks about an order again. Never later than its expiry, when it is to be closed; after that at the
 * base interval.
 */
export function nextQueryAt(order: { createdAt: Date; timeExpire: Date }, baseMs: number, now: Date): Date {
  const age = now.getTime() - order.createdAt.getTime();
  const factor = backOff.find(({ until }) => age < until)?.factor ?? 60;
  if (now >= order.timeExpire) return new Date(now.getTime() + baseMs);
  const next = now.getTime() + Math.max(baseMs, Math.min(factor * baseMs, LONGEST_MS));
  return new Date(Math.min(next, order.timeExpire.getTime()));
}
