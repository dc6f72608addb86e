import type { Metadata } from "next";
import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { categoryLabels, statusLabels } from "@/app/_lib/labels";
import { requireStaff } from "@/lib/auth/session";
import { presentSession } from "@/lib/auth/step";
import { countByStatus, type QueueCursor, queueStatuses, reviewQueue } from "@/lib/review/queries";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";

export const metadata: Metadata = { title: "资格审核" };

const PAGE_SIZE = 25;

const address = z.object({
  status: z.enum(queueStatuses).catch("SUBMITTED"),
  /** "<submitted, ms>.<id>": the row the page begins after. */
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .transform((text): QueueCursor => {
      const [time = "", id = ""] = text.split(".");
      return { submittedAt: new Date(Number(time)), id };
    })
    .nullable()
    .catch(null),
});

export default async function ReviewsPage({ searchParams }: DeskPageProps) {
  await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews");
  const [search, session] = await Promise.all([searchParams, presentSession()]);
  if (!session) return <PageHead title="资格审核" notice="no_session" />;

  const { status, after } = address.parse(search);
  const [counts, { rows, next }] = await Promise.all([
    countByStatus(session.id),
    reviewQueue({ examSessionId: session.id, status, after, limit: PAGE_SIZE }),
  ]);
  const first = rows[0];

  return (
    <>
      <PageHead title="资格审核" notice={search["notice"]} lead="按提交时间先后排列，证件号码已隐去部分数字。">
        {status === "SUBMITTED" && first && (
          <a href={`/admin/reviews/${first.id}`} className="button button-primary">
            从第一份开始审核
          </a>
        )}
      </PageHead>
      <nav aria-label="按状态筛选" className="mb-4">
        <ul className="flex flex-wrap gap-2">
          {queueStatuses.map((each) => (
            <li key={each}>
              <a
                href={`/admin/reviews?status=${each}`}
                aria-current={each === status ? "page" : undefined}
                className="inline-flex min-h-11 items-center rounded-md border border-line bg-white px-3 no-underline aria-[current=page]:border-brand aria-[current=page]:bg-brand-soft aria-[current=page]:font-semibold"
              >
                {statusLabels[each]}（{counts[each]}）
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {rows.length ? (
        <div className="card overflow-x-auto p-0 sm:p-2">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">提交时间</th>
                <th scope="col">姓名</th>
                <th scope="col">证件号码</th>
                <th scope="col">考生类别</th>
                <th scope="col">就读学校</th>
                <th scope="col">语种</th>
                <th scope="col">
                  <span className="sr-only">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="whitespace-nowrap tabular-nums">{formatStamp(row.submittedAt)}</td>
                  <td className="min-w-20">{row.name}</td>
                  <td className="whitespace-nowrap tabular-nums">{row.documentMasked}</td>
                  <td className="whitespace-nowrap">{row.category && categoryLabels[row.category]}</td>
                  <td className="min-w-28">{row.school}</td>
                  <td className="whitespace-nowrap">{row.language}</td>
                  <td>
                    <a href={`/admin/reviews/${row.id}`} className="button button-small whitespace-nowrap">
                      {status === "SUBMITTED" ? "审核" : "查看"}
                      <span className="sr-only">{row.name}的报名</span>
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="card">
          {status === "SUBMITTED" ? "目前没有等待审核的报名。考生提交后会出现在这里。" : `目前没有“${statusLabels[status]}”的报名。`}
        </p>
      )}
      <nav aria-label="翻页" className="mt-4 flex gap-3">
        {after && (
          <a href={`/admin/reviews?status=${status}`} className="button button-small">
            回到第一页
          </a>
        )}
        {next && (
          <a href={`/admin/reviews?status=${status}&after=${next.submittedAt.getTime()}.${next.id}`} className="button button-small">
            下一页
          </a>
        )}
      </nav>
    </>
  );
}
