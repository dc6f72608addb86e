import type { Tx } from "@/lib/adapter/db/client";
import {
  type LanguageEntry,
  type LevelEntry,
  type ListPlan,
  planList,
  type Renames,
  renamesIn,
  type SchoolEntry,
  type TeachingPointEntry,
} from "../lists";
import type { EditableExamSession } from "../queries";
import type { SessionProblem, SessionProblemCode } from "../problem";

type Named = { id: string; name: string };
type School = EditableExamSession["schools"][number];
type Language = EditableExamSession["languages"][number];
type SchoolPlan = ListPlan<SchoolEntry, School>;
type PointPlan = { school: School; name: string; points: ListPlan<TeachingPointEntry, Named> };

/** The planned changes of every list of an exam session. A level has no row: its name is its id. */
export type ListsPlan = {
  schools: SchoolPlan;
  /** Of the schools that are kept. */
  teachingPoints: PointPlan[];
  languages: ListPlan<LanguageEntry, Language>;
  levels: ListPlan<LevelEntry, Named>;
};

export function planLists(
  before: EditableExamSession,
  typed: { schools: SchoolEntry[]; languages: LanguageEntry[]; levels: LevelEntry[] },
): ListsPlan {
  const schools = planList(before.schools, typed.schools);
  return {
    schools,
    teachingPoints: schools.kept.map(({ before: school, after }) => ({
      school,
      name: after.name,
      points: planList(school.teachingPoints, after.teachingPoints),
    })),
    languages: planList(before.languages, typed.languages),
    levels: planList(
      before.levels.map((name) => ({ id: name, name })),
      typed.levels,
    ),
  };
}

export function renamesOf(plan: ListsPlan): Renames {
  const names = ({ from, to }: { from: string; to: string }) => ({ from, to });
  return {
    schools: renamesIn(plan.schools).map(names),
    teachingPoints: plan.teachingPoints.flatMap(({ school, name, points }) =>
      renamesIn(points).map((rename) => ({ school: name, formerSchool: school.name, ...names(rename) })),
    ),
    languages: renamesIn(plan.languages).map(names),
    levels: renamesIn(plan.levels).map(names),
  };
}

/**
 * What prevents a plan: entries to rename that do not exist, and entries to delete that registrations use, each with
 * the number of registrations.
 */
export async function listProblems(tx: Tx, examSessionId: string, plan: ListsPlan): Promise<SessionProblem[]> {
  await lockGone(tx, plan);
  const count = (where: NonNullable<Parameters<Tx["registration"]["count"]>[0]>["where"]) =>
    tx.registration.count({ where: { examSessionId, ...where } });
  const problems: SessionProblem[] = unknownEntries(plan);
  const inUse = (field: string, code: SessionProblemCode, name: string, held: number) => {
    if (held) problems.push({ field, code, values: { name, count: held } });
  };
  for (const { id, name } of plan.schools.gone) inUse("schools", "school_in_use", name, await count({ schoolId: id }));
  for (const { name: school, points } of plan.teachingPoints)
    for (const { id, name } of points.gone)
      inUse("schools", "teaching_point_in_use", `${school}：${name}`, await count({ teachingPointId: id }));
  for (const { id, name } of plan.languages.gone)
    inUse("languages", "language_in_use", name, await count({ languageId: id }));
  for (const { name } of plan.levels.gone) inUse("levels", "level_in_use", name, await count({ level: name }));
  return problems;
}

function unknownEntries({ schools, teachingPoints, languages, levels }: ListsPlan): SessionProblem[] {
  const named = [
    ["schools", schools.unknown],
    ["schools", teachingPoints.flatMap(({ points }) => points.unknown)],
    ["languages", languages.unknown],
    ["levels", levels.unknown],
  ] as const;
  return named.flatMap(([field, names]) =>
    names.map((name) => ({ field, code: "renamed_is_unknown", values: { name } })),
  );
}

/** If a candidate is choosing such an entry at this moment, the lock waits for him, and he is counted. */
async function lockGone(tx: Tx, { schools, teachingPoints, languages }: ListsPlan): Promise<void> {
  const ids = (rows: readonly Named[]) => rows.map(({ id }) => id);
  await tx.$queryRaw`SELECT id FROM school WHERE id = ANY (${ids(schools.gone)}::uuid[]) ORDER BY id FOR UPDATE`;
  const points = ids(teachingPoints.flatMap((school) => school.points.gone));
  await tx.$queryRaw`SELECT id FROM teaching_point WHERE id = ANY (${points}::uuid[]) ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT id FROM language WHERE id = ANY (${ids(languages.gone)}::uuid[]) ORDER BY id FOR UPDATE`;
}

/** Applies the plan to schools, teaching points and languages. */
export async function writeLists(tx: Tx, examSessionId: string, plan: ListsPlan): Promise<void> {
  await writeSchools(tx, examSessionId, plan.schools);
  for (const { school, points } of plan.teachingPoints) await writePoints(tx, school.id, points);
  await writeLanguages(tx, examSessionId, plan.languages);
}

const idsOf = (rows: readonly Named[]) => ({ id: { in: rows.map(({ id }) => id) } });

/**
 * Two entries may swap their names, and names are unique. So the entries to rename first get their ids as temporary
 * names. No real entry is named like an id.
 */
const aside = (
  plan: ListPlan<SchoolEntry, Named> | ListPlan<TeachingPointEntry, Named> | ListPlan<LanguageEntry, Language>,
) => renamesIn(plan as ListPlan<TeachingPointEntry, Named>).map(({ id }) => ({ where: { id }, data: { name: id } }));

async function writeSchools(tx: Tx, examSessionId: string, plan: SchoolPlan): Promise<void> {
  await tx.school.deleteMany({ where: idsOf(plan.gone) });
  for (const step of aside(plan)) await tx.school.update(step);
  for (const { before, after, position } of plan.kept)
    await tx.school.update({ where: { id: before.id }, data: { name: after.name, closed: after.closed, position } });
  for (const { entry, position } of plan.added) {
    const teachingPoints = {
      create: entry.teachingPoints.map(({ name, closed }, index) => ({ name, closed, position: index + 1 })),
    };
    await tx.school.create({
      data: { examSessionId, name: entry.name, closed: entry.closed, position, teachingPoints },
    });
  }
}

async function writePoints(tx: Tx, schoolId: string, plan: PointPlan["points"]): Promise<void> {
  await tx.teachingPoint.deleteMany({ where: idsOf(plan.gone) });
  for (const step of aside(plan)) await tx.teachingPoint.update(step);
  for (const { before, after, position } of plan.kept)
    await tx.teachingPoint.update({
      where: { id: before.id },
      data: { name: after.name, closed: after.closed, position },
    });
  await tx.teachingPoint.createMany({
    data: plan.added.map(({ entry: { name, closed }, position }) => ({ schoolId, name, closed, position })),
  });
}

async function writeLanguages(tx: Tx, examSessionId: string, plan: ListsPlan["languages"]): Promise<void> {
  await tx.language.deleteMany({ where: idsOf(plan.gone) });
  for (const step of aside(plan)) await tx.language.update(step);
  // Two languages may swap their digits as well.
  const recoded = plan.kept.filter(({ before, after }) => before.code !== after.code);
  for (const [index, { before }] of recoded.entries())
    await tx.language.update({
      where: { id: before.id },
      data: { code: String.fromCharCode("a".charCodeAt(0) + index) },
    });
  for (const { before, after, position } of plan.kept) {
    const { name, code, feeFen, closed, examStartsAt, examEndsAt } = after;
    await tx.language.update({
      where: { id: before.id },
      data: { name, code, feeFen, closed, examStartsAt, examEndsAt, position },
    });
  }
  const added = plan.added.map(({ entry, position }) => {
    const { name, code, feeFen, closed, examStartsAt, examEndsAt } = entry;
    return { examSessionId, name, code, feeFen, closed, examStartsAt, examEndsAt, position };
  });
  await tx.language.createMany({ data: added });
}
