import { texts } from "@/app/_lib/texts";
import { ActionForm } from "@/app/_components/action-form";
import { SubmitButton } from "@/app/_components/submit-button";
import type { OwnOrder } from "@/lib/domain/payment/queries/own-orders";
import { refreshOrderAction } from "./actions";

/** The facts that distinguish an order from another candidate's. */
export async function OrderFacts({ order }: { order: OwnOrder }) {
  const { t, yuan, closing } = await texts();

  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-muted">{t("应付金额")}</dt>
      <dd>{yuan(order.amountFen)}</dd>
      <dt className="text-muted">{t("订单号")}</dt>
      <dd className="min-w-0 break-all">{order.outTradeNo}</dd>
      <dt className="text-muted">{t("付款截止")}</dt>
      <dd>{closing(order.timeExpire)}</dd>
    </dl>
  );
}

export async function RefreshForm({
  children = "刷新（查询支付结果）",
  primary = false,
}: {
  children?: string;
  primary?: boolean;
}) {
  const { t } = await texts();

  return (
    <ActionForm action={refreshOrderAction} className="w-full sm:w-auto">
      <SubmitButton className={`button w-full sm:w-auto ${primary ? "button-primary" : ""}`} busy={t("正在查询…")}>
        {t(children)}
      </SubmitButton>
    </ActionForm>
  );
}
