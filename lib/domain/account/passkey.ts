/** So long a browser may take to answer what it was asked to sign. */
export const CHALLENGE_MS = 5 * 60_000;

/** More keys than a person has devices; the oldest are no use any more. */
export const MAX_PASSKEYS = 10;

/** Whether an answer still comes in time. */
export const answersInTime = (askedAt: Date | null, now: Date): boolean =>
  askedAt !== null && now.getTime() - askedAt.getTime() < CHALLENGE_MS;

export type PasskeyRefusal =
  | "passkey_over"
  | "passkey_not_right"
  | "passkeys_too_many"
  | "passkey_is_known"
  | "passkey_unknown"
  | "passkey_needs_factor"
  | "passkey_cancelled";
