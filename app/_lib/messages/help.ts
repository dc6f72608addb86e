import type { ExtendRefusal } from "@/lib/domain/registration/commands/extend-step";
import type { CancelRefusal } from "@/lib/domain/review/commands/cancel-registration";
import type { ReopenRefusal } from "@/lib/domain/review/commands/reopen-registration";
import type { HelpFieldError } from "@/lib/domain/review/help-schema";

type HelpRefusal =
  | Exclude<ExtendRefusal, "registration_not_found">
  | Extract<CancelRefusal, `cancel_${string}`>
  | Extract<ReopenRefusal, `reopen_${"paid" | "not"}_${string}`>
  | HelpFieldError;

/** The sentences about helping one candidate: why something is refused, and what to do. */
export const helpRefusals: Record<HelpRefusal, string> = {
  person_changed_meanwhile:
    "这份报名刚刚有了变化（考生、同事或系统的操作），本次操作没有生效。请刷新页面，核对最新情况后再办理。",
  extension_not_needed: "按目前的状态，延长这一步没有用处。请重新选择要延长的步骤。",
  extension_in_the_past: "延长的时间应当晚于现在。",
  extension_not_later: "这一步本来就开放到更晚，无需延长。请填写更晚的时间。",
  extension_after_payment: "报名、修改和审核不能晚于缴费截止。确有需要的，请先延长缴费时间。",
  extension_after_exam: "缴费不能晚于考试开始，打印准考证不能晚于考试结束。",
  reopen_paid_needs_two:
    "已缴费的报名关系到款项、座位和准考证，不能由一人重新开放。信息有误的，请用“更正报名信息”由两人办理；确需重报的，请先办理退款。",
  reopen_not_decided:
    "只有审核通过（未缴费）、不通过或未缴费时被考务取消的报名可以重新开放。待审核的，请在审核页退回修改。",
  cancel_paid_by_refund: "已缴费的报名不能这样取消。请办理全额退款，退款受理后报名自动取消。",
  cancel_not_possible: "按目前的状态没有可以取消的报名：填写中的不占名额，不通过和已取消的已经结束。",
  cancel_order_paid: "考生的订单刚刚已付款，没有取消。请刷新页面；确需取消的，请办理全额退款。",
  step_missing: "请选择要延长的步骤。",
  note_missing: "请填写备注内容。",
};

/** What went well. */
export const helpNews = {
  help_logins_ended: "考生的全部登录已结束，须重新登录。",
  help_step_extended: "已为这名考生延长，立即生效。系统不发短信，请电话通知考生。",
  help_items_reopened: "已重新开放给考生修改，短信通知随即发出。",
  help_cancelled: "已取消报名，短信通知随即发出。办错了的，可以用“重新开放修改”恢复。",
  help_note_added: "备注已保存，考生看不到。",
} as const;
