import { typedText } from "@/lib/core/typed-text";
import { type Fen, fenToYuan, yuanToFen } from "@/lib/core/money";

// The lists of a session as staff type them, one entry a line.

export type SchoolEntry = { name: string; teachingPoints: string[] };
export type LanguageEntry = { name: string; code: string; feeFen: Fen | null };

/** The lines of a text that say something, trimmed. */
export const lines = (text: string): string[] =>
  typedText(text)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

const isRepeated = (names: readonly string[]) => new Set(names).size !== names.length;

/** "学校：教学点1、教学点2", one school a line; null when there is none, a name is missing or stands twice. */
export function parseSchools(text: string): SchoolEntry[] | null {
  const schools = lines(text).map((line) => {
    const [name = "", ...rest] = line.split(/[:：]/);
    const teachingPoints = rest
      .join("：")
      .split(/[、,，]/)
      .map((point) => point.trim())
      .filter(Boolean);
    return { name: name.trim(), teachingPoints };
  });
  const wrong = schools.some(({ name, teachingPoints }) => !name || isRepeated(teachingPoints));
  return schools.length && !wrong && !isRepeated(schools.map(({ name }) => name)) ? schools : null;
}

export const formatSchools = (schools: readonly { name: string; teachingPoints: readonly { name: string }[] }[]): string =>
  schools
    .map(({ name, teachingPoints }) => (teachingPoints.length ? `${name}：${teachingPoints.map((point) => point.name).join("、")}` : name))
    .join("\n");

/** "英语 1" or "英语 1 50.00" (its own fee in yuan), one language a line; null when a line is none, or a name or digit stands twice. */
export function parseLanguages(text: string): LanguageEntry[] | null {
  const languages: LanguageEntry[] = [];
  for (const line of lines(text)) {
    const [name = "", code = "", fee, ...more] = line.split(/\s+/);
    const feeFen = fee === undefined ? null : yuanToFen(fee);
    if (!/^\d{1,2}$/.test(code) || (fee !== undefined && feeFen === null) || more.length) return null;
    languages.push({ name, code, feeFen });
  }
  const repeated = isRepeated(languages.map(({ name }) => name)) || isRepeated(languages.map(({ code }) => code));
  return languages.length && languages.length <= 26 && !repeated ? languages : null;
}

export const formatLanguages = (languages: readonly LanguageEntry[]): string =>
  languages.map(({ name, code, feeFen }) => `${name} ${code}${feeFen === null ? "" : ` ${fenToYuan(feeFen)}`}`).join("\n");
