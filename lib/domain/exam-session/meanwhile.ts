import { z } from "zod";
import { isSame, type Json, plannedValues, storedValues } from "./changes";
import type { EditableExamSession } from "./queries";
import type { SessionPlan } from "./schema";

// Two officers edit one exam session at the same time: what the first one saved is shown to the second one field by
// field, and he decides on each field.

/** A column or list that a colleague has changed and that would be changed again. `field`: its name in the form. */
export type Difference = { field: string; theirs: Json; mine: Json; isMine: boolean };

/** For each field of the form: whose value counts. */
export type Choices = Readonly<Record<string, "mine" | "theirs" | undefined>>;

/** The names of columns that the form calls differently. */
const fields: Record<string, string> = {
  feeFen: "fee",
  refundLimitFen: "refundLimit",
  admitCardNotes: "notes",
  admitNumberTemplate: "numberTemplate",
  schoolCode: "schoolNumber",
};

const fieldOf = (name: string) => fields[name] ?? name;

/** What the audit row of an edit holds: every changed value before and after. */
export const auditedEdit = z.object({ values: z.record(z.string(), z.object({ before: z.json(), after: z.json() })) });

/**
 * What differs between the exam session as it is stored and as it would be saved, of all that was changed since the
 * form was opened. `edits`: the audit's details of the edits since then, the oldest first. `isMine`: this officer has
 * changed it too; otherwise his form has the old value.
 */
export function differences(edits: readonly unknown[], stored: EditableExamSession, plan: SessionPlan): Difference[] {
  const opened = new Map<string, Json>();
  for (const edit of edits)
    for (const [name, { before }] of Object.entries(auditedEdit.safeParse(edit).data?.values ?? {}))
      if (!opened.has(name)) opened.set(name, before);
  const [theirs, mine] = [storedValues(stored), plannedValues(plan)];
  return [...opened].flatMap(([name, base]) => {
    const [his, own] = [theirs[name] ?? null, mine[name] ?? null];
    if (isSame(his, base) || isSame(his, own)) return [];
    return [{ field: fieldOf(name), theirs: his, mine: own, isMine: !isSame(own, base) }];
  });
}

/** The plan with the stored values of the fields for which the colleague's value was chosen. */
export function withTheirs(plan: SessionPlan, stored: EditableExamSession, choices: Choices): SessionPlan {
  const isTheirs = (field: string) => choices[field] === "theirs";
  const columns = Object.fromEntries(
    Object.entries(plan.columns).map(([name, value]) => [
      name,
      isTheirs(fieldOf(name)) ? stored[name as keyof SessionPlan["columns"]] : value,
    ]),
  ) as SessionPlan["columns"];
  const kept = <T>(entry: T) => ({ ...entry, formerName: null });
  return {
    columns,
    lists: {
      schools: isTheirs("schools")
        ? stored.schools.map((school) => ({ ...kept(school), teachingPoints: school.teachingPoints.map(kept) }))
        : plan.lists.schools,
      languages: isTheirs("languages") ? stored.languages.map(kept) : plan.lists.languages,
      levels: isTheirs("levels")
        ? stored.levels.map((name) => kept({ name, closed: stored.closedLevels.includes(name) }))
        : plan.lists.levels,
    },
  };
}
