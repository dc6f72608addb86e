import type { Fen } from "@/lib/core/money";
import type {
  ExceptionResolution,
  LedgerKind,
  PaymentChannel,
  PaymentExceptionKind,
  PaymentOrderStatus,
  RefundCause,
  RefundStatus,
  TradeBillState,
} from "@/lib/adapter/db/enums";
import type { AlertKind } from "@/lib/domain/payment/alerts";
import type { DeskState } from "@/lib/domain/payment/desk-filter";
import type { ExceptionAction } from "@/lib/domain/payment/exception-actions";
import { formatYuan } from "../format";

/** The words of the payments desk, one table for each vocabulary. */
const orderStatusLabels: Record<PaymentOrderStatus, string> = {
  CREATING: "待微信确认",
  OPEN: "待付款",
  SUCCEEDED: "已缴费",
  SURPLUS: "多收退回",
  CLOSED: "已关闭",
};

/** The same for the desk's list. */
export const deskStateLabels: Record<DeskState, string> = { ...orderStatusLabels, REFUNDED: "已退款" };

/** "已退 20.00元", or null when no money was refunded. `ledger`: an order's refunds, as negative fen. */
export function refundedText(ledger: readonly { amountFen: Fen }[]): string | null {
  const fen = ledger.reduce((sum, { amountFen }) => sum - amountFen, 0);
  return fen <= 0 ? null : `已退 ${formatYuan(fen)}`;
}

export const channelLabels: Record<PaymentChannel, string> = { NATIVE: "扫码", JSAPI: "微信内", H5: "手机浏览器" };

export const refundStatusLabels: Record<RefundStatus, string> = {
  AWAITING: "待复核",
  PENDING: "待微信受理",
  PROCESSING: "退款中",
  SUCCEEDED: "已退回",
  ABNORMAL: "退款异常",
  CLOSED: "未退成",
  REJECTED: "已驳回",
  REFUSED: "微信拒绝",
};

export const refundCauseLabels: Record<RefundCause, string> = {
  SURPLUS: "多收自动退回",
  STAFF: "工作人员申请",
  EXAM_CANCELLED: "考试取消",
  EXCEPTION: "异常处理",
};

/** The outcome of a waiver. `withdrawn`: the person who requested it withdrew it. */
export function waiverState(waiver: { needsSecond: boolean; confirmed: boolean | null; withdrawn?: boolean }): string {
  if (!waiver.needsSecond || waiver.confirmed) return "已减免";
  if (waiver.confirmed === null) return "待复核";
  return waiver.withdrawn ? "已撤回" : "未减免";
}

export const ledgerKindLabels: Record<LedgerKind, string> = {
  CHARGE: "收款",
  REFUND: "退款",
  WAIVER: "减免",
  CORRECTION: "更正",
};

export const billStateLabels: Record<TradeBillState, string> = {
  WAITING: "尚未取得",
  COMPARED: "已核对",
  EMPTY: "当日无交易",
};

export const caseLabels: Record<PaymentExceptionKind, { title: string; what: string }> = {
  AMOUNT_MISMATCH: { title: "金额不符", what: "微信支付实收金额与订单金额不同，没有计入报名费。" },
  MERCHANT_MISMATCH: { title: "商户不符", what: "收到的付款通知不属于本商户或本公众号，请核对支付配置。" },
  UNKNOWN_ORDER: { title: "订单不存在", what: "收到一笔付款，但系统中没有这个订单号。" },
  BILL_UNKNOWN_PAYMENT: { title: "账单多出收款", what: "微信账单中有这笔收款，台账中没有。" },
  BILL_MISSING_PAYMENT: { title: "账单缺少收款", what: "台账中有这笔收款，当日微信账单中没有。" },
  BILL_PAYMENT_DIFFERS: { title: "收款金额不符", what: "同一笔收款，微信账单与台账的金额不同。" },
  BILL_UNKNOWN_REFUND: { title: "多出退款", what: "微信支付有这笔退款，台账中没有（可能是在商户平台上手工办理的）。" },
  BILL_MISSING_REFUND: { title: "账单缺少退款", what: "台账中这笔退款已完成，微信账单中没有。" },
  BILL_REFUND_DIFFERS: { title: "退款金额不符", what: "同一笔退款，微信支付与台账的金额不同。" },
  REFUND_ABNORMAL: {
    title: "退款异常",
    what: "款项退不进付款人的账户（例如银行卡已注销）。请与付款人联系，在商户平台处理后再重新提交。",
  },
  REFUND_CLOSED: { title: "退款未成功", what: "微信支付没有办成这笔退款。" },
  REFUND_REFUSED: {
    title: "微信支付拒绝退款",
    what: "款项没有退出，系统不再重试。常见原因是该款已在商户平台退过一部分：请先更正台账中的“多出退款”，再退回剩余款项。",
  },
  ALREADY_REFUNDED: {
    title: "款项已在别处退款",
    what: "微信支付答复这笔订单付过款、又退过款，台账中没有。没有计入报名费。",
  },
  TRANSACTION_REUSED: {
    title: "微信支付单号重复",
    what: "同一微信支付单号已为另一订单入账。这笔订单没有作任何改动，请核对。",
  },
};

/** The amount of a payment exception in fen: WeChat's amount, or ours where WeChat has none. */
export const caseSum = ({ amountFen, expectedFen }: { amountFen: Fen; expectedFen: Fen | null }): Fen =>
  amountFen || (expectedFen ?? 0);

export const actionLabels: Record<ExceptionAction, { title: string; effect: string }> = {
  query: { title: "向微信查询并入账", effect: "再向微信支付查询一次；微信证实后才记入台账，证实不了则不作改动。" },
  refund: {
    title: "退回付款人",
    effect: "先向微信支付核实，再按实收金额入账，并原路退回尚未退还的部分；考生须重新缴费。超过限额须另一人复核。",
  },
  retry: { title: "重新提交退款", effect: "以原退款单号再次提交微信支付，不会重复退款。" },
  correct: { title: "更正台账", effect: "把差额记入台账，使台账与微信支付一致，不再另行退款。" },
  explain: { title: "说明原因，不作处理", effect: "只记录说明，金额与状态都不变。" },
};

export const resolutionLabels: Record<ExceptionResolution, string> = {
  RECORDED: "已查证入账",
  REFUNDED: "已退回",
  RETRIED: "已重新提交退款",
  CORRECTED: "已更正台账",
  EXPLAINED: "已说明",
};

export const alertLabels: Record<AlertKind, { title: string; advice: string }> = {
  notification_signature: {
    title: "收到验签失败的支付通知",
    advice: "可能有人伪造通知，也可能是微信支付公钥已更换。偶发可忽略；持续出现请运行 npm run wechat-pay:check。",
  },
  answer_signature: {
    title: "微信支付的应答验签失败，或不属于本商户的订单",
    advice: "请核对微信支付公钥（公钥ID与文件）、商户号与接口地址，并运行 npm run wechat-pay:check。",
  },
  key_file: {
    title: "密钥文件暂时无法读取",
    advice:
      "在此期间无法核实付款，考生看到“正在确认”。请检查 WECHAT_PAY_*_FILE 所指文件是否存在、完整、可读；恢复后系统自动继续。",
  },
  clock_skew: {
    title: "服务器时间与微信支付相差过大",
    advice: "相差五分钟以上时所有支付都会失败，请立即校准服务器时间。",
  },
  configuration: {
    title: "微信支付拒绝了本商户的请求",
    advice: "请核对商户号、证书、权限与绑定关系，并运行 npm run wechat-pay:check。",
  },
  balance: {
    title: "商户账户余额不足，退款在等待",
    advice: "请在商户平台充值；充值后系统会自动继续退款，无需重新申请。",
  },
  refund_stuck: { title: "有退款三天仍未完成", advice: "请在退款列表中查看，必要时在商户平台核实。" },
  bill: { title: "连续两天没有取得微信账单", advice: "请检查网络与权限；账单在微信支付保存三个月。" },
};
