import type { Metadata } from "next";
import { isAdministrator } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireStaff } from "@/lib/auth/session";
import { editableExamSession } from "@/lib/domain/exam-session/queries";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { asTyped } from "../_form/as-typed";
import { PictureForms } from "./picture-forms";
import { SessionTimeline } from "../_form/session-timeline";
import { EditSessionForm } from "../_form/session-form";

export const metadata: Metadata = { title: "修改考试批次" };

export default async function SessionPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
  const { id } = await params;
  const examSession = z.uuid().safeParse(id).success ? await editableExamSession(id) : null;
  if (!examSession) notFound();
  const seen = String(examSession.updatedAt.getTime());
  return (
    <>
      <p className="mb-2">
        <a href="/admin/sessions">返回考试批次</a>
      </p>
      <PageHead
        title="修改考试批次"
        lead={`${examSession.title} · ${examSession.publishedAt ? "已发布" : "草稿，未发布"}`}
      >
        <span className="flex flex-wrap gap-2">
          <a href={`/admin/sessions/${id}/texts`} className="button">
            文字的历史版本
          </a>
          <a href={`/admin/sessions/${id}/publish`} className="button">
            {examSession.publishedAt ? "发布状态" : "检查并发布"}
          </a>
        </span>
      </PageHead>
      <PictureForms examSession={examSession} />
      <EditSessionForm
        key={seen}
        id={examSession.id}
        seen={seen}
        initial={asTyped(examSession)}
        timeline={<SessionTimeline examSession={examSession} now={new Date()} />}
        mayMoveLimit={isAdministrator(staff.roles)}
      />
    </>
  );
}
