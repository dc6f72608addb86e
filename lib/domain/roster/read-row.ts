import { cleanDocumentNumber, type DocumentKind, documentKindOf } from "@/lib/core/identity-number";
import { cleanName, isWritten, readName } from "@/lib/core/person-name";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { CandidateCategory } from "@/lib/adapter/db/enums";
import { bareNumber, cleanInput } from "@/lib/core/clean-input";
import { type Cell, cellText, isBlank } from "@/lib/core/sheet-cell";
import { type ColumnMapping, type RosterField, rosterFields } from "./fields";

export type RosterRow = {
  name: string;
  documentKind: DocumentKind;
  documentNumber: string;
  studentNumber: string | null;
  school: string | null;
  teachingPoint: string | null;
  level: string | null;
  category: CandidateCategory | null;
  eligible: boolean | null;
  remark: string | null;
};

export type RowProblemCode =
  | "column_count"
  | "name_missing"
  | "name_invalid"
  | "number_missing"
  | "number_damaged"
  | "number_shown"
  | "number_fifteen_digits"
  | "number_birth_date"
  | "number_check_character"
  | "number_format"
  | "category_unknown"
  | "eligible_unknown"
  | "too_long"
  | "characters_lost"
  | "cell_error"
  | "cell_formula"
  | "cell_merged"
  | "cell_format"
  | "duplicate_other_name"
  | "duplicate_differs";

/** `number`: how many columns there are, or the other row. */
export type RowProblem = { field: RosterField | null; code: RowProblemCode; number?: number };

/** Characters. */
const longest: Record<RosterField, number> = {
  name: 60,
  documentNumber: 40,
  studentNumber: 40,
  school: 100,
  teachingPoint: 100,
  level: 40,
  category: 40,
  eligible: 40,
  remark: 500,
};

/** Excel keeps fifteen digits of a number and replaces the rest by zeros. */
const FIRST_DAMAGED = 1e15;

type Reading<T> = Result<T, RowProblemCode>;

/**
 * Reads a row into the values that a roster keeps, or lists everything that is wrong with it. null for a blank row,
 * "below_list" for totals and signatures. `width`: columns of the header.
 */
export function readRow(
  cells: readonly Cell[],
  mapping: ColumnMapping,
  width: number,
): { ok: true; row: RosterRow } | { ok: false; problems: RowProblem[]; documentNumber: string } | "below_list" | null {
  const filled = cells.findLastIndex((cell) => !isBlank(cell)) + 1;
  if (filled === 0) return null;
  if (isBelowList(cells, mapping)) return "below_list";
  const problems: RowProblem[] = [];
  // Programs leave out empty cells at the end of a row, so a short row is fine. In a longer row values are displaced.
  if (filled > width) problems.push({ field: null, code: "column_count", number: filled });

  const texts = {} as Record<RosterField, Reading<string>>;
  for (const field of rosterFields) texts[field] = textOf(cells[mapping[field] ?? -1] ?? null, field);
  const take = <T>(field: RosterField, read: (text: string) => Reading<T>): T | null => {
    const text = texts[field];
    const value = text.ok ? read(text.value) : text;
    if (value.ok) return value.value;
    problems.push({ field, code: value.error });
    return null;
  };
  const name = take("name", nameOf);
  const document = take("documentNumber", documentOf);
  const row = {
    studentNumber: take("studentNumber", studentNumberOf),
    school: take("school", kept),
    teachingPoint: take("teachingPoint", kept),
    level: take("level", kept),
    category: take("category", categoryOf),
    eligible: take("eligible", eligibleOf),
    remark: take("remark", kept),
  };
  // In a row of the wrong width every value may be in the wrong column, so no further problem is reported.
  const [first] = problems;
  if (first?.code === "column_count") problems.length = 1;
  if (problems.length || name === null || document === null) {
    return {
      ok: false,
      problems,
      documentNumber: texts.documentNumber.ok ? cleanDocumentNumber(texts.documentNumber.value) : "",
    };
  }
  return { ok: true, row: { name, documentKind: document.kind, documentNumber: document.number, ...row } };
}

const totals = /^(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总人数|共\s*\d+\s*人|以下空白)/;
const footer =
  /^(?:注|备注|说明|填表|填报|制表|审核|复核|负责|经办|联系|盖章|单位|日期|第\s*\d+\s*页|共\s*\d+\s*页).*[:：页]|^(?:注|备注|说明)[:：]/;

/** Totals and signatures below a list: a row that begins with such a word and has no document number. */
function isBelowList(cells: readonly Cell[], mapping: ColumnMapping): boolean {
  const number = cleanDocumentNumber(cellText(cells[mapping.documentNumber ?? -1]));
  if (/[0-9A-Z]{7}/.test(number)) return false;
  const first = cellText(cells.find((cell) => cellText(cell) !== ""))
    .normalize("NFKC")
    .trim();
  return totals.test(first) || (footer.test(first) && number === "");
}

/** Fields that are compared character by character. */
const numberFields: ReadonlySet<RosterField> = new Set(["documentNumber", "studentNumber"]);

function textOf(cell: Cell, field: RosterField): Reading<string> {
  if (cell === null) return ok("");
  if (typeof cell === "object" && "trouble" in cell) return refuse(`cell_${cell.trouble}` as const);
  const read = typeof cell === "string" ? ok(tidy(cell, field)) : numberText(cell, field);
  if (!read.ok) return read;
  if (read.value.includes("\uFFFD")) return refuse("characters_lost");
  return Array.from(read.value).length > longest[field] ? refuse("too_long") : read;
}

/**
 * Removes the marks that make a cell text ('1, ="1") and separators at the end.
 */
const tidy = (text: string, field: RosterField): string => {
  const plain = cleanInput(text).replace(/\s+/gu, " ");
  if (numberFields.has(field)) return bareNumber(plain);
  return field === "remark"
    ? plain
    : plain.replace(/^(?:["'`‘’´]\s*)+|^="(?=.*"$)|(?<!["'`‘’´,，;；])["'`‘’´,，;；]+$/gu, "");
};

/**
 * A number as its cell shows it. Refused when Excel has lost its last digits. Where every character counts it is also
 * refused when the shown value differs from the stored one: rounded, a date, a power of ten, split by commas.
 */
function numberText({ number, shown }: Extract<Cell, { number: string }>, field: RosterField): Reading<string> {
  const value = Number(number);
  if (!(Math.abs(value) < FIRST_DAMAGED)) return refuse("number_damaged");
  const plain = String(value);
  if (shown === undefined) return ok(plain);
  const isSame = digitsOf(shown) === digitsOf(plain) && /^[\p{L}\d.\s-]*$/u.test(shown);
  return numberFields.has(field) && !isSame ? refuse("number_shown") : ok(shown);
}

const digitsOf = (text: string): string => text.replace(/\D/g, "").replace(/^0+/, "");

const orNull = (text: string): string | null => text || null;

const kept = (text: string): Reading<string | null> => ok(orNull(text));

function nameOf(text: string): Reading<string> {
  const read = readName(text);
  if (read.ok) return isWritten(read.value) ? ok(read.value) : refuse("characters_lost");
  if (read.error === "name_required") return refuse("name_missing");
  if (read.error === "name_too_long") return refuse("too_long");
  return refuse(/[\p{Co}〓□?？]/u.test(cleanName(text)) ? "characters_lost" : "name_invalid");
}

const documentProblems = {
  document_check_character: "number_check_character",
  resident_id_birth_date: "number_birth_date",
  resident_id_fifteen_digits: "number_fifteen_digits",
  document_number_format: "number_format",
} as const;

/** 4.20106E+17: a long number that a spreadsheet program has rewritten. */
const powerOfTen = /^\d(?:\.\d+)?E\+\d+$/i;

const studentNumberOf = (text: string): Reading<string | null> =>
  powerOfTen.test(text) ? refuse("number_damaged") : ok(orNull(text));

function documentOf(text: string): Reading<{ kind: DocumentKind; number: string }> {
  if (powerOfTen.test(text) || /^\d\.\d+E\d+$/i.test(text)) return refuse("number_damaged");
  const number = cleanDocumentNumber(text);
  if (!number) return refuse("number_missing");
  const kind = documentKindOf(number);
  if (kind.ok) return ok({ kind: kind.value, number });
  if (/^\d{15,}000$/.test(number) && number.length > 15) return refuse("number_damaged");
  return refuse(documentProblems[kind.error]);
}

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{P}\p{Z}\p{C}]/gu, "")
    .toLowerCase();

/** 自考 or 成考 alone does not tell whether the person is enrolled or graduating. */
function categoryOf(text: string): Reading<CandidateCategory | null> {
  const word = plain(text);
  if (!word || /^(?:自考|自学考试|成考|成教|成人教育|成人高考|函授|业余)$/.test(word)) return ok(null);
  const graduating = word.includes("毕业");
  if (!graduating && !/在籍|在读/.test(word)) return refuse("category_unknown");
  if (/自考|自学考试/.test(word)) return ok(graduating ? "SELF_STUDY_GRADUATING" : "SELF_STUDY_ENROLLED");
  return /成考|成教|成人/.test(word)
    ? ok(graduating ? "ADULT_GRADUATING" : "ADULT_ENROLLED")
    : refuse("category_unknown");
}

const yes = new Set([
  "是",
  "符合",
  "符合条件",
  "合格",
  "具备",
  "通过",
  "已通过",
  "有",
  "y",
  "yes",
  "true",
  "1",
  "√",
  "✓",
  "✔",
]);
const no = new Set([
  "否",
  "不是",
  "不符合",
  "不符合条件",
  "不合格",
  "不具备",
  "不通过",
  "未通过",
  "无",
  "n",
  "no",
  "false",
  "0",
  "×",
  "x",
  "✗",
]);

function eligibleOf(text: string): Reading<boolean | null> {
  const word = plain(text);
  if (!word) return ok(null);
  if (yes.has(word)) return ok(true);
  return no.has(word) ? ok(false) : refuse("eligible_unknown");
}
