import type { PortraitFinding } from "@/lib/adapter/image/portrait-checks";
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

/** The findings of the portrait check for the reviewer: what to look at, and when to send it back. */
const portraitAdvice: Record<PortraitFinding, string> = {
  portrait_no_face: "没有检出清楚的面部。确认是否为本人正面照，不是的退回。",
  portrait_several_faces: "可能不止一张面孔。确认画面中只有考生本人，否则退回。",
  portrait_face_cut: "头部可能不完整。看头顶和两侧是否被裁掉，被裁掉的退回。",
  portrait_face_size: "面部偏大或偏小。能辨认、头肩完整的可以通过。",
  portrait_eye_line: "眼睛位置偏高或偏低。头肩完整的可以通过。",
  portrait_tilted: "头部倾斜。轻微倾斜可以通过，明显歪斜的退回。",
  portrait_turned: "面部可能没有正对镜头。看不到双眼双颊的退回。",
  portrait_dark: "面部偏暗。放大看五官，认不清的退回。",
  portrait_bright: "面部偏亮。放大看五官，认不清的退回。",
  portrait_backlit: "逆光。放大看五官，认不清的退回。",
  portrait_blurred: "可能模糊。放大看五官轮廓，认不清的退回。",
  portrait_background: "背景较杂乱。看有无他人或遮挡，不影响辨认的可以通过。",
  portrait_recaptured: "四周有边框，可能是翻拍或截图。看有无屏幕纹和边框，是翻拍的退回。",
  portrait_small: "原图尺寸小，可能经过放大。放大看五官，认不清的退回。",
  portrait_unchecked: "系统未能自动检查，请逐项人工核对登记照。",
};

/** Every finding of the automatic check of a file, for the reviewer. */
export const fileAdvice: Record<string, string> = {
  ...portraitAdvice,
  pdf_fonts_missing: "PDF没有嵌入中文字体，画面可能缺字。看姓名和成绩是否完整，缺字的退回。",
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
