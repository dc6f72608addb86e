import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import type { StaffRole } from "@/lib/adapter/db/enums";
import type { Scope } from "../scope";

/**
 * Which registrations this member of staff may see. Only reviewers are limited. A reviewer whose account no longer
 * exists sees none.
 */
export async function scopeOf(
  { id, role }: { id: string; role: StaffRole },
  tx: Pick<Tx, "staff"> = db(),
): Promise<Scope> {
  if (role !== "REVIEWER") return "all";
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
