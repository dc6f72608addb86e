"use client";

import { useServerAction } from "@/app/_components/use-server-action";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import {
  caseLabels,
  caseSum,
  deskStateLabels,
  refundedText,
  resolutionLabels,
  waiverState,
} from "@/app/_lib/labels/payment";
import { idle } from "@/lib/auth/form-state";
import { maskPersonal } from "@/lib/core/mask-personal";
import { deskStateOf } from "@/lib/domain/payment/desk-filter";
import type { PaymentExceptionView } from "@/lib/domain/payment/queries/exceptions";
import { SearchBox } from "../../_components/search-box";
import { type PaymentSearchState, searchPaymentsAction } from "./actions";

export function PaymentSearch({ mayWaive }: { mayWaive: boolean }) {
  const [state, action] = useServerAction<PaymentSearchState>(searchPaymentsAction, idle);
  const found = state.status === "found" ? state : null;
  return (
    <>
      <SearchBox
        state={state}
        action={action}
        label="查询缴费情况"
        hint="可输入报名号、订单号、微信支付单号、退款单号、完整的证件号码、手机号码或姓名。"
      />
      {found && found.cases.length > 0 && <FoundCases cases={found.cases} />}
      {found && (found.rows.length > 0 || found.cases.length === 0) && <Found rows={found.rows} mayWaive={mayWaive} />}
    </>
  );
}

function FoundCases({ cases }: { cases: PaymentExceptionView[] }) {
  return (
    <section aria-labelledby="found-cases" className="card mb-6">
      <h2 id="found-cases">相关异常</h2>
      <ul className="mt-2 divide-y divide-line">
        {cases.map((one) => (
          <li key={one.id} className="flex flex-wrap gap-x-4 gap-y-1 py-2 tabular-nums">
            <strong>{caseLabels[one.kind].title}</strong>
            <span>{formatYuan(caseSum(one))}</span>
            <span className="text-muted">{formatStamp(one.createdAt)}</span>
            {one.resolution ? (
              <span>
                {resolutionLabels[one.resolution]}
                {one.note && `：${maskPersonal(one.note)}`}
              </span>
            ) : (
              <a href={`/admin/payments/exceptions#${one.id}`}>待处理，去查看</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Found({
  rows,
  mayWaive,
}: Pick<Extract<PaymentSearchState, { status: "found" }>, "rows"> & { mayWaive: boolean }) {
  if (!rows.length) return <p className="card mb-5">没有找到符合的报名或订单。请核对后重新输入；号码须输入完整。</p>;
  return (
    <section aria-labelledby="found" className="card mb-6 overflow-x-auto">
      <h2 id="found">
        <output>
          找到 {rows.length} 份报名{rows.length === 50 && "（只显示前50份，请输入更多内容缩小范围）"}
        </output>
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <span>
                <strong>{row.name}</strong> <span className="tabular-nums">{row.documentMasked}</span>　
                {statusLabels[row.shown]}
                <br />
                <span className="text-sm text-muted">
                  {row.examSession.title} · 报名号 <span className="tabular-nums">{row.registrationNumber ?? "—"}</span>
                </span>
              </span>
              {mayWaive && row.status === "APPROVED" && (
                <a href={`/admin/payments/waive/${row.id}`} className="button button-small">
                  减免报名费<span className="sr-only">：{row.name}</span>
                </a>
              )}
            </div>
            {row.waivers.map((waiver) => (
              <p key={waiver.id} className="mt-1 tabular-nums">
                <a href="/admin/payments/waivers">减免</a>　{waiverState(waiver)}　{formatYuan(waiver.waivedFen)}　
                {waiver.staff.name}　{maskPersonal(waiver.reason)}　
                <span className="text-muted">{formatStamp(waiver.createdAt)}</span>
              </p>
            ))}
            {row.orders.length === 0 && <p className="mt-1 text-muted">没有支付订单。</p>}
            <ul>
              {row.orders.map((order) => (
                <li key={order.id} className="mt-1 flex flex-wrap gap-x-4 tabular-nums">
                  <a href={`/admin/payments/${order.id}`}>{order.outTradeNo}</a>
                  <span>{deskStateLabels[deskStateOf(order)]}</span>
                  <span>{formatYuan(order.amountFen)}</span>
                  <span>{refundedText(order.ledger)}</span>
                  <span className="text-muted">{formatStamp(order.createdAt)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
