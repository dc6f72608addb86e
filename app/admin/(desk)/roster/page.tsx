import type { Metadata } from "next";
import { isExamOffice } from "@/lib/domain/account/roles";
import { formatStamp } from "@/app/_lib/format";
import { rosterModeLabels, rosterStateLabels } from "@/app/_lib/labels/roster";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { type RosterImportRow, rosterImports, rosterSize } from "@/lib/domain/roster/queries";
import { DeskTable } from "../../_components/desk-table";
import { NoExamSession, PageHead } from "../../_components/page-head";
import { UploadForm } from "./upload-form";

export const metadata: Metadata = { title: "学籍名单" };

const SHOWN_IMPORTS = 50;

export default async function RosterPage() {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/roster");
  const examSession = await deskExamSession();
  if (!examSession) return <NoExamSession title="学籍名单" />;

  const [size, imports] = await Promise.all([rosterSize(examSession.id), rosterImports(examSession.id, SHOWN_IMPORTS)]);
  await lookAt(
    staff,
    "/admin/roster",
    { kind: "exam_session", id: examSession.id },
    imports.map(({ id }) => id),
  );
  const last = imports.find(({ state }) => state === "IMPORTED");
  const live = imports.find(({ finishedAt }) => finishedAt === null);
  return (
    <>
      <PageHead title="学籍名单" lead={examSession.title}>
        <a href="/api/roster/template" className="button button-small" download>
          下载空白模板（Excel）
        </a>
      </PageHead>

      <section aria-labelledby="present" className="card mb-5">
        <h2 id="present">当前名单</h2>
        {size > 0 ? (
          <p className="mt-1">
            共 <b className="text-2xl tabular-nums">{size}</b> 人
            {last?.finishedAt && (
              <span className="text-muted">
                ，最近一次导入：{formatStamp(last.finishedAt)}，{last.staff.name}，
                {last.mode && rosterModeLabels[last.mode]}
              </span>
            )}
          </p>
        ) : (
          <p className="mt-1 text-muted">
            本批次还没有学籍名单。导入后，审核页面会把每份报名与名单逐项对照，完全一致的可以批量通过。
          </p>
        )}
      </section>

      {live ? (
        <section aria-labelledby="live" className="card mb-5">
          <h2 id="live">正在进行的导入</h2>
          <p className="mt-1 mb-3">
            <span className="break-all">{live.fileName}</span>（{live.staff.name}，{formatStamp(live.createdAt)}{" "}
            上传）：
            {rosterStateLabels[live.state]}
          </p>
          <a href={`/admin/roster/${live.id}`} className="button button-primary">
            {!isExamOffice(staff.roles) ? "查看" : "继续"}
          </a>
        </section>
      ) : (
        isExamOffice(staff.roles) && <UploadForm examSessionId={examSession.id} />
      )}

      {imports.length > 0 && (
        <section aria-labelledby="earlier">
          <h2 id="earlier" className="mb-2">
            导入记录
          </h2>
          <DeskTable
            caption="导入记录"
            rows={imports}
            id={({ id }) => id}
            columns={[
              { key: "created", label: "上传时间", text: ({ createdAt }) => formatStamp(createdAt) },
              { key: "file", label: "文件", text: ({ fileName }) => fileName, wraps: true },
              { key: "staff", label: "经办人", text: (row) => row.staff.name },
              { key: "mode", label: "方式", text: ({ mode }) => mode && rosterModeLabels[mode] },
              { key: "outcome", label: "结果", text: outcome, wraps: true },
              {
                key: "open",
                label: "操作",
                acts: true,
                cell: ({ id, fileName }) => (
                  <a href={`/admin/roster/${id}`}>
                    查看<span className="sr-only">{fileName}的导入</span>
                  </a>
                ),
              },
            ]}
          />
        </section>
      )}
    </>
  );
}

function outcome({ state, counts }: RosterImportRow): string {
  if (state !== "IMPORTED" || !counts) return rosterStateLabels[state];
  return `已导入 ${counts.good} 行${counts.bad > 0 ? `，忽略 ${counts.bad} 行` : ""}`;
}
