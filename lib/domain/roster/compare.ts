import { nameKey } from "@/lib/core/person-name";
import type { CandidateCategory } from "@/lib/adapter/db/enums";

/** The data of a candidate that a roster can confirm. */
export type RegisteredFacts = {
  name: string | null;
  studentNumber: string | null;
  school: string | null;
  teachingPoint: string | null;
  level: string | null;
  category: CandidateCategory | null;
};

/** The roster's data about a person; null where its file had no value. */
export type RosterFacts = RegisteredFacts & {
  documentMasked: string;
  name: string;
  eligible: boolean | null;
  remark: string | null;
};

export type ComparedField = "name" | "studentNumber" | "school" | "teachingPoint" | "level" | "category" | "eligible";

/** `near`: equal apart from the way of writing. `not_given`: the roster has no value. */
export type FieldResult = "same" | "near" | "differs" | "not_given";

/** `eligible` is "true" or "false", `category` the value of the enum. */
export type FieldComparison = {
  field: ComparedField;
  registered: string | null;
  roster: string | null;
  result: FieldResult;
};

export type RosterComparison = { state: "MATCHED" | "NEAR" | "DIFFERS" | "MISSING"; fields: FieldComparison[] };

const textFields = ["studentNumber", "school", "teachingPoint", "level"] as const;

/** Compares a registration with the roster's entry of the same document; `entry` is null when there is none. */
export function compareWithRoster(registered: RegisteredFacts, entry: RosterFacts | null): RosterComparison {
  if (!entry) return { state: "MISSING", fields: [] };
  const fields: FieldComparison[] = [
    compared("name", registered.name, entry.name, { exact: (name) => name, key: nameKey }),
    ...textFields.map((field) => compared(field, registered[field], entry[field], { exact: plain, key: bare })),
    compared("category", registered.category, entry.category, {
      exact: (category) => category,
      key: (category) => category,
    }),
    eligibility(entry.eligible),
  ];
  return { state: stateOf(fields), fields };
}

type Ways = { exact: (text: string) => string; key: (text: string) => string };

function compared(
  field: ComparedField,
  registered: string | null,
  roster: string | null,
  { exact, key }: Ways,
): FieldComparison {
  const result = (): FieldResult => {
    if (!roster) return "not_given";
    if (exact(registered ?? "") === exact(roster)) return "same";
    // Two names that are empty once signs are removed do not match.
    return key(roster) !== "" && key(registered ?? "") === key(roster) ? "near" : "differs";
  };
  return { field, registered, roster, result: result() };
}

/** Only the roster says who is not eligible; no candidate does. */
const eligibility = (eligible: boolean | null): FieldComparison => ({
  field: "eligible",
  registered: null,
  roster: eligible === null ? null : String(eligible),
  result: eligible === null ? "not_given" : eligible ? "same" : "differs",
});

function stateOf(fields: readonly FieldComparison[]): RosterComparison["state"] {
  if (fields.some(({ result }) => result === "differs")) return "DIFFERS";
  return fields.some(({ result }) => result === "near") ? "NEAR" : "MATCHED";
}

/** Half width, without blanks at the ends: the way of typing a school or a number does not matter. */
const plain = (text: string): string => text.normalize("NFKC").trim();

const bare = (text: string): string => text.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
