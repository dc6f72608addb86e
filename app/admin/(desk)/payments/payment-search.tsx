"use client";

import type { ReactNode } from "react";
import { useServerAction } from "@/app/_components/use-server-action";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { caseLabels, caseSum, deskStateLabels, resolutionLabels, waiverState } from "@/app/_lib/labels/payment";
import { idle } from "@/lib/auth/form-state";
import { maskPersonal } from "@/lib/core/mask-personal";
import { deskStateOf } from "@/lib/domain/payment/desk-filter";
import type { FoundPayer } from "@/lib/domain/payment/queries/desk";
import type { PaymentExceptionView } from "@/lib/domain/payment/queries/exceptions";
import { type Column, DeskTable } from "../../_components/desk-table";
import { SearchBox } from "../../_components/search-box";
import { type PaymentSearchState, searchPaymentsAction } from "./actions";
import { colourOf, refundedFen, short } from "./order-columns";

/** The search beside the list's filter (`children`), and below them what it found. */
export function PaymentSearch({ mayWaive, children }: { mayWaive: boolean; children: ReactNode }) {
  const [state, action] = useServerAction<PaymentSearchState>(searchPaymentsAction, idle);
  const found = state.status === "found" ? state : null;
  return (
    <>
      <div className="desk-tools no-print mb-1.5 justify-between">
        {children}
        <SearchBox
          state={state}
          action={action}
          label="查询缴费情况"
          hint="可输入报名号、订单号、微信支付单号、退款单号、完整的证件号码、手机号码或姓名。"
        />
      </div>
      {found && found.cases.length > 0 && (
        <section aria-labelledby="found-cases" className="mb-5">
          <h2 id="found-cases" className="mb-1">
            相关异常
          </h2>
          <DeskTable caption="相关异常" rows={found.cases} id={({ id }) => id} columns={caseColumns} />
        </section>
      )}
      {found && (found.rows.length > 0 || found.cases.length === 0) && (
        <FoundPayers rows={found.rows} mayWaive={mayWaive} />
      )}
      {found && <h2 className="mb-1">订单列表</h2>}
    </>
  );
}

const caseColumns: readonly Column<PaymentExceptionView>[] = [
  { key: "kind", label: "异常", text: ({ kind }) => caseLabels[kind].title },
  { key: "amount", label: "金额", figure: true, text: (one) => formatYuan(caseSum(one)) },
  { key: "found", label: "发现时间", text: ({ createdAt }) => formatStamp(createdAt) },
  {
    key: "resolution",
    label: "处理",
    wraps: true,
    cell: ({ id, resolution, note }) =>
      resolution ? (
        <>
          {resolutionLabels[resolution]}
          {note && `：${maskPersonal(note)}`}
        </>
      ) : (
        <a href={`/admin/payments/exceptions#${id}`}>待处理，去查看</a>
      ),
  },
];

function FoundPayers({ rows, mayWaive }: { rows: readonly FoundPayer[]; mayWaive: boolean }) {
  if (!rows.length) return <p className="card mb-5">没有找到符合的报名或订单。请核对后重新输入；号码须输入完整。</p>;
  return (
    <section aria-labelledby="found" className="mb-5">
      {/* Not an output inside: the heading, and the region that it names, would have no name. */}
      <h2 id="found" className="mb-1" aria-live="polite">
        找到 {rows.length} 份报名{rows.length === 50 && "（只显示前50份，请输入更多内容缩小范围）"}
      </h2>
      <DeskTable
        caption="找到的报名和款项"
        rows={rows.flatMap(movements)}
        id={({ id }) => id}
        columns={mayWaive ? [...foundColumns, waiveColumn] : foundColumns}
      />
    </section>
  );
}

type Movement = {
  id: string;
  payer: FoundPayer;
  order?: FoundPayer["orders"][number];
  waiver?: FoundPayer["waivers"][number];
};

/** What a registration paid and was let off, a row each; at least one row. */
function movements(payer: FoundPayer): Movement[] {
  const moved = [
    ...payer.waivers.map((waiver) => ({ id: waiver.id, payer, waiver })),
    ...payer.orders.map((order) => ({ id: order.id, payer, order })),
  ];
  return moved.length > 0 ? moved : [{ id: payer.id, payer }];
}

const foundColumns: readonly Column<Movement>[] = [
  {
    key: "state",
    label: "款项",
    cell: ({ order, waiver }) => {
      if (waiver) return <a href="/admin/payments/waivers">{waiverState(waiver)}</a>;
      if (!order) return <span className="text-muted">没有订单</span>;
      const state = deskStateOf(order);
      return <span className={colourOf(state)}>{deskStateLabels[state]}</span>;
    },
  },
  {
    key: "amount",
    label: "金额",
    figure: true,
    text: ({ order, waiver }) => {
      const fen = order?.amountFen ?? waiver?.waivedFen;
      return fen === undefined ? null : formatYuan(fen);
    },
  },
  {
    key: "refunded",
    label: "已退",
    figure: true,
    text: ({ order }) => (order && refundedFen(order) > 0 ? formatYuan(refundedFen(order)) : ""),
  },
  { key: "name", label: "考生", heads: true, text: ({ payer }) => payer.name },
  { key: "document", label: "证件号码", text: ({ payer }) => payer.documentMasked },
  { key: "status", label: "报名状态", text: ({ payer }) => statusLabels[payer.shown] },
  { key: "number", label: "报名号", text: ({ payer }) => payer.registrationNumber },
  {
    key: "order",
    label: "商户订单号或减免原因",
    wraps: true,
    cell: ({ order, waiver }) =>
      order ? (
        <a href={`/admin/payments/${order.id}`}>{order.outTradeNo}</a>
      ) : (
        waiver && `${maskPersonal(waiver.reason)}（${waiver.staff.name}）`
      ),
  },
  {
    key: "created",
    label: "时间",
    text: ({ order, waiver }) => {
      const at = (order ?? waiver)?.createdAt;
      return at && short(at);
    },
  },
  { key: "session", label: "考试批次", wraps: true, text: ({ payer }) => payer.examSession.title },
];

const waiveColumn: Column<Movement> = {
  key: "waive",
  label: "操作",
  acts: true,
  cell: ({ payer }) =>
    payer.status === "APPROVED" && (
      <a href={`/admin/payments/waive/${payer.id}`}>
        减免报名费<span className="sr-only">：{payer.name}</span>
      </a>
    ),
};
