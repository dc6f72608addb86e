const MINUTE = 60_000;

/** Minutes without use after which a login session without 记住我 ends. */
export const IDLE_MINUTES = { candidate: 120, staff: 30 };

/** How long a login session lasts: 14 days with 记住我, otherwise until it is idle too long. */
const lifetimes = {
  remembered: 14 * 24 * 60 * MINUTE,
  candidate: IDLE_MINUTES.candidate * MINUTE,
  staff: IDLE_MINUTES.staff * MINUTE,
};

/** A staff login session ends twelve hours after signing in, however much it is used: the longest working day. */
const STAFF_HOURS = 12;

export type LoginKind = keyof typeof lifetimes;

export const loginExpiry = (kind: LoginKind, now: Date): Date => new Date(now.getTime() + lifetimes[kind]);

/** When a staff login session that is used now will end. Each use extends it, up to twelve hours after signing in. */
export const staffExpiry = (signedInAt: Date, now: Date): Date =>
  new Date(Math.min(loginExpiry("staff", now).getTime(), signedInAt.getTime() + STAFF_HOURS * 60 * MINUTE));

/**
 * A write on every request would turn each read into a write. Once a minute is exact enough for idle limits of half an
 * hour.
 */
export const needsTouch = (lastSeenAt: Date, now: Date): boolean => now.getTime() - lastSeenAt.getTime() > MINUTE;
