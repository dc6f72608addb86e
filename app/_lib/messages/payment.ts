import type { CreateOrderRefusal } from "@/lib/domain/payment/commands/create-order";
import type { RefreshRefusal } from "@/lib/domain/payment/commands/refresh-order";

type PaymentRefusal =
  | Exclude<CreateOrderRefusal, "payment_needs_approval" | "registration_not_in_expected_status">
  | RefreshRefusal
  | "wechat_identity_failed";

/** The sentences about paying: why something is refused, and what to do. */
export const paymentRefusals: Record<PaymentRefusal, string> = {
  payment_not_started: "网上缴费尚未开始，请在缴费时间内办理。",
  payment_last_minute: "网上缴费即将截止，最后一分钟内不再生成支付订单。",
  payment_closed: "网上缴费已截止。缴费时间过后不补缴费。",
  payment_unknown: "微信支付暂时没有答复，订单仍然保留。请稍候重试，不会重复下单，也不会重复扣款。",
  payment_unavailable: "暂时无法发起微信支付，请稍后再试；如持续出现，请联系考务办公室。",
  payment_identity_not_permitted:
    "本次考试要求考生本人付款，但学校的微信支付权限尚未开通。请联系考务办公室，报名资格不受影响。",
  wechat_identity_failed: "没有取得微信的付款身份，可能是网络不稳定。请重试，或改用扫码支付。",
  payment_order_not_found: "没有找到这笔订单，请刷新页面查看最新情况。",
};

/** What went well, or is under way. */
export const paymentNews = {
  payment_not_arrived: "微信支付尚未收到这笔付款。如果刚刚付款，请稍候再查询，无需重复缴费。",
  payment_checking: "正在确认支付：微信支付暂时没有答复。请稍候再查询，无需重复缴费。",
  payment_asked_just_now: "刚刚已经向微信支付查询，请两秒后再试。",
  payment_found: "微信支付已确认收款，订单状态已更新。",
  payment_order_closed: "微信支付答复：该订单已关闭，没有收款。",
} as const;
