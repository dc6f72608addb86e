import { cleanInput, halfWidth } from "@/lib/core/clean-input";
import { fromShanghai, shanghaiTime } from "@/lib/core/clock";
import { type Fen, fenToYuan, yuanToFen } from "@/lib/core/money";
import type { LanguageEntry, LevelEntry, Named, SchoolEntry } from "./lists";

// The lists of an exam session as text, one entry on each line: as staff type them, as they are copied from a
// spreadsheet (cells separated by tabs), and as the tables of the form post them. "旧名 → 新名" renames an entry and keeps
// the candidates who chose it; "停报" behind an entry closes it to newcomers.

/** More languages than there are letters cannot get their codes in one save (commands/write-lists.ts). */
const MAX_LANGUAGES = 26;

export type LineProblem =
  | "line_without_name"
  | "line_repeats_name"
  | "line_repeats_code"
  | "line_without_code"
  | "line_with_wrong_fee"
  | "line_with_wrong_exam_time"
  | "line_with_more_columns"
  | "line_beyond_limit";

/** What is wrong in a line. Lines count from 1, the empty ones too. */
export type LineError = { line: number; code: LineProblem };

/** The entries of a text, and what is wrong in it: at most one error for each line. */
export type ReadList<E> = { entries: E[]; errors: LineError[] };

type Line = { text: string; line: number };

/** The lines that are not empty. Tabs at the beginning and the end are empty cells. */
const numbered = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .map((line, index) => ({ text: line, line: index + 1 }))
    .filter((line) => cleanInput(line.text));

/** The lines of a text that are not empty, trimmed. */
export const lines = (text: string): string[] => numbered(text).map((line) => cleanInput(line.text));

const arrow = /\s*(?:→|⇒|➔|->|=>|－>|—>)\s*/;
const closing = /(?:^|\s+)(?:停报|停止新报)$/;

/** "名称", "旧名 → 新名" or one of them with "停报"; null when a side is empty or there are several arrows. */
function readName(typed: string): Named | null {
  const text = cleanInput(typed);
  const closed = closing.test(text);
  const [first = "", second, ...more] = text.replace(closing, "").trim().split(arrow);
  if (more.length || !first || second === "") return null;
  return second === undefined || second === first
    ? { name: first, formerName: null, closed }
    : { name: second, formerName: first, closed };
}

/** Whether an entry has a name that another one has too: the present one or the former one. */
const repeats = ({ name, formerName }: Named, others: readonly Named[]) =>
  others.some((other) => other.name === name || (formerName !== null && other.formerName === formerName));

/** One level on each line. */
export function readLevels(text: string): ReadList<LevelEntry> {
  const read: ReadList<LevelEntry> = { entries: [], errors: [] };
  for (const { text: typed, line } of numbered(text)) {
    const [first = "", ...more] = cells(typed);
    const level = readName([first, ...more].join(" "));
    if (!level) read.errors.push({ line, code: "line_without_name" });
    else if (more.some((cell) => cell && !closing.test(cell)))
      read.errors.push({ line, code: "line_with_more_columns" });
    else if (repeats(level, read.entries)) read.errors.push({ line, code: "line_repeats_name" });
    else read.entries.push(level);
  }
  return read;
}

const cells = (line: string) => line.split("\t").map(cleanInput);

/**
 * "学校：教学点1、教学点2", one school on each line. A line with tabs is a row of a spreadsheet: the school, then its
 * teaching points. There a school may have several rows, and an empty first cell means the school of the row above.
 */
export function readSchools(text: string): ReadList<SchoolEntry> {
  const read: ReadList<SchoolEntry> = { entries: [], errors: [] };
  for (const { text: typed, line } of numbered(text)) {
    const code = typed.includes("\t") ? addRow(read.entries, typed) : addSchool(read.entries, typed);
    if (code) read.errors.push({ line, code });
  }
  return read;
}

const pointsIn = (text: string) =>
  text
    .split(/[、,，]/)
    .filter((point) => cleanInput(point))
    .map(readName);

function addSchool(schools: SchoolEntry[], line: string): LineProblem | null {
  const [name = "", ...rest] = line.split(/[:：]/);
  const school = readName(name);
  if (!school) return "line_without_name";
  if (repeats(school, schools)) return "line_repeats_name";
  const entry = { ...school, teachingPoints: [] };
  schools.push(entry);
  return addPoints(entry, pointsIn(rest.join("：")));
}

function addRow(schools: SchoolEntry[], line: string): LineProblem | null {
  const [name = "", ...rest] = cells(line);
  const isMark = (cell: string) => cell !== "" && cell.replace(closing, "") === "";
  const closed = rest.some(isMark);
  const points = pointsIn(rest.filter((cell) => !isMark(cell)).join("、"));
  const school = name ? readName(name) : schools[schools.length - 1];
  if (!school) return "line_without_name";
  const known = schools.find((entry) => entry.name === school.name);
  const entry = known ?? { ...school, teachingPoints: [] };
  // "停报" in a cell of its own belongs to what the row is about: its teaching point, or else the school.
  if (closed && points.length === 0) entry.closed = true;
  if (!known) schools.push(entry);
  return addPoints(
    entry,
    points.map((point) => point && { ...point, closed: point.closed || closed }),
  );
}

function addPoints(school: SchoolEntry, points: readonly (Named | null)[]): LineProblem | null {
  for (const point of points) {
    if (!point) return "line_without_name";
    if (repeats(point, school.teachingPoints)) return "line_repeats_name";
    school.teachingPoints.push(point);
  }
  return null;
}

/**
 * "英语 1", with its own fee in yuan ("英语 1 50.00"), with its own exam time ("英语 1 2026-11-05 09:00-11:00"), or with
 * both, the fee first: one language on each line, separated by blanks or tabs.
 */
export function readLanguages(text: string): ReadList<LanguageEntry> {
  const read: ReadList<LanguageEntry> = { entries: [], errors: [] };
  for (const { text: typed, line } of numbered(text)) {
    const language = readLanguage(typed);
    const code = typeof language === "string" ? language : clashOf(language, read.entries);
    if (code) read.errors.push({ line, code });
    else if (typeof language !== "string") read.entries.push(language);
  }
  return read;
}

function readLanguage(line: string): LanguageEntry | LineProblem {
  const text = cleanInput(line);
  // Blanks around an arrow do not separate columns.
  const [name = "", code = "", ...more] = text.replace(closing, "").replace(arrow, "→").trim().split(/\s+/);
  const named = readName(name);
  if (!named) return "line_without_name";
  if (!/^\d{1,2}$/.test(code)) return "line_without_code";
  const rest = more.map(halfWidth);
  // The first cell that looks like a date or an hour begins the exam time.
  const at = rest.findIndex((cell) => /[:：年]|\d[-/.]\d+[-/.]\d/.test(cell));
  const [fee, ...others] = at < 0 ? rest : rest.slice(0, at);
  const feeFen = fee === undefined ? null : yuanToFen(fee);
  if (others.length) return "line_with_more_columns";
  if (fee !== undefined && feeFen === null) return "line_with_wrong_fee";
  const exam = at < 0 ? { examStartsAt: null, examEndsAt: null } : readExamTime(rest.slice(at).join(" "));
  return exam ? { ...named, closed: closing.test(text), code, feeFen, ...exam } : "line_with_wrong_exam_time";
}

const examPattern =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日? ?(\d{1,2}):(\d{2})(?::00)?(?: ?[-–—~至] ?| )(\d{1,2}):(\d{2})(?::00)?$/;

/**
 * "2026-11-05 09:00-11:00", also with slashes, Chinese characters or cells of their own for the hours, in Shanghai
 * time. null when there is no such time, or it ends before it begins.
 */
function readExamTime(typed: string): { examStartsAt: Date; examEndsAt: Date } | null {
  const match = examPattern.exec(typed);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, lastHour = 0, lastMinute = 0] = match.slice(1).map(Number);
  const at = (hours: number, minutes: number) => {
    const instant = fromShanghai(year, month, day, hours, minutes);
    // Date moves an impossible day or hour on: 2026-02-30 must not become 2 March.
    const read = shanghaiTime(instant);
    return read.month === month && read.day === day && read.hour === hours && read.minute === minutes ? instant : null;
  };
  const [examStartsAt, examEndsAt] = [at(hour, minute), at(lastHour, lastMinute)];
  return examStartsAt && examEndsAt && examStartsAt < examEndsAt ? { examStartsAt, examEndsAt } : null;
}

function clashOf(language: LanguageEntry, others: readonly LanguageEntry[]): LineProblem | null {
  if (others.length >= MAX_LANGUAGES) return "line_beyond_limit";
  if (repeats(language, others)) return "line_repeats_name";
  return others.some(({ code }) => code === language.code) ? "line_repeats_code" : null;
}

/** A list as it is written: a stored entry has no former name, a row of the form's table may have one. */
type Written = { name: string; formerName?: string | null; closed: boolean };

const written = ({ name, formerName = null, closed }: Written, columns: readonly string[] = []) =>
  [
    formerName !== null && formerName !== name ? `${formerName} → ${name}` : name,
    ...columns,
    ...(closed ? ["停报"] : []),
  ]
    .filter(Boolean)
    .join(" ");

export const formatLevels = (levels: readonly Written[]): string => levels.map((level) => written(level)).join("\n");

export const formatSchools = (schools: readonly (Written & { teachingPoints: readonly Written[] })[]): string =>
  schools
    .map((school) => {
      const points = school.teachingPoints.map((point) => written(point)).join("、");
      return points ? `${written(school)}：${points}` : written(school);
    })
    .join("\n");

type WrittenLanguage = Written & {
  code: string;
  feeFen: Fen | null;
  examStartsAt: Date | null;
  examEndsAt: Date | null;
};

export const formatLanguages = (languages: readonly WrittenLanguage[]): string =>
  languages
    .map((language) =>
      written(language, [
        language.code,
        language.feeFen === null ? "" : fenToYuan(language.feeFen),
        formatExamTime(language),
      ]),
    )
    .join("\n");

/** "2026-11-05 09:00-11:00", as a list has it; "" where the language has no time of its own. */
export function formatExamTime({ examStartsAt, examEndsAt }: Pick<WrittenLanguage, "examStartsAt" | "examEndsAt">) {
  if (!examStartsAt || !examEndsAt) return "";
  const pad = (value: number) => String(value).padStart(2, "0");
  const [start, end] = [shanghaiTime(examStartsAt), shanghaiTime(examEndsAt)];
  const hours = `${pad(start.hour)}:${pad(start.minute)}-${pad(end.hour)}:${pad(end.minute)}`;
  return `${start.year}-${pad(start.month)}-${pad(start.day)} ${hours}`;
}
