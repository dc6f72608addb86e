import type { EditableExamSession } from "./queries";
import type { SessionPlan } from "./schema";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * What an edit changes, for the audit: every column and list by name, with its value before and after. Long texts are
 * stored whole: years later the office must be able to prove which text a candidate confirmed, and a hash would only
 * prove that it was a different one. Such edits are rare.
 */
export function changesOf(before: EditableExamSession, { columns, lists }: SessionPlan) {
  const names = [...Object.keys(columns), "levels", "schools", "languages"];
  const [was, will] = [
    { ...before, ...listed(before) },
    { ...columns, ...listed({ ...lists, levels: lists.levels.map(({ name }) => name) }) },
  ] as Record<string, unknown>[];
  const pairs = names.map((name) => ({ name, before: asJson(was?.[name]), after: asJson(will?.[name]) }));
  const changed = pairs.filter((pair) => JSON.stringify(pair.before) !== JSON.stringify(pair.after));
  return {
    changed: changed.map(({ name }) => name),
    values: Object.fromEntries(changed.map(({ name, ...values }) => [name, values])),
  };
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

type Lists = {
  levels: readonly string[];
  schools: readonly { name: string; teachingPoints: readonly { name: string }[] }[];
  languages: readonly { name: string; code: string; feeFen: number | null }[];
};

/** The lists by their names and values, without ids. */
const listed = ({ levels, schools, languages }: Lists) => ({
  levels,
  schools: schools.map(({ name, teachingPoints }) => ({
    name,
    teachingPoints: teachingPoints.map((point) => point.name),
  })),
  languages: languages.map(({ name, code, feeFen }) => ({ name, code, feeFen })),
});
