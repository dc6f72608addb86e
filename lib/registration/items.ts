/** What a reviewer can send back and a candidate then mend, one by one: the fields of the form and the four kinds of upload. */
export const fieldItems = [
  "category",
  "name",
  "sex",
  "idType",
  "documentNumber",
  "level",
  "language",
  "school",
  "teachingPoint",
  "studentNumber",
  "graduationMonth",
  "accommodation",
] as const;

export const uploadItems = ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"] as const;

export const items = [...fieldItems, ...uploadItems] as const;

export type FieldItem = (typeof fieldItems)[number];
export type UploadItem = (typeof uploadItems)[number];
export type Item = (typeof items)[number];
