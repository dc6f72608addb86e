const DAY_MS = 24 * 60 * 60 * 1000;

/** For how many days an invited member of staff may set his password. */
export const INVITATION_DAYS = 7;

/** The first instant at which the invitation is over. */
export const invitationEnd = (now: Date): Date => new Date(now.getTime() + INVITATION_DAYS * DAY_MS);

export type MemberState = "active" | "disabled" | "invited" | "invitation_over";

/**
 * What a member of staff can do at the door: sign in, nothing, set his password, or nothing until he is invited again.
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
