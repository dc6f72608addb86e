import type { DecisionKind, RosterState } from "@/lib/adapter/db/enums";
import type { ReasonSubject } from "@/lib/domain/review/canned-reason";
import type { FindingCode } from "@/lib/domain/review/findings";
import type { ComparedField } from "@/lib/domain/roster/compare";
import { itemLabels } from "./registration";

/** What the automatic check found, in a few words for lists and filters. */
export const findingLabels: Record<FindingCode, string> = {
  number_invalid: "证件号码校验不通过",
  sex_differs: "性别与证件号码不一致",
  birth_differs: "出生日期与证件号码不一致",
  name_unwritten: "姓名有无法输入的字",
  same_picture: "图片与他人相同",
  portrait_warning: "登记照有提示",
  proof_warning: "材料有提示",
  roster_near: "与名单写法不同",
  roster_differs: "与名单不符",
  roster_missing: "不在名单中",
  accommodation_asked: "申请合理便利",
};

export const rosterStateLabels: Record<RosterState, string> = {
  NOT_COMPARED: "名单未比对",
  MATCHED: "名单一致",
  NEAR: "写法不同",
  DIFFERS: "名单不符",
  MISSING: "不在名单",
};

export const decisionLabels: Record<DecisionKind, string> = {
  APPROVE: "通过",
  PRE_APPROVE: "初审通过",
  SEND_BACK: "退回修改",
  REFUSE: "不通过",
};

export const reasonSubjectLabels: Record<ReasonSubject, string> = {
  ...itemLabels,
  OTHER: "其他项目",
  REFUSAL: "审核不通过",
};

export const rosterFieldLabels: Record<ComparedField, string> = {
  name: "姓名",
  studentNumber: "学号",
  school: "学校",
  teachingPoint: "教学点",
  level: "层次",
  category: "类别",
  eligible: "报考条件",
};
