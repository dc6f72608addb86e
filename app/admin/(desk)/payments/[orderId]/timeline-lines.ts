import { formatStamp, formatYuan } from "@/app/_lib/format";
import {
  caseLabels,
  caseSum,
  channelLabels,
  ledgerKindLabels,
  refundCauseLabels,
  refundStatusLabels,
  resolutionLabels,
} from "@/app/_lib/labels/payment";
import { maskPersonal } from "@/lib/core/mask-personal";
import type { OrderTimeline } from "@/lib/domain/payment/queries/order-timeline";

export type StoryLine = {
  at: Date;
  text: string;
  more?: string;
  tone: "plain" | "good" | "warn" | "bad";
  href?: string;
};

/**
 * The timeline of an order, oldest first: what we requested, what WeChat answered, what we recorded, and who decided
 * what.
 */
export function storyLines(order: OrderTimeline): StoryLine[] {
  const lines: StoryLine[] = [
    {
      at: order.createdAt,
      text: `考生确认缴费，生成订单（${channelLabels[order.channel]}，${formatYuan(order.amountFen)}）`,
      tone: "plain",
    },
    ...order.events.map(eventLine),
    ...order.asked.map(({ at, name }) => ({ at, text: `${name}要求立即向微信支付查询`, tone: "plain" as const })),
    ...order.ledger.flatMap((entry) => [entryLine(entry), ...entry.refunds.flatMap(refundLines)]),
    ...order.exceptions.flatMap(caseLines),
    ...order.registration.events.map(({ event, at, reason }) => ({
      at,
      text: event === "cancel" ? "报名已取消，座位释放" : "报名状态变为已缴费",
      ...(reason && reason !== "refund" && { more: maskPersonal(reason) }),
      tone: event === "cancel" ? ("warn" as const) : ("good" as const),
    })),
  ];
  if (order.closedAt) lines.push({ at: order.closedAt, text: "订单已关闭，不能再付款", tone: "plain" });
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

type Event = OrderTimeline["events"][number];

const asked: Record<string, string> = {
  create: "向微信支付下单",
  query: "向微信支付查询",
  close: "请求微信支付关闭订单",
  notification: "收到微信支付的付款通知",
  refund: "向微信支付提交退款",
  refund_query: "查询退款进度",
  refund_notification: "收到微信支付的退款通知",
};

const answers: Record<string, string> = {
  ok: "已受理",
  SUCCESS: "成功",
  REFUND: "已支付，并有退款",
  NOTPAY: "尚未支付",
  USERPAYING: "正在支付",
  PAYERROR: "支付失败",
  REVOKED: "已撤销",
  CLOSED: "已关闭",
  PROCESSING: "处理中",
  ABNORMAL: "退款异常",
  closed: "已关闭",
  order_paid: "订单已支付",
  order_not_exist: "没有这个订单",
  order_not_exist_unsigned: "没有这个订单（答复未签名）",
  refund_not_exist: "没有这笔退款",
  settled: "已入账，报名缴费成功",
  already_settled: "此前已入账，不重复处理",
  surplus: "无法计入报名费，自动退回",
  already_charged: "此前已另行入账，不计入报名费",
  already_refunded: "已在别处退款，转人工处理",
  amount_mismatch: "金额不符，转人工处理",
  merchant_mismatch: "商户不符，转人工处理",
  timeout: "超时没有答复，结果未知",
  network: "连接中断，结果未知",
  server_error: "微信支付系统繁忙，结果未知",
  busy: "微信支付要求稍后再试",
  unreadable: "答复无法识别，不予采信",
  foreign: "答复的不是这个订单，不予采信",
  signature_missing: "答复没有签名，不予采信",
  signature_wrong: "答复验签失败，不予采信",
  signature_probe: "微信支付的验签测试，不予采信，稍后再问",
  key_unreadable: "本机密钥文件无法读取，结果未知",
  signature_stale: "答复的时间不对，不予采信",
  serial_unknown: "答复的签名密钥未知，不予采信",
  NOT_ENOUGH: "商户账户余额不足，稍后自动再试",
};

const good = new Set(["ok", "SUCCESS", "settled", "closed"]);
const grave = new Set([
  "amount_mismatch",
  "merchant_mismatch",
  "foreign",
  "signature_missing",
  "signature_wrong",
  "serial_unknown",
  "key_unreadable",
  "ABNORMAL",
]);

function eventLine({ kind, outcome, times, at, lastAt }: Event): StoryLine {
  const again = times > 1 ? ` ×${times}` : "";
  return {
    at,
    text: `${asked[kind] ?? kind}：${answers[outcome] ?? `被拒绝（${outcome}）`}${again}`,
    ...(times > 1 && { more: `最近一次 ${formatStamp(lastAt)}` }),
    tone: good.has(outcome) ? "good" : grave.has(outcome) ? "bad" : "plain",
  };
}

type Entry = OrderTimeline["ledger"][number];

/** The time of our entry. The time when the money moved, by WeChat's clock, is shown beside it. */
const entryLine = ({ kind, amountFen, at, createdAt, reason, staff }: Entry): StoryLine => ({
  at: createdAt,
  text: `台账：${ledgerKindLabels[kind]} ${formatYuan(amountFen)}`,
  more: [`微信支付时间 ${formatStamp(at)}`, staff?.name, reason && maskPersonal(reason)].filter(Boolean).join("　"),
  tone: kind === "CHARGE" ? "good" : "plain",
});

function refundLines(refund: Entry["refunds"][number]): StoryLine[] {
  const { outRefundNo, status, cause, amountFen, createdAt, failureCode, request } = refund;
  const who = request ? `${request.staff.name}申请` : "系统自动";
  const second = request?.decidedBy ? `，${request.decidedBy.name}复核` : "";
  return [
    {
      at: createdAt,
      text: `退款 ${formatYuan(amountFen)}（${refundCauseLabels[cause]}）：${refundStatusLabels[status]}`,
      more: `${who}${second}。${maskPersonal(request?.reason ?? refund.reason)}　退款单号 ${outRefundNo}${failureCode ? `　微信答复 ${failureCode}` : ""}`,
      tone:
        status === "SUCCEEDED"
          ? "good"
          : status === "ABNORMAL" || status === "CLOSED" || status === "REFUSED"
            ? "bad"
            : "warn",
      ...(request && { href: `/admin/payments/refunds/${request.id}` }),
    },
  ];
}

function caseLines(found: OrderTimeline["exceptions"][number]): StoryLine[] {
  const { kind, createdAt, resolvedAt, resolution, note, resolvedBy } = found;
  const opened: StoryLine = {
    at: createdAt,
    text: `异常：${caseLabels[kind].title}（${formatYuan(caseSum(found))}）`,
    more: caseLabels[kind].what,
    tone: "bad",
  };
  if (!resolvedAt || !resolution) return [opened];
  const done = `${resolvedBy?.name ?? "系统"}：${resolutionLabels[resolution]}`;
  return [
    opened,
    { at: resolvedAt, text: `异常已处理　${done}`, ...(note && { more: maskPersonal(note) }), tone: "good" },
  ];
}
