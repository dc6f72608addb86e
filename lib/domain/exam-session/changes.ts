import type { EditableExamSession } from "./queries";
import type { SessionPlan } from "./schema";

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * What an edit changes, for the audit: every column and list by name, with its value before and after. Long texts are
 * stored whole: years later the office must be able to prove which text a candidate confirmed, and a hash would only
 * prove that it was a different one. Such edits are rare.
 */
export function changesOf(before: EditableExamSession, plan: SessionPlan) {
  const [was, will] = [storedValues(before), plannedValues(plan)];
  const pairs = Object.keys(will).map((name) => ({ name, before: was[name] ?? null, after: will[name] ?? null }));
  const changed = pairs.filter((pair) => !isSame(pair.before, pair.after));
  return {
    changed: changed.map(({ name }) => name),
    values: Object.fromEntries(changed.map(({ name, ...values }) => [name, values])),
  };
}

/** Whether two values are equal. The database returns the names of an object in an order of its own. */
export const isSame = (one: Json, other: Json): boolean =>
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));

const ordered = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, ordered(value[name] ?? null)]));
};

/** The columns and lists that an exam session has, by name. */
export const storedValues = (examSession: EditableExamSession): Record<string, Json> =>
  asJson({
    ...examSession,
    ...listed({
      ...examSession,
      levels: examSession.levels.map((name) => ({ name, closed: examSession.closedLevels.includes(name) })),
    }),
  });

/** The columns and lists that staff want it to have, by the same names. */
export const plannedValues = ({ columns, lists }: SessionPlan): Record<string, Json> =>
  asJson({ ...columns, ...listed(lists) });

const asJson = (values: Record<string, unknown>) => JSON.parse(JSON.stringify(values)) as Record<string, Json>;

type Lists = {
  levels: readonly Entry[];
  schools: readonly (Entry & { teachingPoints: readonly Entry[] })[];
  languages: readonly (Entry & {
    code: string;
    feeFen: number | null;
    examStartsAt: Date | null;
    examEndsAt: Date | null;
  })[];
};
type Entry = { name: string; closed: boolean };

const entry = ({ name, closed }: Entry) => ({ name, closed });

/** The lists by their names and values, without ids. */
const listed = ({ levels, schools, languages }: Lists) => ({
  levels: levels.map(entry),
  schools: schools.map((school) => ({ ...entry(school), teachingPoints: school.teachingPoints.map(entry) })),
  languages: languages.map(({ name, code, feeFen, closed, examStartsAt, examEndsAt }) => ({
    name,
    code,
    feeFen,
    closed,
    examStartsAt,
    examEndsAt,
  })),
});
