/** The fields of a roster, in the order of the template. */
export const rosterFields = [
  "name",
  "documentNumber",
  "studentNumber",
  "school",
  "teachingPoint",
  "level",
  "category",
  "eligible",
  "remark",
] as const;

export type RosterField = (typeof rosterFields)[number];

export const requiredFields = ["name", "documentNumber"] as const satisfies readonly RosterField[];

/** The column of each field, from 0. A field that is missing here is not in the file. */
export type ColumnMapping = { [field in RosterField]?: number };
