import type { IdType } from "@/lib/adapter/db/enums";

/**
 * The items that a reviewer can send back one by one and the candidate then corrects: the fields of the form and the
 * four kinds of upload.
 */
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

/** The required uploads of 信息填写. For a passport the page with the photo is enough. */
export const documentsNeeded = (idType: IdType | null) =>
  (["ID_FRONT", "ID_BACK", "PROOF"] as const).filter((kind) => kind !== "ID_BACK" || idType !== "PASSPORT");
