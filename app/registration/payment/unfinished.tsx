import { texts } from "@/app/_lib/texts";
import type { ReactNode } from "react";
import type { OwnOrder } from "@/lib/domain/payment/queries/own-orders";
import { OrderFacts, RefreshForm } from "./order-facts";
import { PaymentPoll } from "./payment-poll";

/**
 * An order that cannot be paid with what this page has. Offers the ways to continue and a query to WeChat. The page
 * polls meanwhile.
 */
export function Unfinished({
  order,
  title,
  goOn,
  refresh,
  otherWays,
  children,
}: {
  order: OwnOrder;
  title: string;
  /** The button that continues with this order. */
  goOn?: ReactNode;
  /** Shown before that button when WeChat must be queried first. */
  refresh?: ReactNode;
  otherWays: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <p className="mt-2 mb-4">{children}</p>
      <OrderFacts order={order} />
      <PaymentPoll orderId={order.id} />
      <div className="mt-5 flex flex-wrap gap-3">
        {refresh}
        {goOn}
        {!refresh && <RefreshForm />}
      </div>
      {otherWays}
    </section>
  );
}

/** After the window has closed, while WeChat has not confirmed that the candidate did not pay in time. */
export async function Pending({ order }: { order: OwnOrder }) {
  const { t, yuan } = await texts();

  return (
    <section className="card">
      <h2>{t("已经在截止前付款？")}</h2>
      <p className="mt-2 mb-4">
        {t("系统正在向微信支付确认，确认后本页会自动更新，您也可以立即查询。应付")}
        {yuan(order.amountFen)}。
      </p>
      <OrderFacts order={order} />
      <PaymentPoll orderId={order.id} />
      <div className="mt-5">
        <RefreshForm />
      </div>
    </section>
  );
}
