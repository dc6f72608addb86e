const DAY_MS = 24 * 60 * 60 * 1000;

/** An invited member of staff may set his password for this many days. */
export const INVITATION_DAYS = 7;

/** The first moment at which the invitation has expired. */
export const invitationEnd = (now: Date): Date => new Date(now.getTime() + INVITATION_DAYS * DAY_MS);

export type MemberState = "active" | "disabled" | "invited" | "invitation_over";

/**
 * What a member of staff can do at the login page: sign in, nothing, set his password, or nothing until he is invited
 * again.
 */
export function memberState(
  {
    disabledAt,
    hasPassword,
    invitedUntil,
  }: { disabledAt: Date | null; hasPassword: boolean; invitedUntil: Date | null },
  now: Date,
): MemberState {
  if (disabledAt) return "disabled";
  if (hasPassword) return "active";
  return invitedUntil && now < invitedUntil ? "invited" : "invitation_over";
}
