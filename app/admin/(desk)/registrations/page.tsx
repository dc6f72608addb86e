import type { Metadata } from "next";
import { z } from "zod";
import { categoryLabels, statusLabels } from "@/app/_lib/labels/registration";
import { deskExamSession, namedExamSession } from "@/lib/auth/desk-exam-session";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { isExamOffice } from "@/lib/domain/account/roles";
import { listSettings } from "@/lib/domain/account/queries";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import { type ListFilter, listFilterSchema, listStatuses } from "@/lib/domain/review/list-filter";
import { countByStatus } from "@/lib/domain/review/queries/queue";
import { registrationList, registrationListSize } from "@/lib/domain/review/queries/registrations";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewReaders } from "@/lib/domain/review/stages";
import { DeskTable } from "../../_components/desk-table";
import { OtherSession } from "../../_components/other-session";
import { NoExamSession, PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { deskList } from "../../_list/desk-list";
import { FilterChoice } from "../../_list/filter-choice";
import { ListFoot, ListTools } from "../../_list/list-tools";
import { newestFirst, registrationColumns } from "./registration-columns";
import { SearchForm } from "./search-form";

export const metadata: Metadata = { title: "报名查询" };

const PATH = "/admin/registrations";
/** More registrations than this are not counted, only called more. */
const MAX_COUNTED = 10_000;

/** The last id of the page before. */
const cursor = z.uuid().nullable().catch(null);

/** Everybody of an exam session in every state, and the search for one of them. */
export default async function RegistrationsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(reviewReaders, PATH);
  const search = await searchParams;
  const frame = (await namedExamSession(search["session"])) ?? (await deskExamSession());
  if (!frame) return <NoExamSession title="报名查询" />;

  const now = new Date();
  const filter = listFilterSchema.parse({ ...search, session: frame.id });
  const after = cursor.parse(search["after"] ?? null);
  const [scope, settings] = await Promise.all([scopeOf(staff, reviewReaders), listSettings(staff, "registrations")]);
  const list = deskList({
    name: "registrations",
    path: PATH,
    columns: registrationColumns,
    filter,
    search,
    settings,
    first: newestFirst,
  });
  const question = { examSessionId: frame.id, scope, filter, now };
  const filtered = [filter.school, filter.language, filter.category].some((set) => set !== undefined);
  const [examSession, counts, { rows, next }, size] = await Promise.all([
    wholeExamSession(frame),
    countByStatus(frame, scope, now),
    registrationList({ ...question, after, limit: settings.pageSize, down: list.sort.down }),
    filtered ? registrationListSize(question, MAX_COUNTED + 1) : null,
  ]);
  await lookAt(
    staff,
    "/admin/registrations",
    { kind: "exam_session", id: frame.id },
    rows.map(({ id }) => id),
  );
  const total = listStatuses.reduce((sum, status) => sum + counts[status], 0);
  const statuses = listStatuses.filter(
    (status) => status !== "PRE_APPROVED" || examSession.twoStageReview || counts.PRE_APPROVED > 0,
  );
  const of = filter.status ? counts[filter.status] : total;

  return (
    <>
      <PageHead title="报名查询" lead={examSession.title}>
        {isExamOffice(staff.roles) && (
          <a href="/admin/in-person" className="inline-flex min-h-11 items-center">
            当面代填…
          </a>
        )}
        <ListTools list={list} />
      </PageHead>
      <OtherSession examSession={frame} path={PATH} />
      <SearchForm examSessionId={frame.id} />
      <nav aria-label="按状态筛选" className="no-print mt-3 mb-1.5 max-w-full">
        <ul className="desk-states">
          <li>
            <a href={list.address({ status: undefined })} aria-current={filter.status ? undefined : "page"}>
              全部（{total}）
            </a>
          </li>
          {statuses.map((status) => (
            <li key={status}>
              <a href={list.address({ status })} aria-current={status === filter.status ? "page" : undefined}>
                {statusLabels[status]}（{counts[status]}）
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="desk-tools no-print mb-1.5">
        <ListFilterForm
          filter={filter}
          sort={list.sortField}
          schools={examSession.schools}
          languages={examSession.languages}
          categories={examSession.categories}
          unfiltered={
            filtered ? list.address({ school: undefined, language: undefined, category: undefined }) : undefined
          }
        />
      </div>
      <DeskTable
        caption={`报名：${filter.status ? statusLabels[filter.status] : "全部"}`}
        columns={list.shown}
        rows={rows}
        id={({ id }) => id}
        density={list.density}
        sort={list.sort}
        sortAddress={list.sortAddress}
        empty={
          filtered
            ? "没有符合筛选条件的报名。请放宽条件，或清除筛选。"
            : filter.status
              ? `目前没有“${statusLabels[filter.status]}”的报名。`
              : "目前还没有人报名。考生开始填写后会出现在这里。"
        }
      />
      <ListFoot list={list} later={after !== null} next={next}>
        {filtered ? "符合条件" : "共"} {countText(size ?? of)} 份
      </ListFoot>
    </>
  );
}

const countText = (count: number) => (count > MAX_COUNTED ? `${MAX_COUNTED} 以上` : String(count));

type Named = { id: string; name: string };

const options = (named: readonly Named[]) => named.map(({ id, name }) => [id, name] as const);

/** The filter beside the states. A plain GET form: the address holds the filter, so that it can be shared. */
function ListFilterForm({
  filter,
  sort,
  schools,
  languages,
  categories,
  unfiltered,
}: {
  filter: ListFilter;
  sort: string | undefined;
  schools: readonly Named[];
  languages: readonly Named[];
  categories: readonly (keyof typeof categoryLabels)[];
  /** The address of the list without the filter; undefined where nothing is set. */
  unfiltered: string | undefined;
}) {
  return (
    <form method="get" action={PATH} aria-label="筛选报名">
      <input type="hidden" name="session" value={filter.session} />
      {filter.status && <input type="hidden" name="status" value={filter.status} />}
      {sort && <input type="hidden" name="sort" value={sort} />}
      <FilterChoice name="school" label="就读学校" value={filter.school} options={options(schools)} />
      <FilterChoice name="language" label="应试语种" value={filter.language} options={options(languages)} />
      <FilterChoice
        name="category"
        label="考生类别"
        value={filter.category}
        options={categories.map((category) => [category, categoryLabels[category]])}
      />
      <button type="submit" className="button">
        筛选
      </button>
      {unfiltered && <a href={unfiltered}>清除筛选</a>}
    </form>
  );
}
