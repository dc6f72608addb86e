import type { FieldItem } from "@/lib/domain/registration/items";

export type DetailGroup = { title: string; fields: readonly FieldItem[] };

/**
 * The fields of 信息填写 in groups, in the order of fieldItems. On a desk two fields stand beside each other: a field that
 * only some candidates need is the second of its row.
 */
export const detailGroups: readonly DetailGroup[] = [
  { title: "身份", fields: ["name", "idType", "documentNumber", "sex"] },
  { title: "学籍", fields: ["category", "graduationMonth", "school", "teachingPoint", "studentNumber"] },
  { title: "报考", fields: ["level", "language", "accommodation"] },
];
