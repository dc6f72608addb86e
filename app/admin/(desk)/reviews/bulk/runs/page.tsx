import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import { bulkRuns } from "@/lib/domain/review/queries/bulk";
import { DeskTable } from "../../../../_components/desk-table";
import { NoExamSession, PageHead } from "../../../../_components/page-head";
import { ReviewLinks } from "../../review-links";
import { runState } from "./run-state";

export const metadata: Metadata = { title: "批量审核记录" };

export default async function BulkRunsPage() {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews/bulk/runs");
  const examSession = await publishedExamSession();
  if (!examSession) return <NoExamSession title="批量审核记录" />;
  const runs = await bulkRuns(examSession.id, staff);
  return (
    <>
      <PageHead title="批量审核记录" lead={examSession.title} />
      <ReviewLinks present="/admin/reviews/bulk/runs" />
      {runs.length === 0 ? (
        <p className="card">还没有批量审核。在审核队列中勾选报名或设置筛选条件，再选“批量通过”或“批量退回”。</p>
      ) : (
        <DeskTable head={["开始时间", "操作", "审核员", "进度", "状态", "[查看]"]}>
          {runs.map((run) => (
            <tr key={run.id}>
              <td className="whitespace-nowrap tabular-nums">{formatStamp(run.createdAt)}</td>
              <td className="whitespace-nowrap">{run.action === "APPROVE" ? "批量通过" : "批量退回"}</td>
              <td className="whitespace-nowrap">{run.staff.name}</td>
              <td className="whitespace-nowrap tabular-nums">
                完成 {run.done} / 共 {run.total}
              </td>
              <td className="whitespace-nowrap">{runState(run)}</td>
              <td>
                <a href={`/admin/reviews/bulk/runs/${run.id}`} className="button button-small whitespace-nowrap">
                  查看报告
                </a>
              </td>
            </tr>
          ))}
        </DeskTable>
      )}
    </>
  );
}
