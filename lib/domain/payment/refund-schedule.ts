const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long one machine may work on one refund: a query and a request of ten seconds each, plus a margin. */
export const REFUND_LEASE_MS = 45_000;

/** WeChat requires one minute between two refunds of the same order. */
export const REFUND_PAUSE_MS = 61_000;

/** Retrying faster does not help: people must first transfer money to the merchant account. */
export const BALANCE_PAUSE_MS = 30 * MINUTE_MS;

/** The longest wait between two attempts. */
export const LONGEST_WAIT_MS = 2 * HOUR_MS;

/** The largest difference between two machines' clocks that is tolerated. */
export const CLOCK_TOLERANCE_MS = 5_000;

/** A refund that has not finished after this time needs a person. */
export const REFUND_STUCK_MS = 3 * 24 * HOUR_MS;

/**
 * When a refund is sent or queried again. `baseMs` is the poll interval. `attempts` includes the attempt that just
 * ended.
 */
export function nextTryAt(
  { attempts, failureCode }: { attempts: number; failureCode: string | null },
  baseMs: number,
  now: Date,
): Date {
  if (failureCode === "NOT_ENOUGH") return new Date(now.getTime() + BALANCE_PAUSE_MS);
  const wait = Math.min(baseMs * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT_MS);
  return new Date(now.getTime() + Math.max(wait, baseMs));
}
