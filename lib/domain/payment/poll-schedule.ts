const MINUTE = 60_000;

/**
 * How long one machine may work on one order: a query, a close and another query of ten seconds each, plus a margin.
 */
export const LEASE_MS = 45_000;

/** The largest difference between two machines' clocks that is tolerated. */
const CLOCK_TOLERANCE_MS = 5_000;

/** A lease that ends later than this was taken while a clock was wrong. It counts as released. */
export const impossibleLease = (now: Date): Date => new Date(now.getTime() + LEASE_MS + CLOCK_TOLERANCE_MS);

/** If the candidate presses 刷新 again within this time, we show the stored answer and do not query WeChat. */
export const REFRESH_PAUSE_MS = 2_000;

/** Multiples of the base interval by the age of the order. Most candidates who pay do so in the first minutes. */
const backOff = [
  { until: 5 * MINUTE, factor: 1 },
  { until: 30 * MINUTE, factor: 4 },
  { until: 120 * MINUTE, factor: 10 },
];
const LONGEST_MS = 30 * MINUTE;

/**
 * When the sweep queries an order again. This is never later than its expiry, when the sweep must close it; after the
 * expiry, the sweep queries it at the base interval.
 */
export function nextQueryAt(order: { createdAt: Date; timeExpire: Date }, baseMs: number, now: Date): Date {
  const age = now.getTime() - order.createdAt.getTime();
  const factor = backOff.find(({ until }) => age < until)?.factor ?? 60;
  if (now >= order.timeExpire) return new Date(now.getTime() + baseMs);
  const next = now.getTime() + Math.max(baseMs, Math.min(factor * baseMs, LONGEST_MS));
  return new Date(Math.min(next, order.timeExpire.getTime()));
}
