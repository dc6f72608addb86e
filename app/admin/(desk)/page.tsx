import { DeskTable } from "@/app/admin/_components/desk-table";
import { Notice } from "@/app/_components/notice";
import { formatClosing, formatInstant } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { requireStaff } from "@/lib/auth/session";
import { everyRole, isLimited, mayAs } from "@/lib/domain/account/roles";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { examsOf } from "@/lib/domain/exam-session/exam-time";
import { type Window, windowFor, windowState } from "@/lib/domain/exam-session/windows";
import { countWaitingDocumentAppeals } from "@/lib/domain/appeal/queries/document-appeals";
import { countWaitingPhoneAppeals } from "@/lib/domain/appeal/queries/phone-appeals";
import { countWaitingCorrections } from "@/lib/domain/correction/queries/corrections";
import { countOpenRequests } from "@/lib/domain/correction/queries/requests";
import { paymentCounts } from "@/lib/domain/payment/queries/desk";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import { countWaitingAccommodations } from "@/lib/domain/review/queries/accommodations";
import { countByStatus, countUnwrittenNames } from "@/lib/domain/review/queries/queue";
import { type RegistrationFigures, registrationFigures } from "@/lib/domain/review/queries/figures";
import { queueStatuses } from "@/lib/domain/review/queue-filter";
import type { Scope } from "@/lib/domain/review/scope";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewDeciders, reviewReaders } from "@/lib/domain/review/stages";
import { seatingCounts } from "@/lib/domain/seating/queries";
import { keptForSeconds } from "../_components/kept-for-seconds";
import { PageHead } from "../_components/page-head";
import { BarTable } from "./_charts/bar-table";
import { DayChart } from "./_charts/day-chart";
import { dueTasks, type Task } from "./due-tasks";
import { statusTiles } from "./status-tiles";

const stateLabels = { not_started: "未开始", open: "进行中", closed: "已截止" };
const stateColours = { not_started: "text-muted", open: "text-good font-semibold", closed: "text-bad" };

/** The charts read every registration of the exam session once. They may be some seconds old, the tiles never. */
const figuresOf = keptForSeconds(
  10,
  ({ examSessionId, scope }: { examSessionId: string; scope: Scope }) => JSON.stringify([examSessionId, scope]),
  ({ examSessionId, scope }): Promise<RegistrationFigures> => registrationFigures(examSessionId, scope),
);

export default async function DeskPage() {
  const staff = await requireStaff(everyRole, "/admin");
  const examSession = await deskExamSession();
  const [payments, phoneAppeals, corrections, requests] = await Promise.all([
    paymentCounts(),
    countWaitingPhoneAppeals(),
    countWaitingCorrections(),
    countOpenRequests(),
  ]);
  if (!examSession) {
    return (
      <>
        <PageHead title="工作台" />
        <Notice title="目前没有已发布的考试批次，考生还不能报名。">
          <p>
            请由考务人员在<a href="/admin/sessions">考试批次</a>中新建，检查无误后发布。
          </p>
        </Notice>
        <Tasks tasks={dueTasks({ current: null, phoneAppeals, corrections, requests, payments, roles: staff.roles })} />
      </>
    );
  }

  const now = new Date();
  // Numbers are of all that he sees in one of his roles; tasks only of what he may decide.
  const [scope, own] = await Promise.all([scopeOf(staff, everyRole), scopeOf(staff, reviewDeciders)]);
  const [counts, toDecide, seating, documentAppeals, accommodations, unwrittenNames, figures] = await Promise.all([
    countByStatus(examSession, scope, now),
    countByStatus(examSession, own, now),
    seatingCounts(examSession.id),
    countWaitingDocumentAppeals(examSession.id),
    countWaitingAccommodations(examSession.id, own),
    countUnwrittenNames(examSession.id, own),
    figuresOf({ examSessionId: examSession.id, scope }),
  ]);
  const tiles = statusTiles(counts, examSession.twoStageReview);
  const windows: { title: string; window: Window }[] = [
    { title: "网上报名", window: windowFor(examSession, [], "REGISTRATION") },
    { title: "资格审核", window: windowFor(examSession, [], "REVIEW") },
    { title: "网上缴费", window: windowFor(examSession, [], "PAYMENT") },
    { title: "准考证打印", window: windowFor(examSession, [], "PRINTING") },
    ...examsOf(examSession).map(({ languages, ...window }) => ({
      title: languages ? `考试（${languages.join("、")}）` : "考试",
      window,
    })),
  ];
  // The list behind a tile is the review's: who sees fewer registrations there than here is not led to other numbers.
  const mayList =
    mayAs(staff.roles, reviewReaders) && isLimited(staff.roles, reviewReaders) === isLimited(staff.roles, everyRole);
  const tasks = dueTasks({
    current: { examSession, counts: toDecide, seating, documentAppeals, accommodations, unwrittenNames },
    phoneAppeals,
    corrections,
    requests,
    payments,
    roles: staff.roles,
  });

  return (
    <>
      <PageHead title="工作台" lead={examSession.title} />

      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Tasks tasks={tasks} />
        <section aria-labelledby="by-day" className="card sm:p-4">
          <h2 id="by-day" className="text-base">
            每日新增报名
          </h2>
          <DayChart days={figures.days} window={windowFor(examSession, [], "REGISTRATION")} />
        </section>
      </div>

      <section aria-labelledby="counts" className="my-4">
        <h2 id="counts" className="mb-2 text-base">
          报名情况{scope === "all" ? "" : "（您的审核范围）"}
        </h2>
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(6.25rem,1fr))] gap-2">
          <Tile label="全部" count={tiles.reduce((sum, { count }) => sum + count, 0)} />
          {tiles.map(({ status, count }) => (
            <Tile
              key={status}
              label={tileLabels[status] ?? statusLabels[status]}
              count={count}
              href={mayList && isListed(status) ? `/admin/reviews?status=${status}` : undefined}
            />
          ))}
        </dl>
      </section>

      <div className="grid items-start gap-4 lg:grid-cols-2">
        <section aria-labelledby="by-school" className="card sm:p-4">
          <h2 id="by-school" className="text-base">
            按就读学校
          </h2>
          <BarTable of="就读学校" figures={figures.schools} />
        </section>
        <section aria-labelledby="by-language" className="card sm:p-4">
          <h2 id="by-language" className="text-base">
            按应试语种
          </h2>
          <BarTable of="应试语种" figures={figures.languages} />
        </section>
      </div>

      <section aria-labelledby="windows" className="card mt-4 sm:p-4">
        <h2 id="windows" className="text-base">
          各阶段时间
        </h2>
        <DeskTable
          caption="各阶段时间"
          inCard
          rows={windows}
          id={({ title }) => title}
          columns={[
            { key: "title", label: "阶段", heads: true, text: ({ title }) => title },
            {
              key: "state",
              label: "状态",
              cell: ({ window }) => {
                const state = windowState(window, now);
                return <span className={stateColours[state]}>{stateLabels[state]}</span>;
              },
            },
            { key: "opens", label: "开始", text: ({ window }) => formatInstant(window.opensAt) },
            { key: "closes", label: "截止", text: ({ window }) => formatClosing(window.closesAt) },
          ]}
        />
      </section>
    </>
  );
}

/** Shorter than what candidates read, so that ten tiles stand in one row. */
const tileLabels: Partial<Record<ShownStatus, string>> = { APPROVED: "待缴费", LAPSED: "逾期未缴费" };

const isListed = (status: ShownStatus): boolean => queueStatuses.some((listed) => listed === status);

/** A number of registrations, which leads to the list of them where this member of staff may open it. */
const Tile = ({ label, count, href }: { label: string; count: number; href?: string | undefined }) => (
  <div className="tile">
    <dt className="text-sm text-muted">{href ? <a href={href}>{label}</a> : label}</dt>
    <dd className="text-xl leading-tight font-bold tabular-nums">{count}</dd>
  </div>
);

/** So many tasks are shown at once, so that the first screen holds the tiles too; the other ones are folded. */
const SHOWN_TASKS = 5;

const Tasks = ({ tasks }: { tasks: readonly Task[] }) => (
  <section aria-labelledby="tasks" className="card sm:p-4">
    <h2 id="tasks" className="text-base">
      待办事项
    </h2>
    {tasks.length ? (
      <TaskList tasks={tasks.slice(0, SHOWN_TASKS)} />
    ) : (
      <p className="mt-2 text-muted">目前没有需要您处理的事项。</p>
    )}
    {tasks.length > SHOWN_TASKS && (
      <details className="border-t border-line pt-2">
        <summary className="min-h-11 cursor-pointer py-2 sm:min-h-6 sm:py-0">
          另有 {tasks.length - SHOWN_TASKS} 项
        </summary>
        <TaskList tasks={tasks.slice(SHOWN_TASKS)} />
      </details>
    )}
  </section>
);

const TaskList = ({ tasks }: { tasks: readonly Task[] }) => (
  <ul className="mt-1 divide-y divide-line">
    {tasks.map(({ text, href, action }) => (
      <li key={href} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1">
        <span>{text}</span>
        <a href={href} className="button button-small">
          {action}
        </a>
      </li>
    ))}
  </ul>
);
