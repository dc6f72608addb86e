import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { formatStamp } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { withNotice } from "@/lib/http/notice";
import { arrangedCounts, seatingCounts } from "@/lib/domain/seating/queries";
import { OtherSession } from "../../../_components/other-session";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { Arranged } from "../arranged";
import { TakeBackForm } from "../seating-forms";
import { seatingAddress } from "../seating-address";

export const metadata: Metadata = { title: "确认撤回编排" };

/** The confirmation before seats are taken back, which is possible until cards are published. */
export default async function TakeBackPage({ searchParams }: DeskPageProps) {
  await requireStaff(["EXAM_OFFICER"], "/admin/seating/take-back");
  const examSession = await namedExamSession((await searchParams)["session"]);
  if (!examSession) return <NoExamSession title="确认撤回编排" />;
  if (examSession.cardsPublishedAt) redirect(withNotice(seatingAddress("", examSession.id), "seats_already_published"));
  if (!examSession.seatsFrozenAt) redirect(withNotice(seatingAddress("", examSession.id), "seats_not_frozen"));
  const [arranged, { seated }] = await Promise.all([arrangedCounts(examSession.id), seatingCounts(examSession.id)]);
  return (
    <>
      <p className="mb-2">
        <a href={seatingAddress("", examSession.id)}>返回考场编排</a>
      </p>
      <PageHead title="确认撤回编排" lead={examSession.title} />
      <OtherSession examSession={examSession} path="/admin/seating" />
      <div className="card">
        <p className="mb-3">
          将撤回 {formatStamp(examSession.seatsFrozenAt)} 的编排：<strong>{seated} 名考生</strong>
          的座位和准考证号作废，之后可以重新编排。
        </p>
        <Arranged counts={arranged} />
        <p className="mt-3 mb-4">准考证尚未发布，考生没有看到座位和准考证号，不会收到通知。已经打印的座次表请作废。</p>
        <TakeBackForm examSessionId={examSession.id} seen={seated} />
      </div>
    </>
  );
}
