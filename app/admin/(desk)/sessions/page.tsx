import type { Metadata } from "next";
import { formatDate } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { examsOf } from "@/lib/domain/exam-session/exam-time";
import { countArchived, examSessions } from "@/lib/domain/exam-session/queries";
import { DeskTable } from "../../_components/desk-table";
import type { DeskPageProps } from "../../_components/page-props";
import { PageHead } from "../../_components/page-head";

export const metadata: Metadata = { title: "考试批次" };

type Row = Awaited<ReturnType<typeof examSessions>>[number];

function progress({ archivedAt, publishedAt, newcomersClosedAt, seatsFrozenAt, cardsPublishedAt }: Row): string {
  if (archivedAt) return `${formatDate(archivedAt)} 归档`;
  if (cardsPublishedAt) return "准考证已发布";
  if (seatsFrozenAt) return "座位已编排";
  if (publishedAt && newcomersClosedAt) return "已发布，停止接受新考生";
  return publishedAt ? "已发布" : "草稿，未发布";
}

const examDays = (row: Row): string => [...new Set(examsOf(row).map(({ opensAt }) => formatDate(opensAt)))].join("、");

const filterButton = (isShown: boolean) => `button button-small ${isShown ? "button-primary" : ""}`;

export default async function SessionsPage({ searchParams }: DeskPageProps) {
  await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
  const archived = (await searchParams)["archived"] === "yes";
  const [sessions, count] = await Promise.all([examSessions({ archived }), countArchived()]);
  return (
    <>
      <PageHead title="考试批次">
        <a href="/admin/sessions/new" className="button">
          新建考试批次
        </a>
      </PageHead>
      {(archived || count > 0) && (
        <nav aria-label="筛选" className="no-print mb-3 flex flex-wrap gap-2">
          <a href="/admin/sessions" aria-current={archived ? undefined : "page"} className={filterButton(!archived)}>
            使用中
          </a>
          <a
            href="/admin/sessions?archived=yes"
            aria-current={archived ? "page" : undefined}
            className={filterButton(archived)}
          >
            已归档 {count} 个
          </a>
        </nav>
      )}
      <DeskTable
        caption="考试批次"
        rows={sessions}
        id={({ id }) => id}
        empty={
          archived
            ? "没有已归档的批次。"
            : "还没有使用中的考试批次。请先新建：填写各阶段时间、费用、学校和语种，文字已有默认内容；检查无误后发布，考生才能报名。"
        }
        columns={[
          {
            key: "title",
            label: "名称",
            heads: true,
            wraps: true,
            cell: ({ id, title }) => <a href={`/admin/sessions/${id}`}>{title}</a>,
          },
          { key: "state", label: "状态", text: progress },
          { key: "registrations", label: "报名", figure: true, text: ({ _count }) => `${_count.registrations} 份` },
          {
            key: "window",
            label: "报名时间",
            text: ({ registrationOpensAt, registrationClosesAt }) =>
              `${formatDate(registrationOpensAt)} 至 ${formatDate(registrationClosesAt)}`,
          },
          { key: "exam", label: "考试日期", text: examDays },
          {
            key: "open",
            label: "操作",
            acts: true,
            cell: ({ id, title, publishedAt }) => (
              <span className="inline-flex gap-4">
                <a href={`/admin/sessions/${id}/publish`}>
                  {publishedAt ? "发布状态" : "检查并发布"}
                  <span className="sr-only">：{title}</span>
                </a>
                <a href={`/admin/sessions/new?from=${id}`}>
                  复制<span className="sr-only">：{title}</span>
                </a>
                <a href={`/admin/sessions/${id}`}>
                  查看与修改<span className="sr-only">：{title}</span>
                </a>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
