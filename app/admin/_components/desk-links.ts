import { mayAs, type Roles } from "@/lib/domain/account/roles";

/** What waits behind an entry of the navigation. */
export type Waiting = "reviews" | "accommodations" | "appeals" | "exceptions" | "refunds" | "waivers";

type DeskLink = { href: string; label: string; roles: Roles; waiting?: Waiting };
type DeskGroup = { title: string; links: readonly DeskLink[] };

const everybody: Roles = ["EXAM_OFFICER", "REVIEWER", "FINANCE", "AUDITOR"];
const reviews: Roles = ["REVIEWER", "EXAM_OFFICER", "AUDITOR"];
const payments: Roles = ["FINANCE", "EXAM_OFFICER", "AUDITOR"];

const desk: readonly DeskGroup[] = [
  {
    title: "日常",
    links: [
      { href: "/admin", label: "工作台", roles: everybody },
      { href: "/admin/reviews", label: "资格审核", roles: reviews, waiting: "reviews" },
      { href: "/admin/registrations", label: "报名查询", roles: reviews },
      { href: "/admin/accommodations", label: "合理便利", roles: reviews, waiting: "accommodations" },
      { href: "/admin/appeals", label: "考生申诉", roles: ["EXAM_OFFICER", "AUDITOR"], waiting: "appeals" },
    ],
  },
  {
    title: "考务",
    links: [
      { href: "/admin/roster", label: "学籍名单", roles: ["EXAM_OFFICER", "AUDITOR"] },
      { href: "/admin/seating", label: "考场编排", roles: ["EXAM_OFFICER"] },
      { href: "/admin/notices", label: "通知公告", roles: ["EXAM_OFFICER", "AUDITOR"] },
      { href: "/admin/messages", label: "短信", roles: ["EXAM_OFFICER", "AUDITOR"] },
    ],
  },
  {
    title: "资金",
    links: [
      { href: "/admin/payments", label: "缴费管理", roles: payments },
      { href: "/admin/payments/exceptions", label: "款项异常", roles: payments, waiting: "exceptions" },
      { href: "/admin/payments/refunds", label: "退款", roles: payments, waiting: "refunds" },
      { href: "/admin/payments/waivers", label: "减免", roles: payments, waiting: "waivers" },
      { href: "/admin/payments/closing", label: "日结与对账", roles: payments },
    ],
  },
  {
    title: "设置",
    links: [
      { href: "/admin/sessions", label: "考试批次", roles: ["EXAM_OFFICER"] },
      { href: "/admin/staff", label: "工作人员", roles: [] },
      { href: "/admin/audit", label: "操作记录", roles: ["AUDITOR"] },
    ],
  },
];

/**
 * The parts of the desk that a member with these roles may open, in groups. Each page checks them itself. This list
 * only hides links that would be refused.
 */
export const deskLinks = (own: Roles): readonly DeskGroup[] =>
  desk
    .map(({ title, links }) => ({
      title,
      links: links.filter(({ roles }) => mayAs(own, roles)),
    }))
    .filter(({ links }) => links.length > 0);
