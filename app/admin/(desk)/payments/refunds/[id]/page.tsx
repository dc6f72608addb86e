import type { Metadata } from "next";
import { isFinance } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { PrintButton } from "@/app/_components/print-button";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { refundCauseLabels } from "@/app/_lib/labels/payment";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import { refundRequest } from "@/lib/domain/payment/queries/refunds";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { RefreshWhile } from "../../../../_components/refresh-while";
import { DeskTabs } from "../../desk-tabs";
import { RefundRows } from "../refund-rows";
import { DecideForm } from "./decide-form";

export const metadata: Metadata = { title: "退款申请" };

export default async function RefundRequestPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments/refunds");
  const { id } = await params;
  const request = z.uuid().safeParse(id).success ? await refundRequest(id) : null;
  if (!request) notFound();
  await lookAt(staff, "/admin/payments/refunds/[id]", { kind: "refund_request", id: request.id });
  const finance = isFinance(staff.roles);
  const waits = request.needsSecond && request.confirmed === null;
  const { done, ended } = request;
  const running = request.running > 0;
  return (
    <>
      {running && <RefreshWhile seconds={2} />}
      <PageHead
        title={`退款申请：${formatYuan(request.totalFen)}`}
        lead={`${request.staff.name}　${formatStamp(request.createdAt)} 申请${request.examSession ? `　${request.examSession.title}` : ""}`}
      >
        <PrintButton className="button no-print">打印</PrintButton>
      </PageHead>
      <DeskTabs present="refunds" />
      <section className="card mb-5">
        <p>
          {refundCauseLabels[request.cause]}，原因：{maskPersonal(request.reason)}
          {request.decidedBy && request.decidedAt && (
            <span className="block text-muted">
              {request.decidedBy.name} {formatStamp(request.decidedAt)}{" "}
              {request.confirmed ? "复核通过" : request.decidedBy.id === request.staff.id ? "撤回" : "驳回"}
            </span>
          )}
        </p>
        {ended > 0 && request.confirmed !== false && (
          <p className="mt-2 font-semibold text-warn">其中 {ended} 人全额退款，微信支付受理后报名取消、座位释放。</p>
        )}
        {!waits && request.confirmed !== false && (
          <label className="mt-3 block">
            <span className="tabular-nums">
              已退回 {done} / {request.count}
            </span>
            <progress value={done} max={request.count} className="mt-1 block h-3 w-full">
              {done} / {request.count}
            </progress>
          </label>
        )}
        {running && (
          <p className="mt-2 text-sm text-muted">
            可以离开本页，退款会在后台继续。
            {request.refunds.length < request.count &&
              `办理期间只列出 ${request.refunds.length} 笔，需要处理的在前；办完后列出全部。`}
          </p>
        )}
      </section>
      {waits && (
        <DecideForm
          requestId={request.id}
          own={request.staff.id === staff.id}
          mayDecide={finance}
          count={request.count}
          sum={formatYuan(request.totalFen)}
        />
      )}
      <RefundRows caption="退款" rows={request.refunds} mayRetry={finance} requestId={request.id} />
    </>
  );
}
