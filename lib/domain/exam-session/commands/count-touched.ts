import type { Prisma, Tx } from "@/lib/adapter/db/client";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import type { Touch, Who } from "../touched";
import type { SessionProblem } from "../problem";

/** Up to this many people are shown by name, so that staff can call them before they save. */
const MAX_NAMED = 5;

/** The changes that affect any candidate, each with the number of candidates and a few masked names. */
export async function countTouched(
  tx: Tx,
  examSessionId: string,
  touches: readonly Touch[],
): Promise<SessionProblem[]> {
  const lines: SessionProblem[] = [];
  for (const { line, who } of touches) {
    const where = whereOf(examSessionId, who);
    const count = await tx.registration.count({ where });
    if (!count) continue;
    const named =
      count > MAX_NAMED
        ? []
        : await tx.registration.findMany({ where, select: { name: true }, orderBy: { id: "asc" } });
    const people = named.flatMap(({ name }) => (name ? [maskName(name)] : []));
    const values = { ...line.values, count, statuses: who.statuses.join(" ") };
    lines.push({ ...line, values, ...(people.length ? { people } : {}) });
  }
  return lines;
}

/** The statuses of those whom these lines count. */
export function statusesOf(lines: readonly SessionProblem[]): RegistrationStatus[] {
  const named = new Set(lines.flatMap(({ values }) => String(values?.["statuses"] ?? "").split(" ")));
  return Object.values(RegistrationStatus).filter((status) => named.has(status));
}

const whereOf = (examSessionId: string, who: Who): Prisma.RegistrationWhereInput => ({
  examSessionId,
  status: { in: [...who.statuses] },
  ...(who.languages ? { languageId: { in: [...who.languages] } } : {}),
  ...(who.exceptLanguages ? { OR: [{ languageId: null }, { languageId: { notIn: [...who.exceptLanguages] } }] } : {}),
  ...(who.levels ? { level: { in: [...who.levels] } } : {}),
  ...(who.schools ? { schoolId: { in: [...who.schools] } } : {}),
  ...(who.teachingPoints ? { teachingPointId: { in: [...who.teachingPoints] } } : {}),
  ...(who.graduatedBefore
    ? { category: { in: ["SELF_STUDY_GRADUATING", "ADULT_GRADUATING"] }, graduationMonth: { lt: who.graduatedBefore } }
    : {}),
  ...(who.seated ? { seat: { isNot: null } } : {}),
});

/** 王＊＊: the first character, and one mark for each further character. */
const maskName = (name: string): string => {
  const [first = "", ...rest] = name;
  return first + "＊".repeat(Math.min(rest.length, 3));
};
