const TYPING_MS = 10 * 60_000;

/** After the code's own ten minutes the visitor has ten more to type a new password, never longer. */
export const checkedWithin = (codeExpiresAt: Date, now: Date): boolean =>
  now.getTime() < codeExpiresAt.getTime() + TYPING_MS;
