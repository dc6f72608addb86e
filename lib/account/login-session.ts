const MINUTE = 60_000;

/** How long a sign-in lasts: remembered ones for 14 days, others until two idle hours passed, staff until 30 idle minutes passed. */
const lifetimes = { remembered: 14 * 24 * 60 * MINUTE, candidate: 120 * MINUTE, staff: 30 * MINUTE };

export type LoginKind = keyof typeof lifetimes;

export const loginExpiry = (kind: LoginKind, now: Date): Date => new Date(now.getTime() + lifetimes[kind]);

/** Writing "seen" on every request would turn each read into a write; once a minute is exact enough for idle limits of half an hour. */
export const needsTouch = (lastSeenAt: Date, now: Date): boolean => now.getTime() - lastSeenAt.getTime() > MINUTE;
