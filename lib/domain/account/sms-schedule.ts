const MINUTE_MS = 60_000;

/** After so many minutes a refused message is tried again; after the last one it has failed. */
const pauses = [1, 5, 15, 60, 180, 360];

/** When to try a message again that was refused for the `attempts`-th time; null: it has failed. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause * MINUTE_MS);
}

/** A template without a name at the vendor is waited for, however long: an office gets it approved in the end. */
export const templatePause = (now: Date): Date => new Date(now.getTime() + 10 * MINUTE_MS);

/**
 * A worker that holds a message for longer has died: the vendors' answers come within ten seconds each, of at most two.
 */
export const LEASE_MS = 2 * MINUTE_MS;

/** The vendor's list of what he took is complete after this time: what is then absent from it, he did not take. */
export const LIST_COMPLETE_MS = 15 * MINUTE_MS;

/** A vendor is asked about one message once in this time, at the longest for a day. */
export const ASK_AGAIN_MS = 5 * MINUTE_MS;
export const ASK_AT_MOST_MS = 24 * 60 * MINUTE_MS;
