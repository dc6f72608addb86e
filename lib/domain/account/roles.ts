import { StaffRole } from "@/lib/adapter/db/enums";

/** What a member of staff may do: whatever any of his roles may. Never empty; in the order of the enum. */
export type Roles = readonly StaffRole[];

/** Every role, for what the whole staff may do. */
export const everyRole: Roles = Object.values(StaffRole);

/** Whether one of these roles is among the wanted ones. It grants only: no role takes away what another one gives. */
export const hasRole = (roles: Roles, wanted: Roles): boolean => roles.some((role) => wanted.includes(role));

/** Whether a member with these roles may do what is open to the allowed ones. Administrators may do everything. */
export const mayAs = (roles: Roles, allowed: Roles): boolean => hasRole(roles, ["ADMINISTRATOR", ...allowed]);

export const isAdministrator = (roles: Roles): boolean => hasRole(roles, ["ADMINISTRATOR"]);

/** The exam office does the 复审, and also the 初审 when a school has no reviewer. */
export const isExamOffice = (roles: Roles): boolean => mayAs(roles, ["EXAM_OFFICER"]);

/** Whoever confirms and refunds money. */
export const isFinance = (roles: Roles): boolean => mayAs(roles, ["FINANCE"]);

/**
 * Whether what is open to the allowed roles reaches this member only as a reviewer, so that his schools limit it. Who
 * may do the same in another role is not limited.
 */
export const isLimited = (roles: Roles, allowed: Roles): boolean =>
  hasRole(roles, ["REVIEWER"]) &&
  !mayAs(
    roles,
    allowed.filter((role) => role !== "REVIEWER"),
  );

/** The roles in the order in which they are shown and compared, none twice. */
export const inOrder = (roles: Roles): StaffRole[] => everyRole.filter((role) => roles.includes(role));
