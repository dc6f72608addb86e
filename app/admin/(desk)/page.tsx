import { DeskTable } from "@/app/admin/_components/desk-table";
import { Notice } from "@/app/_components/notice";
import { formatClosing, formatInstant } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { requireStaff } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import { type Window, windowFor, windowState } from "@/lib/domain/exam-session/windows";
import { countWaitingDocumentAppeals } from "@/lib/domain/appeal/queries/document-appeals";
import { countWaitingPhoneAppeals } from "@/lib/domain/appeal/queries/phone-appeals";
import { paymentCounts } from "@/lib/domain/payment/queries/desk";
import { countByStatus, countUnwrittenNames } from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { seatingCounts } from "@/lib/domain/seating/queries";
import { PageHead } from "../_components/page-head";
import { dueTasks, type Task } from "./due-tasks";
import { statusTiles } from "./status-tiles";

const stateLabels = { not_started: "未开始", open: "进行中", closed: "已截止" };
const stateColours = { not_started: "text-muted", open: "text-good font-semibold", closed: "text-bad" };

export default async function DeskPage() {
  const staff = await requireStaff(["EXAM_OFFICER", "REVIEWER", "FINANCE", "AUDITOR"], "/admin");
  const examSession = await publishedExamSession();
  const [payments, phoneAppeals] = await Promise.all([paymentCounts(), countWaitingPhoneAppeals()]);
  if (!examSession) {
    return (
      <>
        <PageHead title="工作台" />
        <Notice title="目前没有已发布的考试批次，考生还不能报名。">
          <p>
            请由考务人员在<a href="/admin/sessions">考试批次</a>中新建，检查无误后发布。
          </p>
        </Notice>
        <Tasks tasks={dueTasks({ current: null, phoneAppeals, payments, role: staff.role })} />
      </>
    );
  }

  const now = new Date();
  const scope = await scopeOf(staff);
  const [counts, seating, documentAppeals, unwrittenNames] = await Promise.all([
    countByStatus(examSession, scope, now),
    seatingCounts(examSession.id),
    countWaitingDocumentAppeals(examSession.id),
    countUnwrittenNames(examSession.id, scope),
  ]);
  const tiles = statusTiles(counts, examSession.twoStageReview);
  const windows: { title: string; window: Window }[] = [
    { title: "网上报名", window: windowFor(examSession, [], "REGISTRATION") },
    { title: "资格审核", window: windowFor(examSession, [], "REVIEW") },
    { title: "网上缴费", window: windowFor(examSession, [], "PAYMENT") },
    { title: "准考证打印", window: windowFor(examSession, [], "PRINTING") },
    { title: "考试", window: { opensAt: examSession.examStartsAt, closesAt: examSession.examEndsAt } },
  ];
  const tasks = dueTasks({
    current: { examSession, counts, seating, documentAppeals, unwrittenNames },
    phoneAppeals,
    payments,
    role: staff.role,
  });

  return (
    <>
      <PageHead title="工作台" lead={examSession.title} />
      <Tasks tasks={tasks} />

      <section aria-labelledby="counts" className="mb-5">
        <h2 id="counts" className="mb-2">
          报名情况（{scope === "all" ? "" : "您的审核范围，"}共 {tiles.reduce((sum, { count }) => sum + count, 0)} 份）
        </h2>
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
          {tiles.map(({ status, count }) => (
            <div key={status} className="card flex flex-col-reverse justify-end p-4 sm:p-4">
              <dt className="text-sm text-muted">{statusLabels[status]}</dt>
              <dd className="text-2xl font-bold tabular-nums">{count}</dd>
            </div>
          ))}
        </dl>
      </section>

      <section aria-labelledby="windows" className="card">
        <h2 id="windows">各阶段时间</h2>
        <DeskTable head={["阶段", "状态", "开始", "截止"]} inCard>
          {windows.map(({ title, window }) => {
            const state = windowState(window, now);
            return (
              <tr key={title}>
                <th scope="row" className="whitespace-nowrap">
                  {title}
                </th>
                <td className={`whitespace-nowrap ${stateColours[state]}`}>{stateLabels[state]}</td>
                <td className="whitespace-nowrap tabular-nums">{formatInstant(window.opensAt)}</td>
                <td className="whitespace-nowrap tabular-nums">{formatClosing(window.closesAt)}</td>
              </tr>
            );
          })}
        </DeskTable>
      </section>
    </>
  );
}

const Tasks = ({ tasks }: { tasks: readonly Task[] }) => (
  <section aria-labelledby="tasks" className="card mb-5">
    <h2 id="tasks">待办事项</h2>
    {tasks.length ? (
      <ul className="mt-2 divide-y divide-line">
        {tasks.map(({ text, href, action }) => (
          <li key={href} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
            <span>{text}</span>
            <a href={href} className="button button-small">
              {action}
            </a>
          </li>
        ))}
      </ul>
    ) : (
      <p className="mt-2 text-muted">目前没有需要您处理的事项。</p>
    )}
  </section>
);
