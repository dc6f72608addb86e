import { ActionForm } from "@/app/_components/action-form";
import { SubmitButton } from "@/app/_components/submit-button";
import { formatClosing, formatYuan } from "@/app/_lib/format";
import type { OwnOrder } from "@/lib/domain/payment/queries/own-orders";
import { refreshOrderAction } from "./actions";

/** The facts that distinguish an order from another candidate's. */
export function OrderFacts({ order }: { order: OwnOrder }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-muted">应付金额</dt>
      <dd>{formatYuan(order.amountFen)}</dd>
      <dt className="text-muted">订单号</dt>
      <dd className="min-w-0 break-all">{order.outTradeNo}</dd>
      <dt className="text-muted">付款截止</dt>
      <dd>{formatClosing(order.timeExpire)}</dd>
    </dl>
  );
}

export function RefreshForm({
  children = "刷新（查询支付结果）",
  primary = false,
}: {
  children?: string;
  primary?: boolean;
}) {
  return (
    <ActionForm action={refreshOrderAction} className="w-full sm:w-auto">
      <SubmitButton className={`button w-full sm:w-auto ${primary ? "button-primary" : ""}`} busy="正在查询…">
        {children}
      </SubmitButton>
    </ActionForm>
  );
}
