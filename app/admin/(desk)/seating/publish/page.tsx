import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { formatClosing, formatInstant } from "@/app/_lib/format";
import { namesThatCannotBeDrawn } from "@/lib/domain/admit-card/queries";
import { lookAt } from "@/lib/auth/look";
import { isSmsMuted } from "@/lib/domain/exam-session/queries";
import { requireStaff } from "@/lib/auth/session";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { withNotice } from "@/lib/http/notice";
import { arrangedCounts, seatingCounts } from "@/lib/domain/seating/queries";
import { canSend } from "@/lib/adapter/sms/send";
import { OtherSession } from "../../../_components/other-session";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { Arranged } from "../arranged";
import { PublishForm } from "../seating-forms";
import { seatingAddress } from "../seating-address";

export const metadata: Metadata = { title: "确认发布准考证" };

/**
 * The confirmation before cards are published: how many, when they can be printed, whose name cannot be printed, and
 * that it cannot be undone.
 */
export default async function PublishPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/seating/publish");
  const examSession = await namedExamSession((await searchParams)["session"]);
  if (!examSession) return <NoExamSession title="确认发布准考证" />;
  if (examSession.cardsPublishedAt) redirect(withNotice(seatingAddress("", examSession.id), "cards_already_published"));
  if (!examSession.seatsFrozenAt) redirect(withNotice(seatingAddress("", examSession.id), "seats_not_assigned"));
  const tells = canSend("card-published") && !(await isSmsMuted(examSession.id, "CARD_PUBLISHED"));
  const [arranged, { seated, waiting }, undrawable] = await Promise.all([
    arrangedCounts(examSession.id),
    seatingCounts(examSession.id),
    namesThatCannotBeDrawn(examSession.id),
  ]);
  await lookAt(
    staff,
    "/admin/seating/publish",
    { kind: "exam_session", id: examSession.id },
    undrawable.map(({ registrationId }) => registrationId),
  );
  return (
    <>
      <p className="mb-2">
        <a href={seatingAddress("", examSession.id)}>返回考场编排</a>
      </p>
      <PageHead title="确认发布准考证" lead={examSession.title} />
      <OtherSession examSession={examSession} path="/admin/seating" />
      <div className="card">
        <p className="mb-3">
          将发布 <strong>{seated} 张准考证</strong>。考生可以在{formatInstant(examSession.printingOpensAt)}至
          {formatClosing(examSession.printingClosesAt)}查看和打印
          {tells && "，系统会逐一发送短信通知"}。
        </p>
        <Arranged counts={arranged} />
        {waiting > 0 && (
          <p className="mt-3 text-warn">
            另有 {waiting} 名已缴费考生尚无座位，不会有准考证；可以先补排，也可以发布后补排。
          </p>
        )}
        {undrawable.length > 0 && (
          <div className="mt-3">
            <p className="font-semibold text-warn">
              以下 {undrawable.length} 名考生的姓名有字库中没有的字，暂不能生成 PDF 准考证：
            </p>
            <ul className="mt-1 list-disc pl-6">
              {undrawable.map(({ registrationId, name, missing }) => (
                <li key={registrationId}>
                  {name}（缺字：{missing.join("、")}）
                </li>
              ))}
            </ul>
          </div>
        )}
        <p className="mt-3 mb-4">发布后修改考场地点、考试时间或地点的，准考证会更新为新版。</p>
        <PublishForm examSessionId={examSession.id} seen={seated} undrawable={undrawable.length} />
      </div>
    </>
  );
}
