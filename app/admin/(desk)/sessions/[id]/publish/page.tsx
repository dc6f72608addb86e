import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import { requireStaff } from "@/lib/auth/session";
import { type ArchiveObstacle, archiveObstacles } from "@/lib/domain/exam-session/archive";
import { openWorkOf } from "@/lib/domain/progress/queries/open-work";
import { confirmationOf } from "@/lib/domain/exam-session/confirmation";
import { contradictions, windowsAlreadyOver, publishWarnings } from "@/lib/domain/exam-session/contradictions";
import { type EditableExamSession, editableExamSession, surroundingsOf } from "@/lib/domain/exam-session/queries";
import { shortName } from "@/lib/domain/exam-session/short-name";
import { countRegistrations } from "@/lib/domain/registration/queries/count";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { sessionLabels } from "../../_form/labels";
import { SessionTimeline } from "../../_form/session-timeline";
import { ArchiveForm, DeleteForm, NewcomersForm, PublishForm, RestoreForm, UnpublishForm } from "./publish-forms";

export const metadata: Metadata = { title: "检查并发布" };

export default async function PublishPage({ params }: DeskItemProps) {
  await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
  const { id } = await params;
  const examSession = z.uuid().safeParse(id).success ? await editableExamSession(id) : null;
  if (!examSession) notFound();
  return (
    <>
      <p className="mb-2">
        <a href={`/admin/sessions/${id}`}>返回修改考试批次</a>
      </p>
      <PageHead title={examSession.publishedAt ? "发布状态" : "检查并发布"} lead={examSession.title} />
      <SessionTimeline examSession={examSession} now={new Date()} />
      {examSession.publishedAt ? (
        <Published examSession={examSession} publishedAt={examSession.publishedAt} />
      ) : (
        <Draft examSession={examSession} />
      )}
    </>
  );
}

async function Draft({ examSession }: { examSession: EditableExamSession }) {
  const now = new Date();
  const around = await surroundingsOf(examSession.id);
  const errors = [...contradictions(examSession, around), ...windowsAlreadyOver(examSession, now)];
  const warnings = publishWarnings(examSession, around, now);
  const seen = examSession.updatedAt.getTime();
  return (
    <>
      <section aria-labelledby="check" className="card mb-5">
        <h2 id="check">检查结果</h2>
        {errors.length > 0 ? (
          <>
            <p className="mt-1">有 {errors.length} 项须先更正，才能发布：</p>
            <ul className="mt-2 list-disc space-y-1 pl-5">
              {errors.map((problem) => (
                <li key={`${problem.field} ${problemSentence(problem)}`}>
                  <a href={`/admin/sessions/${examSession.id}#${problem.field}`} className="font-semibold text-bad">
                    {labelOf(problem.field)}：{problemSentence(problem)}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <>
            <p className="mt-1 font-semibold text-good">✓ 没有发现矛盾，可以发布。</p>
            <PublishForm
              id={examSession.id}
              seen={seen}
              confirmed={confirmationOf(warnings)}
              warnings={warnings.map((problem) => ({ ...problem, sentence: problemSentence(problem) }))}
            />
          </>
        )}
      </section>
      <section aria-labelledby="delete" className="card">
        <h2 id="delete">删除</h2>
        <div className="mt-1">
          <DeleteForm
            id={examSession.id}
            seen={seen}
            word={shortName(examSession)}
            rooms={examSession._count.rooms}
            people={examSession._count.rosterEntries}
          />
        </div>
      </section>
    </>
  );
}

/** What is in the way of archiving, and where it is finished. */
const obstacleParts: Record<
  ArchiveObstacle["kind"],
  { words: (count: number) => string; path: (id: string) => string }
> = {
  exam: { words: () => "考试尚未结束", path: (id) => `/admin/sessions/${id}#examEndsAt` },
  orders: { words: (count) => `${count} 笔订单还没有结果`, path: (id) => `/admin/payments?session=${id}` },
  refunds: { words: (count) => `${count} 笔退款还在处理`, path: (id) => `/admin/payments/refunds?session=${id}` },
  refund_requests: {
    words: (count) => `${count} 件退款申请待复核`,
    path: (id) => `/admin/payments/refunds?session=${id}`,
  },
  waivers: { words: (count) => `${count} 件减免申请待复核`, path: (id) => `/admin/payments/waivers?session=${id}` },
  exceptions: { words: (count) => `${count} 件款项异常未处理`, path: () => "/admin/payments/exceptions" },
  appeals: { words: (count) => `${count} 件证件申诉未答复`, path: (id) => `/admin/appeals?session=${id}#waiting` },
  corrections: { words: (count) => `${count} 件更正待第二人确认`, path: () => "/admin/appeals#corrections" },
  correction_requests: { words: (count) => `${count} 件更正申请未答复`, path: () => "/admin/appeals#requests" },
  exchanges: { words: (count) => `${count} 件换交材料待核对`, path: () => "/admin/appeals#exchanges" },
};

const Obstacle = ({ kind, count, examSessionId }: ArchiveObstacle & { examSessionId: string }) => (
  <a href={obstacleParts[kind].path(examSessionId)}>{obstacleParts[kind].words(count)}</a>
);

const labelOf = (field: string) => (sessionLabels as Record<string, string>)[field] ?? "";

async function Published({ examSession, publishedAt }: { examSession: EditableExamSession; publishedAt: Date }) {
  const registrations = await countRegistrations(examSession.id);
  const { id, newcomersClosedAt, registrationClosesAt, archivedAt } = examSession;
  const now = new Date();
  const obstacles = archivedAt ? [] : archiveObstacles(examSession, await openWorkOf(id), now);
  const seen = examSession.updatedAt.getTime();
  return (
    <>
      {registrationClosesAt > now && (
        <section aria-labelledby="newcomers" className="card mb-5">
          <h2 id="newcomers" className="mb-3">
            {newcomersClosedAt ? `已于 ${formatStamp(newcomersClosedAt)} 停止接受新考生` : "停止接受新考生"}
          </h2>
          <NewcomersForm id={id} seen={seen} closed={newcomersClosedAt !== null} registrations={registrations} />
        </section>
      )}
      <section aria-labelledby="published" className="card">
        <h2 id="published" className="mb-3">
          已于 {formatStamp(publishedAt)} 发布
        </h2>
        {registrations > 0 ? (
          <Notice title={`已有 ${registrations} 位考生开始报名，不能再取消发布。`}>
            需要变动的，请直接修改考试批次；影响考生的修改会先列出影响。
          </Notice>
        ) : (
          <>
            <p className="mb-3 text-muted">还没有考生报名。</p>
            <UnpublishForm id={id} seen={seen} word={shortName(examSession)} />
          </>
        )}
      </section>
      <section aria-labelledby="archive" className="card mt-5">
        <h2 id="archive" className="mb-3">
          {archivedAt ? `已于 ${formatStamp(archivedAt)} 归档` : "归档"}
        </h2>
        {archivedAt ? (
          <>
            <p className="mb-3">
              <a href={`/admin/registrations?session=${id}`}>查看这个批次的报名</a>
            </p>
            <RestoreForm id={id} seen={seen} />
          </>
        ) : obstacles.length > 0 ? (
          <>
            <p>办完下列事项后可以归档：</p>
            <ul className="mt-2 list-disc space-y-1 pl-5">
              {obstacles.map(({ kind, count }) => (
                <li key={kind}>
                  <Obstacle kind={kind} count={count} examSessionId={id} />
                </li>
              ))}
            </ul>
          </>
        ) : (
          <ArchiveForm id={id} seen={seen} word={shortName(examSession)} />
        )}
      </section>
    </>
  );
}
