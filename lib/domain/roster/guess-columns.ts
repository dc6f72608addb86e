import { type ColumnMapping, type RosterField, rosterFields } from "./fields";

/** The column titles that schools use, the most likely first. */
const words: Record<RosterField, readonly string[]> = {
  name: ["姓名", "学生姓名", "考生姓名", "名字", "name"],
  documentNumber: [
    "身份证号",
    "身份证号码",
    "证件号码",
    "证件号",
    "身份证件号",
    "身份证",
    "公民身份号码",
    "idnumber",
    "idno",
  ],
  studentNumber: ["学号", "考籍号", "准考证号", "学籍号", "学生编号", "考生号", "studentnumber"],
  school: ["学校", "学校名称", "就读学校", "主考院校", "主考学校", "院校", "院校名称", "school"],
  teachingPoint: ["教学点", "函授站", "校外教学点", "学习中心", "助学点", "教学站点", "教学站"],
  level: ["层次", "报考层次", "学历层次", "培养层次", "专业层次", "level"],
  category: ["类别", "考生类别", "学生类别", "学习形式", "考生类型", "category"],
  eligible: ["是否符合", "是否符合条件", "是否合格", "符合条件", "资格", "是否具备资格", "审核结果", "eligible"],
  remark: ["备注", "说明", "remark"],
};

/** "身份证号（必填）" and "身份证 号" are the same words. */
const plain = (header: string): string =>
  header
    .normalize("NFKC")
    .replace(/\([^)]*\)|[\p{P}\p{S}\p{Z}\p{C}]/gu, "")
    .toLowerCase();

/**
 * Guesses the column of each field: equal titles first, then titles that contain a known one. Each column is used once.
 */
export function guessColumns(header: readonly string[]): ColumnMapping {
  const columns = header.map(plain);
  const mapping: ColumnMapping = {};
  const taken = new Set<number>();
  const fits = [
    (column: string, word: string) => column === word,
    (column: string, word: string) => column.includes(word),
  ];
  for (const fit of fits) {
    for (const field of rosterFields) {
      if (mapping[field] !== undefined) continue;
      const found = words[field]
        .map((word) => columns.findIndex((column, index) => !taken.has(index) && fit(column, word)))
        .find((index) => index >= 0);
      if (found === undefined) continue;
      mapping[field] = found;
      taken.add(found);
    }
  }
  return mapping;
}
