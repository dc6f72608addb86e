import { ActionForm } from "@/app/_components/action-form";
import { isFinance, mayAs } from "@/lib/domain/account/roles";
import type { Metadata } from "next";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { alertLabels, ledgerKindLabels, deskStateLabels } from "@/app/_lib/labels/payment";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { listSettings } from "@/lib/domain/account/queries";
import { shanghaiDayOf, shanghaiMidnight } from "@/lib/core/clock";
import type { AlertKind } from "@/lib/domain/payment/alerts";
import { deskFilterSchema, type DeskState, deskStates } from "@/lib/domain/payment/desk-filter";
import { deskOrders, type OpenAlert, openAlerts, ordersByState } from "@/lib/domain/payment/queries/desk";
import { movedSince } from "@/lib/domain/payment/queries/finance";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { deskList } from "../../_list/desk-list";
import { ListFoot, ListTools } from "../../_list/list-tools";
import { PickBar } from "../../_list/pick-bar";
import { seeAlertAction } from "./actions";
import { DeskTabs } from "./desk-tabs";
import { FilterForm } from "./filter-form";
import { newestFirst, orderColumns, orderSort } from "./order-columns";
import { PaymentSearch } from "./payment-search";
import { listedSession } from "./session-field";

export const metadata: Metadata = { title: "缴费管理" };

export default async function PaymentsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments");
  const [search, settings] = await Promise.all([searchParams, listSettings(staff, "orders")]);
  const filter = { ...deskFilterSchema.parse(search), session: await listedSession(search["session"]) };
  const after = z.uuid().safeParse(search["after"]).data;
  const list = deskList({
    name: "orders",
    path: "/admin/payments",
    columns: orderColumns,
    filter,
    search,
    settings,
    first: newestFirst,
  });
  const [{ orders, next }, byState, alerts, moved] = await Promise.all([
    deskOrders(filter, orderSort(list.sort), { after, limit: settings.pageSize }),
    ordersByState(filter),
    openAlerts(),
    movedSince(shanghaiMidnight(new Date())),
  ]);
  await lookAt(
    staff,
    "/admin/payments",
    { kind: "payment_order" },
    orders.map(({ id }) => id),
  );
  const mayHandle = mayAs(staff.roles, ["FINANCE", "EXAM_OFFICER"]);
  const shownStates: readonly DeskState[] = filter.status ? [filter.status] : deskStates;
  const total = shownStates.reduce(
    (sum, state) => ({
      count: sum.count + (byState[state]?.count ?? 0),
      fen: sum.fen + (byState[state]?.fen ?? 0),
    }),
    { count: 0, fen: 0 },
  );
  return (
    <>
      <PageHead title="缴费管理" tabs={<DeskTabs present="orders" />}>
        <ListTools list={list} />
      </PageHead>
      <Alerts alerts={alerts} mayAnswer={isFinance(staff.roles)} />
      <nav aria-label="订单状态" className="no-print mb-1.5 max-w-full">
        <ul className="desk-states">
          {[undefined, ...deskStates].map((choice) => (
            <li key={choice ?? "all"}>
              <a href={list.address({ status: choice })} aria-current={choice === filter.status ? "page" : undefined}>
                {choice ? `${deskStateLabels[choice]}（${byState[choice]?.count ?? 0}）` : "全部"}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <PaymentSearch mayWaive={mayHandle}>
        <FilterForm filter={filter} sort={list.sortField} />
      </PaymentSearch>
      <DeskTable
        caption={`支付订单：${filter.status ? deskStateLabels[filter.status] : "全部"}`}
        columns={list.shown}
        rows={orders}
        id={({ id }) => id}
        density={list.density}
        sort={list.sort}
        sortAddress={list.sortAddress}
        pick={
          mayHandle
            ? {
                form: "refund",
                name: "order",
                label: ({ outTradeNo }) => `选择订单 ${outTradeNo}`,
                can: ({ transactionId }) => transactionId !== null,
                sum: ({ amountFen }) => amountFen,
              }
            : undefined
        }
        empty={
          filter.status || filter.channel || filter.day || after
            ? "没有符合条件的订单，请更换条件后再查询。"
            : "这里还没有支付订单。考生确认缴费后，订单会显示在这里。"
        }
      />
      <ListFoot list={list} later={after !== undefined} next={next}>
        {filter.channel || filter.day ? "符合条件" : "共"} {total.count} 笔，订单金额 {formatYuan(total.fen)}
      </ListFoot>
      <Today moved={moved} ofAll={filter.session !== "all"} />
      {mayHandle && orders.length > 0 && (
        <>
          <form id="refund" action="/admin/payments/refunds/new" method="get" />
          <PickBar form="refund" unit="笔" money note="勾选已付款的订单后，可一并办理退款；下一页会先列出名单。">
            <button form="refund" type="submit" className="button button-small">
              为所选订单办理退款…
            </button>
          </PickBar>
        </>
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

/** Of all exam sessions, like the daily close that it leads to. `ofAll`: says so, because the list shows one. */
function Today({ moved, ofAll }: { moved: Awaited<ReturnType<typeof movedSince>>; ofAll: boolean }) {
  return (
    <p className="text-sm tabular-nums">
      <a href={`/admin/payments/closing?day=${shanghaiDayOf(new Date())}`}>今日</a>
      {ofAll && "（全部批次）"}：
      {moved.length
        ? moved
            .map(
              ({ kind, count, fen }) =>
                `${ledgerKindLabels[kind]} ${count} 笔 ${formatYuan(kind === "REFUND" ? -fen : fen)}`,
            )
            .join("，")
        : "尚无款项往来"}
    </p>
  );
}
