import type { Metadata } from "next";
import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { deskExamSession, namedExamSession } from "@/lib/auth/desk-exam-session";
import { listSettings } from "@/lib/domain/account/queries";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import { filterQuery, type QueueFilter, queueFilterSchema, queueStatuses } from "@/lib/domain/review/queue-filter";
import { countByStatus, type QueueCursor, queueSize, reviewQueue } from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { decidesOn, ownQueue, reviewReaders } from "@/lib/domain/review/stages";
import { DeskTable } from "../../_components/desk-table";
import { OtherSession } from "../../_components/other-session";
import { NoExamSession, PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { deskList } from "../../_list/desk-list";
import { ListFoot, ListTools } from "../../_list/list-tools";
import { PickBar } from "../../_list/pick-bar";
import { LiveCount, LiveQueue, NewArrivals } from "./live-queue";
import { queueColumns } from "./queue-columns";
import { QueueFilterForm } from "./queue-filter-form";
import { StartForm } from "./start-form";
import { ReviewLinks } from "./review-links";
import { UndoNews } from "./undo-news";

export const metadata: Metadata = { title: "资格审核" };

/** More registrations than this are not counted, only called more. */
const MAX_COUNTED = 10_000;
/** A page's longest list of ids that the live numbers ask about (app/api/reviews/live). */
const MAX_LIVE_ROWS = 100;

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
  const staff = await requireStaff(reviewReaders, "/admin/reviews");
  const search = await searchParams;
  const frame = (await namedExamSession(search["session"])) ?? (await deskExamSession());
  if (!frame) return <NoExamSession title="资格审核" />;

  const now = new Date();
  const first = ownQueue(frame.twoStageReview, staff.roles);
  const filter = queueFilterSchema.parse({ status: first, ...search, session: frame.id });
  const after = cursor.parse(search["after"]);
  const [scope, settings] = await Promise.all([scopeOf(staff, reviewReaders), listSettings(staff, "reviews")]);
  const query = filterQuery(filter);
  const mayDecide = decidesOn(staff.roles, filter.status);
  const list = deskList({
    name: "reviews",
    path: "/admin/reviews",
    columns: queueColumns({ now, self: staff.name, query, decides: mayDecide }),
    filter,
    search,
    settings,
    first: { key: "submitted", down: false },
  });
  const question = { examSessionId: frame.id, scope, filter, staffId: staff.id, now };
  const filtered = query !== filterQuery({ session: frame.id, status: filter.status });
  const [examSession, counts, { rows, next }, size] = await Promise.all([
    wholeExamSession(frame),
    countByStatus(frame, scope, now),
    reviewQueue({ ...question, after, limit: settings.pageSize, down: list.sort.down }),
    filtered ? queueSize(question, MAX_COUNTED + 1) : null,
  ]);
  await lookAt(
    staff,
    "/admin/reviews",
    { kind: "exam_session", id: frame.id },
    rows.map(({ id }) => id),
  );
  const statuses = queueStatuses.filter(
    (status) => status !== "PRE_APPROVED" || examSession.twoStageReview || counts.PRE_APPROVED > 0,
  );
  const claims = Object.fromEntries(rows.flatMap(({ id, claimedBy }) => (claimedBy ? [[id, claimedBy]] : [])));

  return (
    <LiveQueue
      initial={{ counts, claims }}
      examSessionId={frame.id}
      ids={rows
        .slice(0, MAX_LIVE_ROWS)
        .map(({ id }) => id)
        .join()}
      key={list.query + (search["after"] ? String(search["after"]) : "")}
    >
      <PageHead
        title="资格审核"
        news={<UndoNews decision={search["undo"]} staffId={staff.id} queue={query} now={now} />}
        tabs={<ReviewLinks present="/admin/reviews" />}
      >
        <div className="flex flex-wrap items-center gap-3">
          <ListTools list={list} sheet="queue" />
          {mayDecide && <StartForm queue={query} />}
        </div>
      </PageHead>
      <OtherSession examSession={frame} path="/admin/reviews" />
      <p className="mb-2 hidden print:block">
        {examSession.title}，{formatStamp(now)}
      </p>
      <div className="mb-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
        <nav aria-label="按状态筛选" className="no-print max-w-full">
          <ul className="desk-states">
            {statuses.map((status) => (
              <li key={status}>
                <a href={list.address({ status })} aria-current={status === filter.status ? "page" : undefined}>
                  {statusLabels[status]}（<LiveCount status={status} />）
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <NewArrivals status={filter.status} shown={counts[filter.status]} address={list.address()} />
      </div>
      <div className="desk-tools no-print mb-1.5">
        <QueueFilterForm
          filter={filter}
          filtered={filtered}
          sort={list.sortField}
          unfiltered={`/admin/reviews?${filterQuery({ session: frame.id, status: filter.status })}`}
          schools={examSession.schools}
          languages={examSession.languages}
          categories={examSession.categories}
        />
      </div>
      <DeskTable
        caption={`资格审核：${statusLabels[filter.status]}`}
        columns={list.shown}
        rows={rows}
        id={({ id }) => id}
        density={list.density}
        sort={list.sort}
        sortAddress={list.sortAddress}
        pick={mayDecide ? { form: "bulk", name: "id", label: ({ name }) => `选择${name ?? ""}` } : undefined}
        empty={emptyText(filter, filtered)}
      />
      {mayDecide && rows.length > 0 && (
        <form id="bulk" method="get" action="/admin/reviews/bulk">
          <input type="hidden" name="queue" value={query} />
        </form>
      )}
      <ListFoot list={list} later={after !== null} next={next && `${next.submittedAt.getTime()}.${next.id}`}>
        {filtered ? "符合条件" : "共"} {countText(size ?? counts[filter.status])} 份
      </ListFoot>
      {mayDecide && rows.length > 0 && (
        <PickBar
          form="bulk"
          unit="份"
          note={`未勾选时，按当前筛选条件（${statusLabels[filter.status]}）处理。下一页会先列出名单，确认后才执行。`}
        >
          <button form="bulk" type="submit" name="action" value="APPROVE" className="button button-small">
            批量通过…
          </button>
          <button form="bulk" type="submit" name="action" value="SEND_BACK" className="button button-small">
            批量退回…
          </button>
        </PickBar>
      )}
    </LiveQueue>
  );
}

const countText = (count: number) => (count > MAX_COUNTED ? `${MAX_COUNTED} 以上` : String(count));

function emptyText(filter: QueueFilter, filtered: boolean): string {
  if (filtered) return "没有符合筛选条件的报名。请放宽条件，或清除筛选。";
  return filter.status === "SUBMITTED"
    ? "目前没有等待审核的报名。考生提交后会出现在这里。"
    : `目前没有“${statusLabels[filter.status]}”的报名。`;
}
