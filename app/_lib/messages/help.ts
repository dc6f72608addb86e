import type { ExtendRefusal } from "@/lib/domain/registration/commands/extend-step";
import type { CancelRefusal } from "@/lib/domain/review/commands/cancel-registration";
import type { ReopenRefusal } from "@/lib/domain/review/commands/reopen-registration";
import type { FillingFieldError } from "@/lib/domain/registration/filling";
import type { HelpFieldError } from "@/lib/domain/review/help-schema";

type HelpRefusal =
  | Exclude<ExtendRefusal, "registration_not_found">
  | Extract<CancelRefusal, `cancel_${string}`>
  | Extract<ReopenRefusal, `reopen_${"paid" | "not"}_${string}`>
  | HelpFieldError
  | FillingFieldError
  | "filling_over"
  | "filling_not_draft"
  | "filling_account_used";

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
  filling_consent_missing: "请写明考生签了什么同意书、存放在哪里。",
  filling_over: "这次当面代填已经结束或超过4小时，或者考生已自己提交。需要继续的，请用考生手机验证码重新开始。",
  filling_not_draft: "这个手机号的报名已经提交，不能代填。请到“报名查询”打开考生档案办理。",
  filling_account_used:
    "这个手机号已有账号，并由账号本人填写过报名，不能代填。请考生登录自己办理，忘记密码的用“找回密码”；号码以前由他人使用过的，请考生用登录页的“这不是我的账号”。",
  note_missing: "请填写备注内容。",
};

/** What went well. */
export const helpNews = {
  help_logins_ended: "考生的全部登录已结束，须重新登录。",
  help_step_extended: "已为这名考生延长，立即生效。系统不发短信，请电话通知考生。",
  help_items_reopened: "已重新开放给考生修改，短信通知随即发出。",
  help_cancelled: "已取消报名，短信通知随即发出。办错了的，可以用“重新开放修改”恢复。",
  filling_saved: "已保存信息，请核对后提交。",
  filling_submitted: "已代考生提交报名，考生会收到短信，可以登录查看和修改。请他用“找回密码”设置密码。",
  filling_ended: "已结束当面代填，保存的内容留在考生的草稿中，考生会收到短信。请他用“找回密码”设置密码后登录。",
  help_note_added: "备注已保存，考生看不到。",
} as const;
