import { shanghaiTime } from "@/lib/core/clock";
import { readDocument } from "@/lib/core/identity-number";
import { isWritten } from "@/lib/core/person-name";
import type { IdType, RosterState, Sex } from "@/lib/adapter/db/enums";

/** What the automatic check found, as a hint for the reviewer. It decides nothing. */
export type Finding = {
  code: "number_valid" | "number_invalid" | "sex_matches" | "sex_differs" | "birth_matches" | "birth_differs";
  good: boolean;
};

/**
 * Checks the document number against its own rules, and sex and birth date against the number when it encodes them. The
 * age is that of the exam day.
 */
export function documentFindings({
  idType,
  number,
  sex,
  birthDate,
  examStartsAt,
}: {
  idType: IdType;
  number: string;
  sex: Sex | null;
  birthDate: Date | null;
  examStartsAt: Date;
}): Finding[] {
  const examDay = shanghaiTime(examStartsAt);
  const read = readDocument(idType, number, { today: examDay, examDay });
  if (!read.ok) return [{ code: "number_invalid", good: false }];
  const findings: Finding[] = [{ code: "number_valid", good: true }];
  if (read.value.sex) {
    const same = read.value.sex === sex;
    findings.push({ code: same ? "sex_matches" : "sex_differs", good: same });
  }
  const told = read.value.birthDate;
  if (told) {
    const same = birthDate?.getTime() === Date.UTC(told.year, told.month - 1, told.day);
    findings.push({ code: same ? "birth_matches" : "birth_differs", good: same });
  }
  return findings;
}

/**
 * The findings that a reviewer must look at before he decides. They are stored on the registration (`findings`), and
 * the queue can be filtered by them.
 */
export const findingCodes = [
  "number_invalid",
  "sex_differs",
  "birth_differs",
  "name_unwritten",
  "same_picture",
  "portrait_warning",
  "proof_warning",
  "roster_near",
  "roster_differs",
  "roster_missing",
  "accommodation_asked",
] as const;

export type FindingCode = (typeof findingCodes)[number];

const rosterCodes: Partial<Record<RosterState, FindingCode>> = {
  NEAR: "roster_near",
  DIFFERS: "roster_differs",
  MISSING: "roster_missing",
};

/** The codes of one registration, in the order of findingCodes. `document`: its documentFindings. */
export function findingsOf({
  document,
  name,
  accommodation,
  files,
  roster,
}: {
  document: readonly Finding[];
  name: string | null;
  /** Whether the candidate requested 合理便利. */
  accommodation: boolean;
  files: readonly { kind: string; findings: readonly string[]; matched: boolean }[];
  roster: RosterState;
}): FindingCode[] {
  const found = new Set<string>(document.filter(({ good }) => !good).map(({ code }) => code));
  if (!isWritten(name ?? "")) found.add("name_unwritten");
  if (accommodation) found.add("accommodation_asked");
  for (const { kind, findings, matched } of files) {
    if (matched) found.add("same_picture");
    if (findings.length) found.add(kind === "PORTRAIT" ? "portrait_warning" : "proof_warning");
  }
  const ofRoster = rosterCodes[roster];
  if (ofRoster) found.add(ofRoster);
  return findingCodes.filter((code) => found.has(code));
}

export type RosterRefusal = "roster_not_imported" | "roster_missing" | "roster_differs";

/**
 * Why a candidate with this roster result cannot be approved in an exam session that requires the roster. A different
 * spelling of the name is no reason.
 */
export function rosterRefusal(state: RosterState): RosterRefusal | null {
  switch (state) {
    case "MATCHED":
    case "NEAR":
      return null;
    case "NOT_COMPARED":
      return "roster_not_imported";
    case "MISSING":
      return "roster_missing";
    case "DIFFERS":
      return "roster_differs";
  }
}
