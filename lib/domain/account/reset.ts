const TYPING_MS = 10 * 60_000;

/** A new password may be typed for ten minutes after the code's own ten have run out, never longer. */
export const checkedWithin = (codeExpiresAt: Date, now: Date): boolean =>
  now.getTime() < codeExpiresAt.getTime() + TYPING_MS;
