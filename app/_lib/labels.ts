import type { IdType, RegistrationStatus, StaffRole } from "@/lib/db/enums";
import type { PortraitFinding } from "@/lib/image/portrait";
import type { Item } from "@/lib/registration/items";

export { categoryLabels, sexLabels } from "@/lib/registration/labels";

export const idTypeLabels: Record<IdType, string> = {
  RESIDENT_ID: "居民身份证",
  HK_MACAO_TAIWAN_RESIDENCE: "港澳台居民居住证",
  HK_MACAO_PERMIT: "港澳居民来往内地通行证",
  TAIWAN_PERMIT: "台湾居民来往大陆通行证",
  FOREIGN_RESIDENT_ID: "外国人永久居留身份证",
  PASSPORT: "护照",
};

export const statusLabels: Record<RegistrationStatus, string> = {
  DRAFT: "填写中",
  SUBMITTED: "待审核",
  RETURNED: "退回修改",
  REFUSED: "审核不通过",
  PRE_APPROVED: "初审通过",
  APPROVED: "审核通过，待缴费",
  PAID: "已缴费",
  CANCELLED: "已取消",
};

export const roleLabels: Record<StaffRole, string> = {
  ADMINISTRATOR: "管理员",
  EXAM_OFFICER: "考务",
  REVIEWER: "审核员",
  FINANCE: "财务",
  AUDITOR: "审计（只读）",
};

export const itemLabels: Record<Item, string> = {
  category: "考生类别",
  name: "姓名",
  sex: "性别",
  idType: "证件类型",
  documentNumber: "证件号码",
  level: "报考层次",
  language: "应试语种",
  school: "就读学校",
  teachingPoint: "教学点",
  studentNumber: "考籍号/学号",
  graduationMonth: "毕业申请年月",
  accommodation: "合理便利申请",
  ID_FRONT: "身份证正面照片",
  ID_BACK: "身份证反面照片",
  PROOF: "通过本科阶段英语考试的成绩证明",
  PORTRAIT: "登记照",
};

/** What the automatic look at a portrait found, as advice to the candidate and a hint to the reviewer. */
export const portraitFindingLabels: Record<PortraitFinding, string> = {
  portrait_dark: "照片偏暗，面部可能看不清楚。",
  portrait_bright: "照片偏亮，面部可能曝光过度。",
  portrait_blurred: "照片可能不够清晰。",
  portrait_small: "原照片尺寸偏小，放大后可能模糊。",
};
