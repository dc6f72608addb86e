import type { Metadata } from "next";
import { formatDate } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { examSessions } from "@/lib/domain/exam-session/queries";
import { PageHead } from "../../_components/page-head";

export const metadata: Metadata = { title: "考试批次" };

type Row = Awaited<ReturnType<typeof examSessions>>[number];

function progress({ publishedAt, seatsFrozenAt, cardsPublishedAt }: Row): string {
  if (cardsPublishedAt) return "准考证已发布";
  if (seatsFrozenAt) return "座位已编排";
  return publishedAt ? "已发布" : "草稿，未发布";
}

export default async function SessionsPage() {
  await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
  const sessions = await examSessions();
  return (
    <>
      <PageHead title="考试批次">
        <a href="/admin/sessions/new" className="button">
          新建考试批次
        </a>
      </PageHead>
      {sessions.length ? (
        <ul className="space-y-3">
          {sessions.map((examSession) => (
            <li key={examSession.id} className="card flex flex-wrap items-center justify-between gap-4">
              <div className="min-w-0">
                <h2>{examSession.title}</h2>
                <p className="mt-1 text-sm text-muted">
                  报名 {formatDate(examSession.registrationOpensAt)} 至 {formatDate(examSession.registrationClosesAt)}
                  ，考试 {formatDate(examSession.examStartsAt)}
                </p>
                <p className="text-sm text-muted">
                  {examSession._count.registrations} 份报名 · {progress(examSession)}
                </p>
              </div>
              <div className="flex flex-wrap gap-2">
                {!examSession.publishedAt && (
                  <a href={`/admin/sessions/${examSession.id}/publish`} className="button">
                    检查并发布
                  </a>
                )}
                <a href={`/admin/sessions/new?from=${examSession.id}`} className="button">
                  复制
                </a>
                <a href={`/admin/sessions/${examSession.id}`} className="button">
                  查看与修改
                </a>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p className="card">
          还没有考试批次。请先新建：填写各阶段时间、费用、学校和语种，文字已有默认内容；检查无误后发布，考生才能报名。
        </p>
      )}
    </>
  );
}
