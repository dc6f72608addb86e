import type { Tx } from "@/lib/adapter/db/client";
import type { Renames } from "@/lib/domain/exam-session/lists";

/**
 * Reviewers are limited to schools and teaching points by name, so a rename updates their limits in the same
 * transaction. If another exam session still uses the old name, they keep the old one as well as the new one.
 */
export async function renamePlacesOfReviewers(
  tx: Tx,
  { examSessionId, renames }: { examSessionId: string; renames: Renames },
): Promise<void> {
  const schools = new Map(renames.schools.map(({ from, to }) => [from, to]));
  const points = new Map(renames.teachingPoints.map(({ formerSchool, from, to }) => [`${formerSchool}\n${from}`, to]));
  const named = [...schools.keys(), ...renames.teachingPoints.map(({ formerSchool }) => formerSchool)];
  const scopes = await tx.staffScope.findMany({ where: { school: { in: named } } });
  const moved = scopes
    .map((scope) => ({
      ...scope,
      newSchool: schools.get(scope.school) ?? scope.school,
      newPoint: points.get(`${scope.school}\n${scope.teachingPoint}`) ?? scope.teachingPoint,
    }))
    .filter(({ school, teachingPoint, newSchool, newPoint }) => school !== newSchool || teachingPoint !== newPoint);

  const gone: string[] = [];
  for (const { id, school, teachingPoint } of moved) {
    const elsewhere = await tx.school.count({
      where: {
        name: school,
        examSessionId: { not: examSessionId },
        ...(teachingPoint ? { teachingPoints: { some: { name: teachingPoint } } } : {}),
      },
    });
    if (!elsewhere) gone.push(id);
  }
  // The old rows are deleted first, because two places may have swapped their names.
  await tx.staffScope.deleteMany({ where: { id: { in: gone } } });
  await tx.staffScope.createMany({
    data: moved.map(({ staffId, newSchool, newPoint }) => ({ staffId, school: newSchool, teachingPoint: newPoint })),
    skipDuplicates: true,
  });
}
