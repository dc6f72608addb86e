const MINUTE = 60_000;

/** After how many minutes without use a session that was not remembered ends. */
export const IDLE_MINUTES = { candidate: 120, staff: 30 };

/** How long a sign-in lasts: remembered ones for 14 days, others until they were idle too long. */
const lifetimes = {
  remembered: 14 * 24 * 60 * MINUTE,
  candidate: IDLE_MINUTES.candidate * MINUTE,
  staff: IDLE_MINUTES.staff * MINUTE,
};

/** A staff session ends twelve hours after signing in, however much it is used: the longest working day. */
const STAFF_HOURS = 12;

export type LoginKind = keyof typeof lifetimes;

export const loginExpiry = (kind: LoginKind, now: Date): Date => new Date(now.getTime() + lifetimes[kind]);

/** When a staff session ends that is used now. It moves with every use, up to twelve hours after signing in. */
export const staffExpiry = (signedInAt: Date, now: Date): Date =>
  new Date(Math.min(loginExpiry("staff", now).getTime(), signedInAt.getTime() + STAFF_HOURS * 60 * MINUTE));

/**
 * Writing "seen" on every request would turn each read into a write; once a minute is exact enough for idle limits of
 * half an hour.
 */
export const needsTouch = (lastSeenAt: Date, now: Date): boolean => now.getTime() - lastSeenAt.getTime() > MINUTE;
