import { isExamOffice, isFinance, mayAs, type Roles } from "@/lib/domain/account/roles";
import type { StatusCounts } from "@/lib/domain/review/queries/queue";
import { reviewDeciders } from "@/lib/domain/review/stages";

type Desk = {
  /** The open work of the published exam session; null when none is published. */
  current: {
    examSession: { seatsFrozenAt: Date | null; cardsPublishedAt: Date | null };
    counts: StatusCounts;
    seating: Seating;
    documentAppeals: number;
    /** Requests for 合理便利 that wait for a decision. */
    accommodations: number;
    /** Registrations with a 〓 in the name. */
    unwrittenNames: number;
  } | null;
  phoneAppeals: number;
  /** Corrections that wait for a second person. */
  corrections: number;
  /** What candidates ask to have corrected. */
  requests: number;
  payments: { openCases: number; awaiting: number; awaitingWaivers: number; alerts: number };
  roles: Roles;
};

type Seating = { rooms: number; capacity: number; seated: number; waiting: number };

export type Task = { text: string; href: string; action: string };

/** The open work of this member of staff, most urgent first. */
export function dueTasks({ current, phoneAppeals, corrections, requests, payments, roles }: Desk): Task[] {
  const officer = isExamOffice(roles);
  const decides = mayAs(roles, reviewDeciders);
  const tasks: Task[] = [];
  if (current?.counts.SUBMITTED && decides) {
    tasks.push({
      text: `${current.counts.SUBMITTED} 份报名等待资格审核。`,
      href: "/admin/reviews?status=SUBMITTED",
      action: "去审核",
    });
  }
  if (current?.counts.PRE_APPROVED && officer) {
    tasks.push({
      text: `${current.counts.PRE_APPROVED} 份报名已通过初审，等待复审。`,
      href: "/admin/reviews?status=PRE_APPROVED",
      action: "去复审",
    });
  }
  if (current?.unwrittenNames && decides) {
    tasks.push({
      text: `${current.unwrittenNames} 份报名的姓名中有考生无法输入的字（〓），等待录入。`,
      href: "/admin/reviews?status=SUBMITTED&findings=unwritten",
      action: "去录入",
    });
  }
  if (current?.accommodations && decides) {
    tasks.push({
      text: `${current.accommodations} 项合理便利申请等待审批。`,
      href: "/admin/accommodations",
      action: "去审批",
    });
  }
  if (phoneAppeals && officer) {
    tasks.push({ text: `${phoneAppeals} 项找回账号的申请等待处理。`, href: "/admin/appeals#phones", action: "去处理" });
  }
  if (requests && officer) {
    tasks.push({ text: `${requests} 项考生的更正申请等待处理。`, href: "/admin/appeals#requests", action: "去核实" });
  }
  if (corrections && officer) {
    tasks.push({
      text: `${corrections} 项信息更正等待另一人复核。`,
      href: "/admin/appeals#corrections",
      action: "复核更正",
    });
  }
  if (current?.documentAppeals && officer) {
    tasks.push({
      text: `${current.documentAppeals} 项证件号码申诉等待答复。`,
      href: "/admin/appeals#waiting",
      action: "去答复",
    });
  }
  if (isFinance(roles)) {
    if (payments.alerts) {
      tasks.push({
        text: `微信支付有 ${payments.alerts} 项系统提示未处理。`,
        href: "/admin/payments",
        action: "去查看",
      });
    }
    if (payments.openCases) {
      tasks.push({
        text: `${payments.openCases} 项款项异常等待处理。`,
        href: "/admin/payments/exceptions",
        action: "去处理",
      });
    }
    if (payments.awaiting) {
      tasks.push({
        text: `${payments.awaiting} 项退款申请等待复核。`,
        href: "/admin/payments/refunds",
        action: "去复核",
      });
    }
    if (payments.awaitingWaivers) {
      tasks.push({
        text: `${payments.awaitingWaivers} 项减免申请等待复核。`,
        href: "/admin/payments/waivers",
        action: "复核减免",
      });
    }
  }
  const seat = officer && current ? seatingTask(current) : null;
  if (seat) tasks.push({ text: seat, href: "/admin/seating", action: "去编排" });
  return tasks;
}

function seatingTask({
  examSession,
  seating: { rooms, capacity, waiting },
}: NonNullable<Desk["current"]>): string | null {
  if (examSession.seatsFrozenAt) {
    if (waiting) return `${waiting} 名考生在编排之后缴费，尚无座位，请补排。`;
    return examSession.cardsPublishedAt ? null : "座位已编排，准考证尚未发布。";
  }
  if (!rooms) return "尚未录入考场。";
  if (capacity < waiting) return `考场座位不足：已缴费 ${waiting} 人，座位 ${capacity} 个。`;
  return waiting ? `${waiting} 名考生已缴费，等待编排座位。` : null;
}
