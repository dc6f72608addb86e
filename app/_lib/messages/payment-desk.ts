import type { DecideRefusal, WithdrawRefusal } from "@/lib/domain/payment/commands/decide-refund";
import type { DecideWaiverRefusal } from "@/lib/domain/payment/commands/decide-waiver";
import type { RefundRefusal } from "@/lib/domain/payment/commands/request-refunds";
import type { ResolveRefusal } from "@/lib/domain/payment/commands/resolve-exception";
import type { RetryRefusal } from "@/lib/domain/payment/commands/retry-refund";
import type { WaiveRefusal } from "@/lib/domain/payment/commands/waive-fee";

type PaymentDeskRefusal =
  | Exclude<
      | RefundRefusal
      | DecideRefusal
      | WithdrawRefusal
      | RetryRefusal
      | WaiveRefusal
      | DecideWaiverRefusal
      | ResolveRefusal,
      "registration_not_in_expected_status" | "payment_unknown"
    >
  | "alert_gone"
  | "list_not_confirmed"
  | "refund_list_changed"
  | "action_required"
  | "money_reason_required"
  | "reason_too_long";

/** The sentences about money, for staff: why something is refused, and what to do. */
export const paymentDeskRefusals: Record<PaymentDeskRefusal, string> = {
  list_not_confirmed: "请核对名单并勾选确认。",
  refund_list_changed: "名单中的款项刚刚有变化，没有提交。请刷新本页，核对后再提交。",
  action_required: "请选择处理方式。",
  money_reason_required: "请填写原因，原因会随款项记录保存。",
  reason_too_long: "文字过长，请精简后再提交。",
  refund_nothing_chosen: "没有选择可退的款项，请返回勾选。",
  refund_too_many: "一次最多处理500笔，请分批办理。",
  refund_charge_not_found: "有款项已不存在，请返回重新选择。",
  refund_exceeds_charge: "退款金额超过该笔款项尚可退的金额，可能已有人办理。请刷新后核对。",
  refund_form_used: "这一页刚才已提交过一笔退款，本次没有提交。请刷新本页，核对尚可退的金额后再办理。",
  refund_nothing_to_give: "该批次没有可退的款项。",
  refund_request_not_found: "没有找到这项退款申请。",
  refund_request_decided: "这项申请刚刚已由他人复核。",
  refund_needs_another_person: "复核人不能是申请人本人，请由另一位财务人员或管理员复核。",
  request_of_somebody_else: "只有申请人本人可以撤回申请；其他人可以在复核时驳回。",
  waiver_already_waits: "这份报名已有减免申请在等待复核。",
  waiver_request_not_found: "没有找到这项减免申请。",
  waiver_request_decided: "这项减免申请刚刚已有人处理。",
  refund_not_found: "没有找到这笔退款。",
  refund_not_stuck: "这笔退款正在办理或已经完成，无需重新提交。",
  registration_not_found: "没有找到这份报名。",
  order_already_paid: "该考生已经付款，不能再免除。请改用退款。",
  exception_not_found: "没有找到这项异常。",
  exception_resolved: "这项异常刚刚已由他人处理。",
  exception_action_not_allowed: "这类异常不能这样处理，请选择其他方式。",
  exception_note_required: "请填写说明：为什么这样处理。",
  exception_not_confirmed: "微信支付的答复不能证实这项异常，没有作任何改动。请核对后再处理。",
  exception_money_in_use:
    "这笔款已使考生缴费成功，不能作为异常退回。确需退款，请在订单详情中按普通退款办理；否则请选择“说明原因”。",
  exception_end_not_confirmed:
    "更正后考生的报名将取消，而打开本页时还不是这样。没有作任何改动：请刷新本页，核对“更正台账”下的考生姓名后再处理。",
  alert_gone: "该提示已有人处理。",
};

/** What went well, or is under way. */
export const paymentDeskNews = {
  refund_started: "退款已提交微信支付，进度见下方。",
  refund_waits_for_second:
    "退款申请已提交。您今天办理的退款与减免合计超过限额，须由另一位财务人员或管理员复核后才会退出。",
  refund_confirmed: "已复核通过，退款正在办理。",
  refund_rejected: "已驳回该退款申请，没有退款。",
  refund_retried: "已重新提交，退款单号不变，不会重复退款。",
  refund_withdrawn: "已撤回该退款申请，没有退款。",
  waiver_waits_for_second:
    "减免申请已提交。您今天办理的退款与减免合计超过限额，须由另一位财务人员或管理员复核后才生效；在此之前考生仍可缴费。",
  waiver_confirmed: "已复核通过，报名费已免除，报名已生效。",
  waiver_rejected: "已驳回该减免申请。",
  waiver_withdrawn: "已撤回该减免申请。",
  fee_waived: "已免除该考生的报名费，报名已生效。",
  case_resolved: "该异常已处理，处理人与说明已记录。",
  alert_seen: "已记录您知悉该提示；再次发生时会重新显示。",
} as const;
