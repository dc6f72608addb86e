import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { bulkRuns } from "@/lib/domain/review/queries/bulk";
import { DeskTable } from "../../../../_components/desk-table";
import { NoExamSession, PageHead } from "../../../../_components/page-head";
import { ReviewLinks } from "../../review-links";
import { runState } from "./run-state";

export const metadata: Metadata = { title: "批量审核记录" };

export default async function BulkRunsPage() {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews/bulk/runs");
  const examSession = await deskExamSession();
  if (!examSession) return <NoExamSession title="批量审核记录" />;
  const runs = await bulkRuns(examSession.id, staff);
  return (
    <>
      <PageHead title="批量审核记录" tabs={<ReviewLinks present="/admin/reviews/bulk/runs" />} />
      <DeskTable
        caption="批量审核记录"
        rows={runs}
        id={({ id }) => id}
        empty="还没有批量审核。在审核队列中勾选报名或设置筛选条件，再选“批量通过”或“批量退回”。"
        columns={[
          { key: "created", label: "开始时间", text: ({ createdAt }) => formatStamp(createdAt) },
          { key: "action", label: "操作", text: ({ action }) => (action === "APPROVE" ? "批量通过" : "批量退回") },
          { key: "staff", label: "审核员", text: ({ staff: { name } }) => name },
          { key: "done", label: "完成", figure: true, text: ({ done, total }) => `${done} / ${total}` },
          { key: "state", label: "状态", text: runState },
          {
            key: "open",
            label: "查看",
            acts: true,
            cell: ({ id, createdAt }) => (
              <a href={`/admin/reviews/bulk/runs/${id}`}>
                查看报告<span className="sr-only">：{formatStamp(createdAt)}</span>
              </a>
            ),
          },
        ]}
      />
    </>
  );
}
