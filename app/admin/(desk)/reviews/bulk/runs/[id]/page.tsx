import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { PrintButton } from "@/app/_components/print-button";
import { formatStamp } from "@/app/_lib/format";
import { itemLabels } from "@/app/_lib/labels/registration";
import { isMessageCode, messages } from "@/app/_lib/messages/all";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import type { Item } from "@/lib/domain/registration/items";
import { type BulkReport, bulkReport } from "@/lib/domain/review/queries/bulk";
import { DeskTable } from "../../../../../_components/desk-table";
import { PageHead } from "../../../../../_components/page-head";
import type { DeskItemProps } from "../../../../../_components/page-props";
import { RefreshWhile } from "../../../../../_components/refresh-while";
import { runState } from "../run-state";
import { StopForm } from "./stop-form";

export const metadata: Metadata = { title: "批量审核报告" };

export default async function BulkRunPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews/bulk/runs");
  const { id } = await params;
  const run = z.uuid().safeParse(id).success ? await bulkReport(id, staff) : null;
  if (!run) notFound();
  await lookAt(staff, "/admin/reviews/bulk/runs/[id]", { kind: "bulk_run", id: run.id });
  const running = run.finishedAt === null;
  const what = run.action === "APPROVE" ? "批量通过" : "批量退回";
  const failed = run.items.filter(({ outcome }) => outcome !== null && outcome !== "done");
  const untouched = run.items.filter(({ outcome }) => outcome === null);
  const done = run.items.filter(({ outcome }) => outcome === "done");

  return (
    <>
      {running && <RefreshWhile seconds={1.5} />}
      <p className="no-print mb-2">
        <a href="/admin/reviews/bulk/runs">返回批量审核记录</a>
      </p>
      <PageHead title={`${what}：${runState(run)}`} lead={`${run.staff.name}　${formatStamp(run.createdAt)} 开始`}>
        {!running && <PrintButton>打印报告</PrintButton>}
      </PageHead>
      <section aria-label="进度" className="card mb-5">
        {run.item && (
          <p className="mb-2">
            {itemLabels[run.item as Item]}：{maskPersonal(run.reason ?? "")}
          </p>
        )}
        <label className="block">
          <span className="tabular-nums">
            已处理 {run.handled} / {run.total}，其中完成 {run.done}，未能处理 {failed.length}
          </span>
          <progress value={run.handled} max={run.total} className="mt-1 block h-3 w-full">
            {run.handled} / {run.total}
          </progress>
        </label>
        {running && (
          <div className="mt-3 flex flex-wrap items-center gap-3">
            {run.stoppedAt === null && run.staff.id === staff.id && <StopForm id={run.id} />}
            <span className="text-sm text-muted">可以离开本页，处理会在后台继续。</span>
          </div>
        )}
      </section>
      <Lines title="未能处理" rows={failed} />
      <Lines title={running ? "等待处理" : "未处理，保持不变"} rows={untouched} />
      <Lines title="已完成" rows={done} />
    </>
  );
}

function Lines({ title, rows }: { title: string; rows: BulkReport["items"] }) {
  if (rows.length === 0) return null;
  return (
    <section className="mb-6">
      <h2 className="mb-2">
        {title}（{rows.length}）
      </h2>
      <DeskTable
        caption={title}
        rows={rows}
        id={({ position }) => String(position)}
        columns={[
          { key: "position", label: "序号", figure: true, text: ({ position }) => position },
          { key: "name", label: "姓名", text: ({ registration }) => registration.name },
          { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
          { key: "school", label: "就读学校", text: ({ registration }) => registration.school?.name, wraps: true },
          {
            key: "outcome",
            label: "结果",
            text: ({ outcome }) => (outcome === null ? null : outcomeText(outcome)),
            wraps: true,
          },
          {
            key: "open",
            label: "查看",
            acts: true,
            cell: ({ registration }) => (
              <a href={`/admin/reviews/${registration.id}`} target="_blank" rel="noreferrer">
                查看<span className="sr-only">{registration.name}的报名</span>
              </a>
            ),
          },
        ]}
      />
    </section>
  );
}

const outcomeText = (outcome: string): string => {
  if (outcome === "done") return "完成";
  return isMessageCode(outcome) ? messages[outcome] : "未能处理";
};
