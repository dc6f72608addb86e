import type { Metadata } from "next";
import { z } from "zod";
import { formatLeft, formatStamp } from "@/app/_lib/format";
import { categoryLabels, statusLabels } from "@/app/_lib/labels/registration";
import { findingLabels, rosterStateLabels } from "@/app/_lib/labels/review";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import type { FindingCode } from "@/lib/domain/review/findings";
import { filterQuery, type QueueFilter, queueFilterSchema, queueStatuses } from "@/lib/domain/review/queue-filter";
import { countByStatus, type QueueCursor, type QueueRow, reviewQueue } from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { decidesOn, ownQueue } from "@/lib/domain/review/stages";
import { DeskTable } from "../../_components/desk-table";
import { NoExamSession, PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { DeskKeys } from "./desk-keys";
import { LiveClaim, LiveCount, LiveQueue, NewArrivals } from "./live-queue";
import { QueueFilterForm } from "./queue-filter-form";
import { StartForm } from "./start-form";
import { ReviewLinks } from "./review-links";
import { UndoNews } from "./undo-news";

export const metadata: Metadata = { title: "资格审核" };

const PAGE_SIZE = 25;

/** "<submitted, ms>.<id>": the last row of the page before. */
const cursor = z
  .string()
  .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((text): QueueCursor => {
    const [time = "", id = ""] = text.split(".");
    return { submittedAt: new Date(Number(time)), id };
  })
  .nullable()
  .catch(null);

export default async function ReviewsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews");
  const [search, frame] = await Promise.all([searchParams, publishedExamSession()]);
  if (!frame) return <NoExamSession title="资格审核" />;

  const now = new Date();
  const first = ownQueue(frame.twoStageReview, staff.role);
  const filter = queueFilterSchema.parse({ status: first, ...search });
  const after = cursor.parse(search["after"]);
  const scope = await scopeOf(staff);
  const [examSession, counts, { rows, next }] = await Promise.all([
    wholeExamSession(frame),
    countByStatus(frame, scope, now),
    reviewQueue({ examSessionId: frame.id, scope, filter, staffId: staff.id, now, after, limit: PAGE_SIZE }),
  ]);
  await lookAt(
    staff,
    "/admin/reviews",
    { kind: "exam_session", id: frame.id },
    rows.map(({ id }) => id),
  );
  const query = filterQuery(filter);
  const mayDecide = decidesOn(staff.role, filter.status);
  const statuses = queueStatuses.filter(
    (status) => status !== "PRE_APPROVED" || examSession.twoStageReview || counts.PRE_APPROVED > 0,
  );
  const claims = Object.fromEntries(rows.flatMap(({ id, claimedBy }) => (claimedBy ? [[id, claimedBy]] : [])));

  return (
    <LiveQueue
      initial={{ counts, claims }}
      ids={rows.map(({ id }) => id).join()}
      key={query + (search["after"] ? String(search["after"]) : "")}
    >
      <DeskKeys />
      <PageHead
        title="资格审核"
        lead="按提交时间先后排列，证件号码已隐去部分数字。"
        news={<UndoNews decision={search["undo"]} staffId={staff.id} queue={query} now={now} />}
      >
        {mayDecide && <StartForm queue={query} />}
      </PageHead>
      <ReviewLinks present="/admin/reviews" />
      <nav aria-label="按状态筛选" className="mb-3">
        <ul className="flex flex-wrap gap-2">
          {statuses.map((status) => (
            <li key={status}>
              <a
                href={`/admin/reviews?${filterQuery({ ...filter, status })}`}
                aria-current={status === filter.status ? "page" : undefined}
                className="inline-flex min-h-11 items-center rounded-md border border-line bg-white px-3 no-underline aria-[current=page]:border-brand aria-[current=page]:bg-brand-soft aria-[current=page]:font-semibold"
              >
                {statusLabels[status]}（<LiveCount status={status} />）
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <QueueFilterForm
        filter={filter}
        schools={examSession.schools}
        languages={examSession.languages}
        categories={examSession.categories}
      />
      <NewArrivals status={filter.status} shown={counts[filter.status]} address={`/admin/reviews?${query}`} />
      {rows.length > 0 ? (
        <Queue rows={rows} filter={filter} query={query} self={staff.name} pick={mayDecide} now={now} />
      ) : (
        <p className="card">{emptyText(filter, query)}</p>
      )}
      <nav aria-label="翻页" className="mt-4 flex flex-wrap gap-3">
        {after && (
          <a href={`/admin/reviews?${query}`} className="button button-small">
            回到第一页
          </a>
        )}
        {next && (
          <a
            href={`/admin/reviews?${query}&after=${next.submittedAt.getTime()}.${next.id}`}
            className="button button-small"
          >
            下一页
          </a>
        )}
      </nav>
    </LiveQueue>
  );
}

function emptyText(filter: QueueFilter, query: string): string {
  if (query !== filterQuery({ status: filter.status })) return "没有符合筛选条件的报名。请放宽条件，或清除筛选。";
  return filter.status === "SUBMITTED"
    ? "目前没有等待审核的报名。考生提交后会出现在这里。"
    : `目前没有“${statusLabels[filter.status]}”的报名。`;
}

/** The list inside a form. The bulk page then names which registrations would be included. */
function Queue({
  rows,
  filter,
  query,
  self,
  pick,
  now,
}: {
  rows: readonly QueueRow[];
  filter: QueueFilter;
  query: string;
  self: string;
  pick: boolean;
  now: Date;
}) {
  return (
    <>
      <DeskTable
        head={[
          ...(pick ? ["[选择]"] : []),
          "提交时间",
          "姓名",
          "证件号码",
          "考生类别、语种",
          "就读学校",
          "自动核对",
          "[操作]",
        ]}
      >
        {rows.map((row) => (
          <tr key={row.id}>
            {pick && (
              <td>
                <input
                  type="checkbox"
                  form="bulk"
                  name="id"
                  value={row.id}
                  aria-label={`选择${row.name ?? ""}`}
                  className="size-5 align-middle"
                />
              </td>
            )}
            <td className="tabular-nums">
              <span className="whitespace-nowrap">{formatStamp(row.submittedAt).slice(5, 16)}</span>
              {pick && (
                <span className="block text-xs whitespace-nowrap text-muted">
                  已等 {formatLeft(now.getTime() - row.submittedAt.getTime())}
                </span>
              )}
            </td>
            <td className="min-w-20">
              {row.name}
              {row.submissions > 1 && <span className="block text-xs text-muted">第{row.submissions}次提交</span>}
              <LiveClaim id={row.id} self={self} />
            </td>
            <td className="whitespace-nowrap tabular-nums">{row.documentMasked}</td>
            <td className="whitespace-nowrap">
              {row.category && categoryLabels[row.category]}
              <span className="block text-xs text-muted">{row.language}</span>
            </td>
            <td className="min-w-24">{row.school}</td>
            <td className="min-w-28 text-xs">
              <Findings row={row} />
            </td>
            <td>
              <a href={`/admin/reviews/${row.id}?${query}`} className="button button-small whitespace-nowrap">
                {pick ? "审核" : "查看"}
                <span className="sr-only">{row.name}的报名</span>
              </a>
            </td>
          </tr>
        ))}
      </DeskTable>
      {pick && (
        <form id="bulk" method="get" action="/admin/reviews/bulk" className="mt-3 flex flex-wrap items-center gap-3">
          <input type="hidden" name="queue" value={query} />
          <button type="submit" name="action" value="APPROVE" className="button button-small">
            批量通过…
          </button>
          <button type="submit" name="action" value="SEND_BACK" className="button button-small">
            批量退回…
          </button>
          <span className="text-sm text-muted">
            未勾选时，按当前筛选条件（{statusLabels[filter.status]}）处理。下一页会先列出名单，确认后才执行。
          </span>
        </form>
      )}
    </>
  );
}

function Findings({ row }: { row: QueueRow }) {
  if (!row.checkedAt) return <span className="text-muted">核对中</span>;
  if (row.findings.length === 0) {
    return (
      <span className="text-good">
        {row.rosterState === "MATCHED" ? "✓ 名单一致，无提示" : `无提示（${rosterStateLabels[row.rosterState]}）`}
      </span>
    );
  }
  return (
    <span className="font-semibold text-warn">
      {row.findings.map((code) => findingLabels[code as FindingCode]).join("、")}
    </span>
  );
}
