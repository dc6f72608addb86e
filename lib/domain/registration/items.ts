import type { IdType } from "@/lib/adapter/db/enums";

/**
 * The items that a reviewer can send back one by one and the candidate then corrects: the fields of the form and the
 * four kinds of upload.
 */
export const fieldItems = [
  "name",
  "idType",
  "documentNumber",
  "sex",
  "category",
  "graduationMonth",
  "school",
  "teachingPoint",
  "studentNumber",
  "level",
  "language",
  "accommodation",
] as const;

export const uploadItems = ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"] as const;

/** Every kind that a candidate uploads: those that are reviewed, and the proof of a 合理便利申请, decided apart. */
export const uploadKinds = [...uploadItems, "ACCOMMODATION_PROOF"] as const;

export const items = [...fieldItems, ...uploadItems] as const;

export type FieldItem = (typeof fieldItems)[number];
export type UploadItem = (typeof uploadItems)[number];
export type UploadKind = (typeof uploadKinds)[number];
export type Item = (typeof items)[number];

/** The required uploads of 信息填写. For a passport the page with the photo is enough. */
export const documentsNeeded = (idType: IdType | null) =>
  (["ID_FRONT", "ID_BACK", "PROOF"] as const).filter((kind) => kind !== "ID_BACK" || idType !== "PASSPORT");
