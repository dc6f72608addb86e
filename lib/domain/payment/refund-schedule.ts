const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a machine may take over one refund: a query and a request of ten seconds each, and some air. */
export const REFUND_LEASE_MS = 45_000;

/** WeChat wants a minute between two refunds of one order. */
export const REFUND_PAUSE_MS = 61_000;

/** The merchant's account is filled up by people, not by asking. */
export const BALANCE_PAUSE_MS = 30 * MINUTE_MS;

/** The longest wait between two tries. */
export const LONGEST_WAIT_MS = 2 * HOUR_MS;

/** Two machines' clocks may differ by so much. */
export const CLOCK_TOLERANCE_MS = 5_000;

/** A refund that is not over after so long is one for a person. */
export const REFUND_STUCK_MS = 3 * 24 * HOUR_MS;

/**
 * When a refund is asked for, or asked about, again; `baseMs` is the poll interval. `attempts` counts the one that just
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
