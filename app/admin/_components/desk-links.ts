import type { StaffRole } from "@/lib/adapter/db/enums";

type DeskLink = { href: string; label: string; roles: readonly StaffRole[] };

const everybody: readonly StaffRole[] = ["EXAM_OFFICER", "REVIEWER", "FINANCE", "AUDITOR"];

const desk: readonly DeskLink[] = [
  { href: "/admin", label: "工作台", roles: everybody },
  { href: "/admin/reviews", label: "资格审核", roles: ["REVIEWER", "EXAM_OFFICER", "AUDITOR"] },
  { href: "/admin/roster", label: "学籍名单", roles: ["EXAM_OFFICER", "AUDITOR"] },
  { href: "/admin/registrations", label: "报名查询", roles: ["REVIEWER", "EXAM_OFFICER", "AUDITOR"] },
  { href: "/admin/appeals", label: "考生申诉", roles: ["EXAM_OFFICER", "AUDITOR"] },
  { href: "/admin/payments", label: "缴费管理", roles: ["FINANCE", "EXAM_OFFICER", "AUDITOR"] },
  { href: "/admin/seating", label: "考场编排", roles: ["EXAM_OFFICER"] },
  { href: "/admin/sessions", label: "考试批次", roles: ["EXAM_OFFICER"] },
  { href: "/admin/staff", label: "工作人员", roles: [] },
];

/**
 * The parts of the desk that a role may open. Each page checks the role itself. This list only hides links that would
 * be refused.
 */
export const deskLinks = (role: StaffRole): readonly DeskLink[] =>
  desk.filter(({ roles }) => role === "ADMINISTRATOR" || roles.includes(role));
