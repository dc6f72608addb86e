import type { Texts } from "@/app/_lib/texts";
import { Notice } from "@/app/_components/notice";
import type { OwnOrder } from "@/lib/domain/payment/queries/own-orders";

/** Money that was not used for the fee, or was refunded later: its present state. */
export function MoneyBack({
  orders,
  words: { t, yuan, moment },
}: {
  orders: readonly Pick<OwnOrder, "id" | "outTradeNo" | "refunds">[];
  words: Texts;
}) {
  return orders.flatMap((order) =>
    order.refunds
      .filter(({ status }) => status !== "AWAITING" && status !== "REJECTED")
      .map((refund, index) => {
        const sum = yuan(refund.amountFen);
        const why =
          refund.cause === "SURPLUS"
            ? t("该款项在缴费截止之后到账、重复支付或付在已关闭的订单上，没有计入报名费。")
            : "";
        return (
          <Notice
            key={`${order.id}-${index}`}
            tone={refund.status === "SUCCEEDED" ? "good" : "warn"}
            title={t(titleOf(refund.status), { sum })}
          >
            <p>
              {why}
              {t(whereOf(refund), { time: refund.successTime ? moment(refund.successTime) : t("近日") })}
              {t("订单号：")}
              <span className="break-all">{order.outTradeNo}</span>
            </p>
          </Notice>
        );
      }),
  );
}

type Refund = OwnOrder["refunds"][number];

function titleOf(status: Refund["status"]): string {
  if (status === "SUCCEEDED") return "{sum}已原路退回";
  return status === "ABNORMAL" || status === "CLOSED" ? "{sum}的退款需要人工处理" : "{sum}正在原路退回";
}

function whereOf({ status }: Refund): string {
  if (status === "SUCCEEDED") return "款项已于{time}退回您付款的微信账户或银行卡。";
  if (status === "ABNORMAL" || status === "CLOSED")
    return "微信支付未能把款项退回您的账户，请联系考务办公室，我们会为您办妥。";
  return "无需您申请，款项一般在一至三个工作日内退回您付款的微信账户或银行卡。";
}
