import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import { isLimited, mayAs, type Roles } from "@/lib/domain/account/roles";
import type { Scope } from "../scope";

/** A scope that holds no registration. */
const NONE: Scope = { schools: [], teachingPoints: [] };

/**
 * Which registrations a member of staff reaches in what is open to these roles (`allowed`). His schools limit him only
 * where nothing but the role of reviewer lets him in: an auditor who also reviews sees all, and decides on those of his
 * schools. Who has none of the roles, or whose account no longer exists, reaches none.
 */
export async function scopeOf(
  { id, roles }: { id: string; roles: Roles },
  allowed: Roles,
  tx: Pick<Tx, "staff"> = db(),
): Promise<Scope> {
  if (!mayAs(roles, allowed)) return NONE;
  if (!isLimited(roles, allowed)) return "all";
  const staff = await tx.staff.findUnique({
    where: { id },
    select: { allSchools: true, scopes: { select: { school: true, teachingPoint: true } } },
  });
  if (staff?.allSchools) return "all";
  const scopes = staff?.scopes ?? [];
  return {
    schools: scopes.filter(({ teachingPoint }) => !teachingPoint).map(({ school }) => school),
    teachingPoints: scopes.flatMap(({ school, teachingPoint }) =>
      teachingPoint ? [{ school, name: teachingPoint }] : [],
    ),
  };
}

/**
 * The same condition for hand-written SQL, on a registration `r`; begins with AND. The lists are read once for each
 * statement, as arrays, so that PostgreSQL can check the condition from the queue's index alone.
 */
export function scopeSql(scope: Scope): Prisma.Sql {
  if (scope === "all") return Prisma.empty;
  const ofPoints = scope.teachingPoints.map(({ school }) => school);
  const points = scope.teachingPoints.map(({ name }) => name);
  return Prisma.sql`AND (r.school_id = ANY (ARRAY(SELECT id FROM school WHERE name = ANY (${[...scope.schools]}::text[])))
    OR r.teaching_point_id = ANY (ARRAY(
      SELECT p.id FROM teaching_point p JOIN school o ON o.id = p.school_id
      WHERE (o.name, p.name) IN (SELECT * FROM unnest(${ofPoints}::text[], ${points}::text[])))))`;
}
