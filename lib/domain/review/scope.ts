import type { Prisma } from "@/lib/adapter/db/client";
import type { Roles } from "@/lib/domain/account/roles";

/**
 * Which registrations a member of staff may see: all, or those of whole schools and of single teaching points, by name.
 */
export type Scope = "all" | { schools: readonly string[]; teachingPoints: readonly { school: string; name: string }[] };

/** The condition in the `where` of every access by staff. An empty scope matches nothing. */
export function scopeWhere(scope: Scope): Prisma.RegistrationWhereInput {
  if (scope === "all") return {};
  const points = scope.teachingPoints.map(({ school, name }) => ({
    school: { name: school },
    teachingPoint: { name },
  }));
  return { OR: [{ school: { name: { in: [...scope.schools] } } }, ...points] };
}

/** Whether a registration of this school and teaching point is in a scope. */
export const inScope = (scope: Scope, school: string | null, teachingPoint: string | null): boolean =>
  scope === "all" ||
  (school !== null && scope.schools.includes(school)) ||
  scope.teachingPoints.some((point) => point.school === school && point.name === teachingPoint);

/**
 * The roles that a member of staff has over a registration of this school and teaching point: not that of reviewer
 * outside his schools (`reviewed`).
 */
export const rolesOver = (roles: Roles, reviewed: Scope, school: string | null, teachingPoint: string | null): Roles =>
  inScope(reviewed, school, teachingPoint) ? roles : roles.filter((role) => role !== "REVIEWER");
