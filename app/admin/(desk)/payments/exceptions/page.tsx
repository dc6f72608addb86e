import type { Metadata } from "next";
import { isFinance } from "@/lib/domain/account/roles";
import { z } from "zod";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { caseLabels, resolutionLabels } from "@/app/_lib/labels/payment";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import { actionsFor, confirmedSum } from "@/lib/domain/payment/exception-actions";
import { endedByCorrection } from "@/lib/domain/payment/queries/ended-by-correction";
import {
  MAX_LISTED_EXCEPTIONS,
  unresolvedExceptions,
  type PaymentExceptionView,
  resolvedExceptions,
} from "@/lib/domain/payment/queries/exceptions";
import { type Column, DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { Pages } from "../../../_list/list-tools";
import { DeskTabs } from "../desk-tabs";
import { ResolveForms } from "./resolve-form";

export const metadata: Metadata = { title: "款项异常" };

export default async function ExceptionsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments/exceptions");
  const query = await searchParams;
  const after = z.uuid().safeParse(query["after"]).data;
  const [open, { cases: resolved, next }] = await Promise.all([unresolvedExceptions(), resolvedExceptions(after)]);
  const ended = await endedByCorrection(open);
  await lookAt(
    staff,
    "/admin/payments/exceptions",
    { kind: "payment_exception" },
    [...open, ...resolved].map(({ id }) => id),
  );
  const mayResolve = isFinance(staff.roles);
  return (
    <>
      <PageHead
        title="款项异常"
        lead="等待最久的在前。没有微信支付签名证实的款项，系统不会自动入账。"
        tabs={<DeskTabs present="exceptions" />}
      />
      {open.length === MAX_LISTED_EXCEPTIONS && (
        <p className="mb-4 text-muted">只显示最早的 {MAX_LISTED_EXCEPTIONS} 项，处理后会继续列出其余的。</p>
      )}
      {open.length === 0 && <p className="card mb-6">没有待处理的异常。</p>}
      {open.length > 1 && (
        <section aria-labelledby="open" className="mb-5">
          <h2 id="open" className="mb-1">
            待处理（{open.length}）
          </h2>
          <DeskTable caption="待处理的异常" rows={open} id={({ id }) => id} columns={openColumns} />
        </section>
      )}
      {open.map((found) => (
        <article key={found.id} className="card mb-5" aria-labelledby={found.id}>
          <CaseHead found={found} />
          <CaseFacts found={found} />
          {mayResolve && (
            <ResolveForms
              exceptionId={found.id}
              choices={actionsFor(found).map((action) => ({ value: action, word: confirmedSum(found, action) }))}
              ending={ended.get(found.id)}
            />
          )}
        </article>
      ))}
      {resolved.length > 0 && (
        <section aria-labelledby="resolved">
          <h2 id="resolved" className="mb-2">
            已处理
          </h2>
          <DeskTable caption="已处理的异常" rows={resolved} id={({ id }) => id} columns={resolvedColumns} />
          <div className="desk-foot">
            <Pages
              first={after ? "/admin/payments/exceptions#resolved" : null}
              next={next && `/admin/payments/exceptions?after=${next}#resolved`}
            />
          </div>
        </section>
      )}
    </>
  );
}

function CaseHead({ found }: { found: PaymentExceptionView }) {
  const { title, what } = caseLabels[found.kind];
  return (
    <>
      <h2 id={found.id} className="text-bad">
        {title}
      </h2>
      <p className="mt-1">{what}</p>
    </>
  );
}

function CaseFacts({ found }: { found: PaymentExceptionView }) {
  const { order, refund } = found;
  const rows: [string, string | null | undefined][] = [
    ["微信支付", found.amountFen === 0 ? "没有记录" : formatYuan(found.amountFen)],
    ["台账或订单", found.expectedFen === null ? "没有记录" : formatYuan(found.expectedFen)],
    ["发生时间", found.happenedAt && formatStamp(found.happenedAt)],
    ["发现时间", formatStamp(found.createdAt)],
    ["账单日期", found.billDate?.toISOString().slice(0, 10)],
    ["商户订单号", found.outTradeNo],
    ["微信支付单号", found.transactionId],
    ["退款单号", refund?.outRefundNo],
    ["微信答复", refund?.failureCode],
    ["考生", order && `${order.registration.name ?? ""} ${order.registration.documentMasked ?? ""}`],
    ["报名号", order?.registration.registrationNumber],
  ];
  return (
    <>
      <dl className="my-3 grid gap-x-6 gap-y-1 xl:grid-cols-2">
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label} className="flex gap-3">
                <dt className="w-24 shrink-0 text-muted">{label}</dt>
                <dd className="min-w-0 wrap-anywhere tabular-nums">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {order && (
        <p className="mb-3">
          <a href={`/admin/payments/${order.id}`}>查看订单经过</a>
        </p>
      )}
    </>
  );
}

const sums: readonly Column<PaymentExceptionView>[] = [
  {
    key: "amount",
    label: "微信支付",
    figure: true,
    text: ({ amountFen }) => (amountFen === 0 ? "没有记录" : formatYuan(amountFen)),
  },
  {
    key: "expected",
    label: "台账或订单",
    figure: true,
    text: ({ expectedFen }) => (expectedFen === null ? "没有记录" : formatYuan(expectedFen)),
  },
  { key: "order", label: "商户订单号", text: ({ outTradeNo }) => outTradeNo },
  { key: "name", label: "考生", text: ({ order }) => order?.registration.name },
];

/** The cases that wait, at a glance: each is dealt with further down. */
const openColumns: readonly Column<PaymentExceptionView>[] = [
  { key: "kind", label: "异常", cell: ({ id, kind }) => <a href={`#${id}`}>{caseLabels[kind].title}</a> },
  ...sums,
  { key: "found", label: "发现时间", text: ({ createdAt }) => formatStamp(createdAt) },
];

const resolvedColumns: readonly Column<PaymentExceptionView>[] = [
  {
    key: "kind",
    label: "异常",
    cell: (found) => (
      <details>
        <summary className="cursor-pointer">{caseLabels[found.kind].title}</summary>
        <CaseFacts found={found} />
      </details>
    ),
  },
  ...sums,
  { key: "resolution", label: "处理", text: ({ resolution }) => resolution && resolutionLabels[resolution] },
  { key: "note", label: "说明", text: ({ note }) => note && maskPersonal(note), wraps: true },
  { key: "by", label: "处理人", text: ({ resolvedBy }) => resolvedBy?.name ?? "系统" },
  { key: "resolved", label: "处理时间", text: ({ resolvedAt }) => resolvedAt && formatStamp(resolvedAt) },
];
