import type { StaffRole } from "@/lib/adapter/db/enums";
import type { Roles } from "@/lib/domain/account/roles";

export const roleLabels: Record<StaffRole, string> = {
  ADMINISTRATOR: "管理员",
  EXAM_OFFICER: "考务",
  REVIEWER: "审核员",
  FINANCE: "财务",
  AUDITOR: "审计（只读）",
};

/** What each role does, in a few words. */
export const roleTasks: Record<StaffRole, string> = {
  ADMINISTRATOR: "可以做全部工作，并管理账号",
  EXAM_OFFICER: "考试批次、复审、申诉、编排、通知",
  REVIEWER: "审核所负责学校和教学点的报名",
  FINANCE: "收款、退款、减免的复核和日结",
  AUDITOR: "可以查看，不能办理",
};

/** Every role, in the order in which it is shown. */
export const shownRoles = Object.keys(roleLabels) as StaffRole[];

/** 考务、财务 */
export const roleNames = (roles: Roles): string => roles.map((role) => roleLabels[role]).join("、");
