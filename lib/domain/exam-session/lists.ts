import type { Fen } from "@/lib/core/money";

// The lists of an exam session: the entries as staff want them (list-text.ts reads them), and what that changes.

/**
 * `formerName`: the present name of an entry that is renamed; null when it is not. `closed`: newcomers cannot choose
 * it, who has chosen it keeps it.
 */
export type Named = { name: string; formerName: string | null; closed: boolean };
export type TeachingPointEntry = Named;
export type SchoolEntry = Named & { teachingPoints: TeachingPointEntry[] };
/** `examStartsAt`, `examEndsAt`: both null where the language is examined at the exam session's time. */
export type LanguageEntry = Named & {
  code: string;
  feeFen: Fen | null;
  examStartsAt: Date | null;
  examEndsAt: Date | null;
};
export type LevelEntry = Named;

type Listed = { id: string; name: string };

/** The planned change of each list entry: kept (perhaps renamed), added or deleted. */
export type ListPlan<E extends Named, B extends Listed> = {
  kept: { before: B; after: E; position: number }[];
  added: { entry: E; position: number }[];
  gone: B[];
  /** Entries to rename that do not exist. */
  unknown: string[];
};

/** Compares the stored list with the typed one. Positions count from 1. */
export function planList<E extends Named, B extends Listed>(before: readonly B[], typed: readonly E[]): ListPlan<E, B> {
  const plan: ListPlan<E, B> = { kept: [], added: [], gone: [], unknown: [] };
  const taken = new Set<string>();
  for (const [index, entry] of typed.entries()) {
    const position = index + 1;
    const row = before.find(({ name }) => name === (entry.formerName ?? entry.name));
    if (row && !taken.has(row.id)) {
      taken.add(row.id);
      plan.kept.push({ before: row, after: entry, position });
    } else if (entry.formerName !== null) plan.unknown.push(entry.formerName);
    else plan.added.push({ entry, position });
  }
  plan.gone = before.filter(({ id }) => !taken.has(id));
  return plan;
}

/** Entries of a plan whose name changes. */
export const renamesIn = <E extends Named, B extends Listed>({ kept }: ListPlan<E, B>) =>
  kept.flatMap(({ before, after }) =>
    before.name === after.name ? [] : [{ id: before.id, from: before.name, to: after.name }],
  );

/**
 * The renames of an exam session's lists. `formerSchool` and `school`: the name of a teaching point's school before and
 * after.
 */
export type Renames = {
  schools: { from: string; to: string }[];
  teachingPoints: { school: string; formerSchool: string; from: string; to: string }[];
  languages: { from: string; to: string }[];
  levels: { from: string; to: string }[];
};

/** A level has no row: the exam session has the names of all, and the names of the closed ones. */
export const levelColumns = (levels: readonly LevelEntry[]) => ({
  levels: levels.map(({ name }) => name),
  closedLevels: levels.filter(({ closed }) => closed).map(({ name }) => name),
});
