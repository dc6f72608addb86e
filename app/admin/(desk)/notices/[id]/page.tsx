import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { noticeStateLabels } from "@/app/_lib/labels/notice";
import { formatInput } from "@/app/_lib/format";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { type DeskNotice, noticeById } from "@/lib/domain/notice/queries";
import { noticeState } from "@/lib/domain/notice/showing";
import type { DeskItemProps } from "../../../_components/page-props";
import { PageHead } from "../../../_components/page-head";
import { audienceChoices, groupChoices } from "../choices";
import { NoticeForm, type NoticeValues, WithdrawForm } from "../notice-form";

export const metadata: Metadata = { title: "修改通知" };

export default async function NoticePage({ params }: DeskItemProps) {
  const { id } = await params;
  await requireStaff(["EXAM_OFFICER"], `/admin/notices/${id}`);
  const notice = z.uuid().safeParse(id).success ? await noticeById(id) : null;
  if (!notice) notFound();
  const examSession = notice.examSessionId
    ? { id: notice.examSessionId, title: notice.examSession?.title ?? "" }
    : await deskExamSession();
  const state = noticeState(notice, new Date());
  return (
    <>
      <p className="mb-2">
        <a href="/admin/notices">返回通知公告</a>
      </p>
      <PageHead title="修改通知" lead={`现在：${noticeStateLabels[state]}`} />
      {state === "withdrawn" && (
        <Notice tone="warn">这条通知已撤回，考生看不到。需要再显示的，请在页面下方恢复。</Notice>
      )}
      <NoticeForm
        isNew={false}
        audiences={audienceChoices(examSession)}
        groups={groupChoices}
        shown={valuesOf(notice, examSession?.id)}
      />
      <WithdrawForm id={notice.id} version={notice.version} withdrawn={state === "withdrawn"} />
    </>
  );
}

const valuesOf = (notice: DeskNotice, examSessionId: string | undefined): NoticeValues => ({
  id: notice.id,
  version: String(notice.version),
  session: examSessionId ?? "",
  title: notice.title,
  text: notice.text,
  audience: notice.audience,
  startsAt: formatInput(notice.startsAt),
  endsAt: formatInput(notice.endsAt),
  ...(notice.pinned && { pinned: "on" }),
  ...Object.fromEntries(notice.groups.map((group) => [`group-${group}`, "on"])),
});
