import type { Metadata } from "next";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { alertLabels, channelLabels, orderStatusLabels } from "@/app/_lib/payment-labels";
import { requireStaff } from "@/lib/auth/session";
import { PaymentOrderStatus } from "@/lib/db/enums";
import type { AlertKind } from "@/lib/payment/alerts";
import { type DeskCounts, type DeskOrder, deskOrders, type OpenAlert, openAlerts, paymentCounts } from "@/lib/payment/queries/desk";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { seeAlertAction } from "./actions";
import { DeskTabs } from "./desk-tabs";
import { PaymentSearch } from "./payment-search";

export const metadata: Metadata = { title: "缴费管理" };

const isStatus = (value: unknown): value is PaymentOrderStatus => typeof value === "string" && value in orderStatusLabels;

export default async function PaymentsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments");
  const query = await searchParams;
  const status = isStatus(query["status"]) ? query["status"] : undefined;
  const before = z.uuid().safeParse(query["before"]).data;
  const [{ orders, next }, counts, alerts] = await Promise.all([deskOrders({ status, before }), paymentCounts(), openAlerts()]);
  const mayHandle = staff.role !== "AUDITOR";
  const address = (change: { status?: PaymentOrderStatus | undefined; before?: string }) => {
    const parts = new URLSearchParams();
    if (change.status) parts.set("status", change.status);
    if (change.before) parts.set("before", change.before);
    return `/admin/payments${parts.size ? `?${parts}` : ""}`;
  };

  return (
    <>
      <PageHead title="缴费管理" notice={query["notice"]} />
      <DeskTabs />
      <Alerts alerts={alerts} mayAnswer={staff.role === "FINANCE" || staff.role === "ADMINISTRATOR"} />
      <Waiting counts={counts} />
      <PaymentSearch mayWaive={mayHandle} />
      <nav aria-label="订单状态" className="mb-4 flex flex-wrap gap-2">
        {[undefined, ...Object.values(PaymentOrderStatus)].map((choice) => (
          <a
            key={choice ?? "all"}
            href={address({ status: choice })}
            aria-current={choice === status ? "page" : undefined}
            className={`button button-small ${choice === status ? "button-primary" : ""}`}
          >
            {choice ? `${orderStatusLabels[choice]} ${counts.byStatus[choice] ?? 0}` : "全部"}
          </a>
        ))}
      </nav>
      {orders.length ? (
        <Orders orders={orders} mayRefund={mayHandle} />
      ) : (
        <p className="card">
          {status || before ? "没有符合条件的订单，请更换条件后再查询。" : "还没有支付订单。考生确认缴费后，订单会显示在这里。"}
        </p>
      )}
      {next && (
        <p className="mt-4">
          <a href={address({ status, before: next })} className="button">
            下一页
          </a>
        </p>
      )}
    </>
  );
}

const isAlert = (kind: string): kind is AlertKind => kind in alertLabels;

function Alerts({ alerts, mayAnswer }: { alerts: readonly OpenAlert[]; mayAnswer: boolean }) {
  return alerts.map(({ kind, count, firstAt, lastAt, detail }) => {
    if (!isAlert(kind)) return null;
    const { title, advice } = alertLabels[kind];
    return (
      <Notice key={kind} tone="bad" title={`${title}（${count} 次）`}>
        <p>{advice}</p>
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <span className="text-sm text-muted">
            {formatStamp(firstAt)} 起，最近 {formatStamp(lastAt)}
            {detail && `，代码 ${detail}`}
          </span>
          {mayAnswer && (
            <form action={seeAlertAction}>
              <input type="hidden" name="kind" value={kind} />
              <SubmitButton className="button button-small">
                已知悉<span className="sr-only">：{title}</span>
              </SubmitButton>
            </form>
          )}
        </div>
      </Notice>
    );
  });
}

function Waiting({ counts }: { counts: DeskCounts }) {
  const rows = [
    { count: counts.openCases, text: "项异常等待处理", href: "/admin/payments/exceptions" },
    { count: counts.awaiting, text: "项退款申请等待复核", href: "/admin/payments/refunds" },
    { count: counts.running, text: "笔退款正在办理", href: "/admin/payments/refunds" },
  ].filter(({ count }) => count > 0);
  if (rows.length === 0) return null;
  return (
    <ul className="mb-5 flex flex-wrap gap-x-6 gap-y-1">
      {rows.map(({ count, text, href }) => (
        <li key={text}>
          <a href={href}>
            <strong className="tabular-nums">{count}</strong> {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A form around the list: what is ticked is named on the next page before anything is done. */
function Orders({ orders, mayRefund }: { orders: readonly DeskOrder[]; mayRefund: boolean }) {
  return (
    <form action="/admin/payments/refunds/new" method="get">
      <DeskTable head={[...(mayRefund ? ["[选择]"] : []), "状态", "金额", "考生", "订单号", "方式", "时间", "[操作]"]}>
        {orders.map((order) => (
          <tr key={order.id}>
            {mayRefund && (
              <td>
                {order.transactionId && (
                  <input type="checkbox" name="order" value={order.id} aria-label={`选择订单 ${order.outTradeNo}`} className="size-5" />
                )}
              </td>
            )}
            <td className="whitespace-nowrap">{orderStatusLabels[order.status]}</td>
            <td className="whitespace-nowrap tabular-nums">{formatYuan(order.amountFen)}</td>
            <td className="whitespace-nowrap">
              {order.registration.name} {order.registration.documentMasked}
              <br />
              <span className="text-muted tabular-nums">{order.registration.registrationNumber}</span>
            </td>
            <td className="whitespace-nowrap tabular-nums">
              {order.outTradeNo}
              {order.transactionId && (
                <>
                  <br />
                  <span className="text-muted">微信 {order.transactionId}</span>
                </>
              )}
            </td>
            <td className="whitespace-nowrap">{channelLabels[order.channel]}</td>
            <td className="whitespace-nowrap tabular-nums">
              下单 {formatStamp(order.createdAt)}
              <br />
              <span className="text-muted">{lastNews(order)}</span>
            </td>
            <td>
              <a href={`/admin/payments/${order.id}`} className="button button-small whitespace-nowrap">
                查看<span className="sr-only">订单 {order.outTradeNo}</span>
              </a>
            </td>
          </tr>
        ))}
      </DeskTable>
      {mayRefund && (
        <p className="mt-4">
          <button type="submit" className="button">
            为所选订单办理退款…
          </button>
        </p>
      )}
    </form>
  );
}

function lastNews({ successTime, queriedAt }: DeskOrder): string {
  if (successTime) return `支付 ${formatStamp(successTime)}`;
  return queriedAt ? `查询 ${formatStamp(queriedAt)}` : "尚未查询";
}
