import { fenToYuan } from "@/lib/core/money";
import {
  formatExamTime,
  formatLevels,
  formatSchools,
  type LineError,
  readLanguages,
  readLevels,
  readSchools,
} from "@/lib/domain/exam-session/list-text";

/** A language's own exam time as its cells have it: "2026-11-05", "09:00", "11:00". null: the exam session's time. */
export type ExamCells = { day: string; from: string; to: string } | null;

/**
 * A row of a list's table. `former`: the name under which the entry is stored, "" when it is new. `code`, `fee`: of a
 * language, as typed. `points`: of a school.
 */
export type Row = {
  key: string;
  former: string;
  name: string;
  closed: boolean;
  code: string;
  fee: string;
  exam: ExamCells;
  points: Row[];
};

export type ListKind = "schools" | "languages" | "levels";

let count = 0;

/** Keys only tell rows apart: they count up for as long as the page is open. */
export const newRow = (row: Partial<Row> = {}): Row => ({
  key: `row-${(count += 1)}`,
  former: "",
  name: "",
  closed: false,
  code: "",
  fee: "",
  exam: null,
  points: [],
  ...row,
});

type Entry = { name: string; formerName: string | null; closed: boolean };

/** `stored`: the rows of what is stored, of which the entry may be one. */
const rowOf = ({ name, formerName, closed }: Entry, stored: readonly Row[]): Row =>
  newRow({ former: formerName ?? (stored.some((row) => row.name === name) ? name : ""), name, closed });

/** The rows of a text, or what is wrong in its lines. */
export function rowsOf(
  kind: ListKind,
  text: string,
  stored: readonly Row[],
): { rows: Row[]; errors: readonly LineError[] } {
  if (kind === "levels") {
    const { entries, errors } = readLevels(text);
    return { rows: entries.map((entry) => rowOf(entry, stored)), errors };
  }
  if (kind === "languages") {
    const { entries, errors } = readLanguages(text);
    const rows = entries.map((entry) => ({
      ...rowOf(entry, stored),
      code: entry.code,
      fee: entry.feeFen === null ? "" : fenToYuan(entry.feeFen),
      exam: examCells(formatExamTime(entry)),
    }));
    return { rows, errors };
  }
  const { entries, errors } = readSchools(text);
  const rows = entries.map((entry) => {
    const row = rowOf(entry, stored);
    const points = stored.find(({ name }) => name === row.former)?.points ?? [];
    return { ...row, points: entry.teachingPoints.map((point) => rowOf(point, points)) };
  });
  return { rows, errors };
}

function examCells(text: string): ExamCells {
  const [day = "", from = "", to = ""] = text.split(/[ ]|(?<=:\d\d)-/);
  return text ? { day, from, to } : null;
}

/** What is typed in the cells, even when something is missing: the line then tells the mistake. */
const examText = (exam: ExamCells): string =>
  exam ? [exam.day, [exam.from, exam.to].filter(Boolean).join("-")].filter(Boolean).join(" ") : "";

/** The rows of what is stored: each has its name as the former one. */
export const storedRows = (kind: ListKind, text: string): Row[] =>
  rowsOf(kind, text, []).rows.map((row) => ({
    ...row,
    former: row.name,
    points: row.points.map((point) => ({ ...point, former: point.name })),
  }));

const written = ({ name, former, closed }: Row) => ({ name: name.trim(), formerName: former || null, closed });

/** A row in which nothing is typed is no entry; one that is stored and lost its name stays, as an error. */
const isTyped = ({ former, name, code, fee, points }: Row): boolean =>
  [former, name, code, fee].some((text) => text.trim()) || points.length > 0;

/** The text of the rows: what the form posts. */
export function textOf(kind: ListKind, rows: readonly Row[]): string {
  const typed = rows.filter(isTyped);
  if (kind === "levels") return formatLevels(typed.map(written));
  if (kind === "schools")
    return formatSchools(
      typed.map((row) => ({ ...written(row), teachingPoints: row.points.filter(isTyped).map(written) })),
    );
  // Code and fee as they are typed, even when they are wrong: the server names the mistake.
  return typed
    .map((row) => {
      const name = formatLevels([{ ...written(row), closed: false }]);
      return [name, row.code.trim(), row.fee.trim(), examText(row.exam), row.closed ? "停报" : ""]
        .filter(Boolean)
        .join(" ");
    })
    .join("\n");
}

/** The stored rows that the table has no more. */
export const removedRows = (stored: readonly Row[], rows: readonly Row[]): Row[] =>
  stored.filter((row) => !rows.some(({ former }) => former === row.former));

/** The rows with the one at `index` moved by `by` places. */
export function movedRow(rows: readonly Row[], index: number, by: -1 | 1): Row[] {
  const moved = [...rows];
  moved.splice(index + by, 0, ...moved.splice(index, 1));
  return moved;
}
