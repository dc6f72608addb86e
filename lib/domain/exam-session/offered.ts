type Entry = { id: string; closed: boolean };

type Lists = {
  levels: readonly string[];
  closedLevels: readonly string[];
  languages: readonly Entry[];
  schools: readonly (Entry & { teachingPoints: readonly Entry[] })[];
};

/** What a candidate has chosen and saved before, by id; of a level the name. */
export type Chosen = {
  level: string | null;
  languageId: string | null;
  schoolId: string | null;
  teachingPointId: string | null;
};

export const nothingChosen: Chosen = { level: null, languageId: null, schoolId: null, teachingPointId: null };

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
    levels: lists.levels.filter((level) => !lists.closedLevels.includes(level) || level === chosen.level),
    languages: lists.languages.filter(isOffered(chosen.languageId)),
    schools: lists.schools.filter(isOffered(chosen.schoolId)).map((school) => ({
      ...school,
      teachingPoints: school.teachingPoints.filter(isOffered(chosen.teachingPointId)),
    })),
  };
}

/** Whether any entry is closed to newcomers. */
export const hasClosed = ({ closedLevels, languages, schools }: Lists): boolean =>
  closedLevels.length > 0 ||
  [...languages, ...schools, ...schools.flatMap((school) => school.teachingPoints)].some(({ closed }) => closed);
