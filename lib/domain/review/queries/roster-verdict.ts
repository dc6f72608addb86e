import { nameKey } from "@/lib/core/person-name";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import type { RosterState } from "@/lib/adapter/db/enums";
import { compareWithRoster, type RosterComparison, type RosterFacts } from "@/lib/domain/roster/compare";
import { rosterByDocument, rosterByStudent, hasRoster } from "@/lib/domain/roster/queries";

/** The fields of a registration that are compared with the 学籍名单. */
export const comparedSelect = {
  examSessionId: true,
  documentIndex: true,
  name: true,
  studentNumber: true,
  level: true,
  category: true,
  school: { select: { name: true } },
  teachingPoint: { select: { name: true } },
} as const satisfies Prisma.RegistrationSelect;

export type Compared = Prisma.RegistrationGetPayload<{ select: typeof comparedSelect }>;

/** A registration with its line of the roster. */
export const compareRegistration = (row: Compared, entry: RosterFacts | null): RosterComparison =>
  compareWithRoster(
    { ...row, school: row.school?.name ?? null, teachingPoint: row.teachingPoint?.name ?? null },
    entry,
  );

/** Compares a registration with the roster again, now. */
export async function rosterVerdict(
  registrationId: string,
  tx: Pick<Tx, "registration" | "rosterEntry"> = db(),
): Promise<RosterState> {
  const row = await tx.registration.findUniqueOrThrow({ where: { id: registrationId }, select: comparedSelect });
  if (!(await hasRoster(row.examSessionId, tx))) return "NOT_COMPARED";
  const index = row.documentIndex ?? "";
  const entries = await rosterByDocument(row.examSessionId, [index], tx);
  return compareRegistration(row, entries.get(index) ?? null).state;
}

/**
 * The same with every field side by side, for the desk; null without a roster. `byStudent`: the roster does not have
 * the document number, but has a student with this name and student number.
 */
export async function rosterComparison(
  row: Compared,
): Promise<(RosterComparison & { byStudent: RosterFacts | null }) | null> {
  if (!(await hasRoster(row.examSessionId))) return null;
  const index = row.documentIndex ?? "";
  const entry = (await rosterByDocument(row.examSessionId, [index])).get(index) ?? null;
  const alike =
    !entry && row.name && row.studentNumber
      ? await rosterByStudent(row.examSessionId, { nameKey: nameKey(row.name), studentNumber: row.studentNumber })
      : null;
  return { ...compareRegistration(row, entry), byStudent: alike };
}
