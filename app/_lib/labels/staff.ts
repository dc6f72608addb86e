import type { StaffRole } from "@/lib/adapter/db/enums";

export const roleLabels: Record<StaffRole, string> = {
  ADMINISTRATOR: "管理员",
  EXAM_OFFICER: "考务",
  REVIEWER: "审核员",
  FINANCE: "财务",
  AUDITOR: "审计（只读）",
};
