import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import { requireStaff } from "@/lib/auth/session";
import { confirmationOf } from "@/lib/domain/exam-session/confirmation";
import { contradictions, windowsAlreadyOver, publishWarnings } from "@/lib/domain/exam-session/contradictions";
import { type EditableExamSession, editableExamSession, surroundingsOf } from "@/lib/domain/exam-session/queries";
import { shortName } from "@/lib/domain/exam-session/short-name";
import { countRegistrations } from "@/lib/domain/registration/queries/count";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { sessionLabels } from "../../_form/labels";
import { SessionTimeline } from "../../_form/session-timeline";
import { DeleteForm, NewcomersForm, PublishForm, UnpublishForm } from "./publish-forms";

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

const labelOf = (field: string) => (sessionLabels as Record<string, string>)[field] ?? "";

async function Published({ examSession, publishedAt }: { examSession: EditableExamSession; publishedAt: Date }) {
  const registrations = await countRegistrations(examSession.id);
  const { id, newcomersClosedAt, registrationClosesAt } = examSession;
  const seen = examSession.updatedAt.getTime();
  return (
    <>
      {registrationClosesAt > new Date() && (
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
    </>
  );
}
