import type { Metadata } from "next";
import { z } from "zod";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { refundCauseLabels } from "@/app/_lib/labels/payment";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import { automaticRefunds, type ListedRequest, refundRequests } from "@/lib/domain/payment/queries/refunds";
import { DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { DeskTabs } from "../desk-tabs";
import { Pages } from "../pages";
import { RefundRows } from "./refund-rows";

export const metadata: Metadata = { title: "退款" };

export default async function RefundsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments/refunds");
  const query = await searchParams;
  const before = z.uuid().safeParse(query["before"]).data;
  const [{ waiting, others, next }, automatic] = await Promise.all([refundRequests(before), automaticRefunds()]);
  await lookAt(
    staff,
    "/admin/payments/refunds",
    { kind: "refund_request" },
    [...waiting, ...others, ...automatic].map(({ id }) => id),
  );
  const finance = staff.role === "FINANCE" || staff.role === "ADMINISTRATOR";
  return (
    <>
      <PageHead title="退款" lead="办理个别退款：在订单中勾选或打开订单。">
        {finance && (
          <a href="/admin/payments/refunds/new?session=all" className="button">
            考试取消，全部退款…
          </a>
        )}
      </PageHead>
      <DeskTabs />
      {waiting.length > 0 && <Requests title="等待复核" rows={waiting} />}
      {automatic.length > 0 && (
        <section aria-labelledby="automatic" className="mb-6">
          <h2 id="automatic" className="mb-2">
            多收款项自动退回，尚未完成（{automatic.length}）
          </h2>
          <RefundRows rows={automatic} mayRetry={finance} />
        </section>
      )}
      {others.length > 0 ? (
        <Requests title="退款申请" rows={others} />
      ) : (
        waiting.length === 0 &&
        automatic.length === 0 && <p className="card">{before ? "没有更早的退款。" : "还没有退款。"}</p>
      )}
      <Pages base="/admin/payments/refunds" before={before} next={next} />
    </>
  );
}

function Requests({ title, rows }: { title: string; rows: readonly ListedRequest[] }) {
  return (
    <section className="mb-6">
      <h2 className="mb-2">
        {title}（{rows.length}）
      </h2>
      <DeskTable
        head={["时间", "进度", "笔数", "金额", "类别", "原因", "申请与复核", "[操作]"]}
        figures={["笔数", "金额"]}
      >
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="whitespace-nowrap tabular-nums">{formatStamp(row.createdAt)}</td>
            <td className="whitespace-nowrap">{progressOf(row)}</td>
            <td className="text-right tabular-nums">{row.count}</td>
            <td className="text-right whitespace-nowrap tabular-nums">{formatYuan(row.totalFen)}</td>
            <td className="whitespace-nowrap">{refundCauseLabels[row.cause]}</td>
            <td className="min-w-40">{maskPersonal(row.reason)}</td>
            <td className="whitespace-nowrap">
              {row.staff.name}
              {row.decidedBy && row.decidedBy.id !== row.staff.id && ` / ${row.decidedBy.name}`}
            </td>
            <td>
              <a href={`/admin/payments/refunds/${row.id}`} className="button button-small whitespace-nowrap">
                查看<span className="sr-only">{formatStamp(row.createdAt)}的申请</span>
              </a>
            </td>
          </tr>
        ))}
      </DeskTable>
    </section>
  );
}

function progressOf({ needsSecond, confirmed, count, progress, staff, decidedBy }: ListedRequest): string {
  if (needsSecond && confirmed === null) return "待复核";
  if (confirmed === false) return decidedBy?.id === staff.id ? "已撤回" : "已驳回";
  const stuck = (progress.ABNORMAL ?? 0) + (progress.CLOSED ?? 0);
  return `已退回 ${progress.SUCCEEDED ?? 0} / ${count}${stuck ? `，${stuck} 笔需处理` : ""}`;
}
