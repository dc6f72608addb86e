import type { PortraitFinding } from "@/lib/adapter/image/portrait-checks";
import type { Step } from "@/lib/adapter/db/enums";
import type { Item } from "@/lib/domain/registration/items";
import type { RegistrationEvent } from "@/lib/domain/registration/status";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

export { categoryLabels, idTypeLabels, sexLabels } from "@/lib/domain/registration/labels";

/** In the order of the journey. */
export const statusLabels: Record<ShownStatus, string> = {
  DRAFT: "填写中",
  SUBMITTED: "待审核",
  PRE_APPROVED: "初审通过",
  RETURNED: "退回修改",
  REFUSED: "审核不通过",
  APPROVED: "审核通过，待缴费",
  LAPSED: "逾期未缴费，报名无效",
  PAID: "已缴费",
  CANCELLED: "已取消",
};

/** The moves of a registration, for staff. */
export const eventLabels: Record<RegistrationEvent, string> = {
  submit: "提交报名",
  withdraw: "撤回报名",
  sendBack: "退回修改",
  refuse: "审核不通过",
  preApprove: "初审通过",
  approve: "审核通过",
  undoDecision: "撤销审核决定",
  undoSecondDecision: "撤销复审决定",
  reopen: "重新开放修改",
  confirmPayment: "确认缴费",
  cancel: "取消报名",
  cancelUnpaid: "取消报名（未缴费）",
};

/** The steps that staff can keep open longer for one candidate. */
export const stepLabels: Record<Step, string> = {
  REGISTRATION: "网上报名",
  REVIEW: "修改与审核",
  PAYMENT: "网上缴费",
  PRINTING: "准考证打印",
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
  // For pages that cover many ID types. For one candidate's document see id-type-guides.ts.
  ID_FRONT: "证件正面照片",
  ID_BACK: "证件反面照片",
  PROOF: "通过本科阶段英语考试的成绩证明",
  PORTRAIT: "登记照",
};

/** The findings of the automatic portrait check, as advice to the candidate. */
export const portraitFindingLabels: Record<PortraitFinding, string> = {
  portrait_no_face: "没有找到清楚的面部，请正对镜头、露出完整面部重新拍摄。",
  portrait_several_faces: "照片中似乎不止一个人，请使用只有本人的照片。",
  portrait_face_cut: "头部没有完整进入画面，请留出头顶和两侧后重新裁剪。",
  portrait_face_size: "面部过大或过小，请调整裁剪范围，使头肩占满画面。",
  portrait_eye_line: "眼睛的位置偏高或偏低，请上下移动画面，使双眼对齐横线。",
  portrait_tilted: "头部倾斜，请把头摆正后重新拍摄。",
  portrait_turned: "面部没有正对镜头，请正面拍摄。",
  portrait_dark: "面部偏暗，请到光线充足的地方重新拍摄。",
  portrait_bright: "面部偏亮，请避开强光重新拍摄。",
  portrait_backlit: "背景比面部亮很多（逆光），请不要背对窗户或灯光。",
  portrait_blurred: "照片不够清晰，请拿稳手机、擦净镜头后重新拍摄。",
  portrait_background: "背景比较杂乱，请换到单色墙面前拍摄。",
  portrait_recaptured: "照片四周有边框，可能是翻拍的照片或截图，请直接拍摄本人。",
  portrait_small: "原照片尺寸偏小，放大后可能模糊，请换一张更大的照片。",
  portrait_unchecked: "系统未能自动检查这张照片，请人工核对。",
};
