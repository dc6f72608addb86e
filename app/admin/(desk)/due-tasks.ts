import type { StaffRole } from "@/lib/db/enums";
import type { StatusCounts } from "@/lib/review/queries/queue";

type Desk = {
  session: { seatsFrozenAt: Date | null; cardsPublishedAt: Date | null };
  counts: StatusCounts;
  seating: { rooms: number; capacity: number; seated: number; waiting: number };
  payments: { openCases: number; awaiting: number; alerts: number };
  role: StaffRole;
};

type Task = { text: string; href: string; action: string };

/** What waits for this member of staff, most urgent first. */
export function dueTasks({ session, counts, seating, payments, role }: Desk): Task[] {
  const officer = role === "EXAM_OFFICER" || role === "ADMINISTRATOR";
  const tasks: Task[] = [];
  if (counts.SUBMITTED && (officer || role === "REVIEWER")) {
    tasks.push({ text: `${counts.SUBMITTED} 份报名等待资格审核。`, href: "/admin/reviews?status=SUBMITTED", action: "去审核" });
  }
  if (counts.PRE_APPROVED && officer) {
    tasks.push({
      text: `${counts.PRE_APPROVED} 份报名已通过初审，等待复审。`,
      href: "/admin/reviews?status=PRE_APPROVED",
      action: "去复审",
    });
  }
  if (role === "FINANCE" || role === "ADMINISTRATOR") {
    if (payments.alerts) {
      tasks.push({ text: `微信支付有 ${payments.alerts} 项系统提示未处理。`, href: "/admin/payments", action: "去查看" });
    }
    if (payments.openCases) {
      tasks.push({ text: `${payments.openCases} 项款项异常等待处理。`, href: "/admin/payments/exceptions", action: "去处理" });
    }
    if (payments.awaiting) {
      tasks.push({ text: `${payments.awaiting} 项退款申请等待复核。`, href: "/admin/payments/refunds", action: "去复核" });
    }
  }
  const seat = officer ? seatingTask(session, seating) : null;
  if (seat) tasks.push({ text: seat, href: "/admin/seating", action: "去编排" });
  return tasks;
}

function seatingTask(session: Desk["session"], { rooms, capacity, waiting }: Desk["seating"]): string | null {
  if (session.seatsFrozenAt) {
    if (waiting) return `${waiting} 名考生在编排之后缴费，尚无座位，请补排。`;
    return session.cardsPublishedAt ? null : "座位已编排，准考证尚未发布。";
  }
  if (!rooms) return "尚未录入考场。";
  if (capacity < waiting) return `考场座位不足：已缴费 ${waiting} 人，座位 ${capacity} 个。`;
  return waiting ? `${waiting} 名考生已缴费，等待编排座位。` : null;
}
