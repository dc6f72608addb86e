import { ActionForm } from "@/app/_components/action-form";
import type { Metadata } from "next";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { alertLabels, ledgerKindLabels, deskStateLabels } from "@/app/_lib/labels/payment";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { shanghaiMidnight } from "@/lib/core/clock";
import type { AlertKind } from "@/lib/domain/payment/alerts";
import { deskFilterSchema, deskStates } from "@/lib/domain/payment/desk-filter";
import { shanghaiDayOf } from "@/lib/domain/payment/finance-sums";
import {
  type DeskCounts,
  deskOrders,
  type OpenAlert,
  openAlerts,
  ordersByState,
  paymentCounts,
} from "@/lib/domain/payment/queries/desk";
import { movedSince } from "@/lib/domain/payment/queries/finance";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { seeAlertAction } from "./actions";
import { DeskTabs } from "./desk-tabs";
import { FilterForm } from "./filter-form";
import { OrderList } from "./order-list";
import { PaymentSearch } from "./payment-search";

export const metadata: Metadata = { title: "缴费管理" };

export default async function PaymentsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments");
  const query = await searchParams;
  const filter = deskFilterSchema.parse(query);
  const before = z.uuid().safeParse(query["before"]).data;
  const [{ orders, next }, byState, counts, alerts, moved] = await Promise.all([
    deskOrders(filter, before),
    ordersByState(filter),
    paymentCounts(),
    openAlerts(),
    movedSince(shanghaiMidnight(new Date())),
  ]);
  await lookAt(
    staff,
    "/admin/payments",
    { kind: "payment_order" },
    orders.map(({ id }) => id),
  );
  const mayHandle = staff.role !== "AUDITOR";
  const address = (change: Partial<Record<"status" | "before", string | undefined>>) => {
    const parts = Object.entries({ ...filter, ...change }).filter(
      (part): part is [string, string] => part[1] !== undefined,
    );
    return `/admin/payments${parts.length ? `?${new URLSearchParams(parts)}` : ""}`;
  };

  return (
    <>
      <PageHead title="缴费管理" />
      <DeskTabs />
      <Alerts alerts={alerts} mayAnswer={staff.role === "FINANCE" || staff.role === "ADMINISTRATOR"} />
      <Waiting counts={counts} />
      <Today moved={moved} />
      <PaymentSearch mayWaive={mayHandle} />
      <FilterForm filter={filter} />
      <nav aria-label="订单状态" className="mb-4 flex flex-wrap gap-2">
        {[undefined, ...deskStates].map((choice) => (
          <a
            key={choice ?? "all"}
            href={address({ status: choice })}
            aria-current={choice === filter.status ? "page" : undefined}
            className="inline-flex min-h-11 items-center rounded-md border border-line bg-white px-3 no-underline aria-[current=page]:border-brand aria-[current=page]:bg-brand-soft aria-[current=page]:font-semibold"
          >
            {choice ? `${deskStateLabels[choice]}（${byState[choice] ?? 0}）` : "全部"}
          </a>
        ))}
      </nav>
      {orders.length ? (
        <OrderList orders={orders} mayRefund={mayHandle} />
      ) : (
        <p className="card">
          {Object.values(filter).some(Boolean) || before
            ? "没有符合条件的订单，请更换条件后再查询。"
            : "还没有支付订单。考生确认缴费后，订单会显示在这里。"}
        </p>
      )}
      <nav aria-label="翻页" className="mt-4 flex flex-wrap gap-3">
        {before && (
          <a href={address({})} className="button button-small">
            回到第一页
          </a>
        )}
        {next && (
          <a href={address({ before: next })} className="button button-small">
            下一页
          </a>
        )}
      </nav>
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
            <ActionForm action={seeAlertAction}>
              <input type="hidden" name="kind" value={kind} />
              <SubmitButton className="button button-small">
                已知悉<span className="sr-only">：{title}</span>
              </SubmitButton>
            </ActionForm>
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
    { count: counts.awaitingWaivers, text: "项减免申请等待复核", href: "/admin/payments/waivers" },
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

function Today({ moved }: { moved: Awaited<ReturnType<typeof movedSince>> }) {
  return (
    <p className="mb-5">
      <strong>今日：</strong>
      <span className="tabular-nums">
        {moved.length
          ? moved
              .map(
                ({ kind, count, fen }) =>
                  `${ledgerKindLabels[kind]} ${count} 笔 ${formatYuan(kind === "REFUND" ? -fen : fen)}`,
              )
              .join("，")
          : "尚无款项往来"}
      </span>
      。<a href={`/admin/payments/closing?day=${shanghaiDayOf(new Date())}`}>今日明细</a>
    </p>
  );
}
