import { Prisma, type Tx } from "@/lib/adapter/db/client";
import type { Renames } from "@/lib/domain/exam-session/lists";

/**
 * Renames schools, teaching points and levels in the roster, in the transaction of the rename. The roster stores names,
 * and registrations are compared with them. Staged rows are renamed too.
 */
export async function renameInRoster(
  tx: Tx,
  { examSessionId, renames }: { examSessionId: string; renames: Renames },
): Promise<void> {
  const rosters = [
    [Prisma.raw("roster_entry"), Prisma.sql`e.exam_session_id = ${examSessionId}::uuid`],
    [
      Prisma.raw("roster_staged_row"),
      Prisma.sql`e.import_id IN (SELECT id FROM roster_import WHERE exam_session_id = ${examSessionId}::uuid)`,
    ],
  ] as const;
  const { schools, teachingPoints, levels } = renames;
  for (const [table, ofSession] of rosters) {
    // Teaching points first: they are found by the old name of their school.
    await tx.$executeRaw`
      UPDATE ${table} e SET teaching_point = renamed.to
      FROM unnest(${teachingPoints.map((point) => point.formerSchool)}::text[], ${froms(teachingPoints)}::text[], ${tos(teachingPoints)}::text[])
        AS renamed (school, "from", "to")
      WHERE ${ofSession} AND e.school = renamed.school AND e.teaching_point = renamed.from`;
    await tx.$executeRaw`
      UPDATE ${table} e SET school = renamed.to
      FROM unnest(${froms(schools)}::text[], ${tos(schools)}::text[]) AS renamed ("from", "to")
      WHERE ${ofSession} AND e.school = renamed.from`;
    await tx.$executeRaw`
      UPDATE ${table} e SET level = renamed.to
      FROM unnest(${froms(levels)}::text[], ${tos(levels)}::text[]) AS renamed ("from", "to")
      WHERE ${ofSession} AND e.level = renamed.from`;
  }
}

const froms = (renames: readonly { from: string }[]) => renames.map(({ from }) => from);
const tos = (renames: readonly { to: string }[]) => renames.map(({ to }) => to);
