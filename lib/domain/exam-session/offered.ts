import type { CandidateCategory, IdType } from "@/lib/adapter/db/enums";

type Entry = { id: string; closed: boolean };

/** What an exam session offers, and what of it is closed to newcomers. */
export type Lists = {
  categories: readonly CandidateCategory[];
  closedCategories: readonly CandidateCategory[];
  idTypes: readonly IdType[];
  closedIdTypes: readonly IdType[];
  levels: readonly string[];
  closedLevels: readonly string[];
  languages: readonly Entry[];
  schools: readonly (Entry & { teachingPoints: readonly Entry[] })[];
};

/** What a candidate has chosen and saved before, by id; of a level the name. */
export type Chosen = {
  category: CandidateCategory | null;
  idType: IdType | null;
  level: string | null;
  languageId: string | null;
  schoolId: string | null;
  teachingPointId: string | null;
};

export const nothingChosen: Chosen = {
  category: null,
  idType: null,
  level: null,
  languageId: null,
  schoolId: null,
  teachingPointId: null,
};

/** The values of a list without those that are closed to newcomers, but for the one that was chosen before. */
export const openTo = <V extends string>(values: readonly V[], closed: readonly V[], chosen: V | null = null): V[] =>
  values.filter((value) => !closed.includes(value) || value === chosen);

/**
 * The lists as a candidate can choose from them: without the entries that are closed to newcomers, but for those that
 * he has chosen before.
 */
export function offered<L extends Lists>(lists: L, chosen: Chosen): L {
  const isOffered =
    (id: string | null) =>
    (entry: Entry): boolean =>
      !entry.closed || entry.id === id;
  return {
    ...lists,
    categories: openTo(lists.categories, lists.closedCategories, chosen.category),
    idTypes: openTo(lists.idTypes, lists.closedIdTypes, chosen.idType),
    levels: openTo(lists.levels, lists.closedLevels, chosen.level),
    languages: lists.languages.filter(isOffered(chosen.languageId)),
    schools: lists.schools.filter(isOffered(chosen.schoolId)).map((school) => ({
      ...school,
      teachingPoints: school.teachingPoints.filter(isOffered(chosen.teachingPointId)),
    })),
  };
}

/** Whether any entry is closed to newcomers. */
export const hasClosed = ({
  closedCategories,
  closedIdTypes,
  closedLevels,
  languages,
  schools,
}: Pick<Lists, "closedCategories" | "closedIdTypes" | "closedLevels" | "languages" | "schools">): boolean =>
  [...closedCategories, ...closedIdTypes, ...closedLevels].length > 0 ||
  [...languages, ...schools, ...schools.flatMap((school) => school.teachingPoints)].some(({ closed }) => closed);
