import { cleanInput } from "@/lib/core/clean-input";
import { type Fen, fenToYuan, yuanToFen } from "@/lib/core/money";

// The lists of an exam session as staff type them, one entry on each line. "旧名 → 新名" renames an entry and keeps the
// candidates who chose it.

/** `formerName`: the present name of an entry that is renamed; null when it is not. */
type Named = { name: string; formerName: string | null };
export type TeachingPointEntry = Named;
export type SchoolEntry = Named & { teachingPoints: TeachingPointEntry[] };
export type LanguageEntry = Named & { code: string; feeFen: Fen | null };
export type LevelEntry = Named;

/** The lines of a text that are not empty, trimmed. */
export const lines = (text: string): string[] =>
  cleanInput(text)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

const isRepeated = (names: readonly string[]) => new Set(names).size !== names.length;

/** No name may occur twice, neither among the new names nor among the renamed ones. */
const areDistinct = (entries: readonly Named[]) =>
  !isRepeated(entries.map(({ name }) => name)) && !isRepeated(entries.flatMap(({ formerName }) => formerName ?? []));

const arrow = /\s*(?:→|⇒|➔|->|=>|－>|—>)\s*/;

/** "名称" or "旧名 → 新名"; null when a side is empty or there are several arrows. */
function parseName(text: string): Named | null {
  const [first = "", second, ...more] = text.trim().split(arrow);
  if (more.length || !first || second === "") return null;
  return second === undefined || second === first
    ? { name: first, formerName: null }
    : { name: second, formerName: first };
}

/** One level on each line; null when a line is invalid or a level occurs twice. */
export function parseLevels(text: string): LevelEntry[] | null {
  const levels = lines(text).map(parseName);
  return levels.every((level) => level !== null) && areDistinct(levels) ? levels : null;
}

/** "学校：教学点1、教学点2", one school on each line; null when there is none, or a name is missing or occurs twice. */
export function parseSchools(text: string): SchoolEntry[] | null {
  const schools = lines(text).map(parseSchool);
  return schools.length && schools.every((school) => school !== null) && areDistinct(schools) ? schools : null;
}

function parseSchool(line: string): SchoolEntry | null {
  const [name = "", ...rest] = line.split(/[:：]/);
  const school = parseName(name);
  const points = rest
    .join("：")
    .split(/[、,，]/)
    .filter((point) => point.trim())
    .map(parseName);
  return school && points.every((point) => point !== null) && areDistinct(points)
    ? { ...school, teachingPoints: points }
    : null;
}

export const formatSchools = (
  schools: readonly { name: string; teachingPoints: readonly { name: string }[] }[],
): string =>
  schools
    .map(({ name, teachingPoints }) =>
      teachingPoints.length ? `${name}：${teachingPoints.map((point) => point.name).join("、")}` : name,
    )
    .join("\n");

/**
 * "英语 1" or "英语 1 50.00" (its own fee in yuan), one language on each line; null when a line is invalid, or a name or
 * digit occurs twice.
 */
export function parseLanguages(text: string): LanguageEntry[] | null {
  const languages = lines(text).map(parseLanguage);
  if (!languages.length || languages.length > 26 || !languages.every((language) => language !== null)) return null;
  return areDistinct(languages) && !isRepeated(languages.map(({ code }) => code)) ? languages : null;
}

function parseLanguage(line: string): LanguageEntry | null {
  // Spaces around an arrow do not separate columns.
  const [name = "", code = "", fee, ...more] = line.replace(arrow, "→").split(/\s+/);
  const named = parseName(name);
  const feeFen = fee === undefined ? null : yuanToFen(fee);
  if (!named || !/^\d{1,2}$/.test(code) || (fee !== undefined && feeFen === null) || more.length) return null;
  return { ...named, code, feeFen };
}

export const formatLanguages = (languages: readonly { name: string; code: string; feeFen: Fen | null }[]): string =>
  languages
    .map(({ name, code, feeFen }) => `${name} ${code}${feeFen === null ? "" : ` ${fenToYuan(feeFen)}`}`)
    .join("\n");

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
