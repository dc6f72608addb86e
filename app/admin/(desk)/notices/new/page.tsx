import type { Metadata } from "next";
import { formatInput } from "@/app/_lib/format";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { newNoticeId } from "@/lib/domain/notice/queries";
import { PageHead } from "../../../_components/page-head";
import { audienceChoices, groupChoices } from "../choices";
import { NoticeForm } from "../notice-form";

export const metadata: Metadata = { title: "写通知" };

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

export default async function NewNoticePage() {
  await requireStaff(["EXAM_OFFICER"], "/admin/notices/new");
  const [examSession, now] = [await deskExamSession(), new Date()];
  const thisMinute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  return (
    <>
      <p className="mb-2">
        <a href="/admin/notices">返回通知公告</a>
      </p>
      <PageHead title="写通知" />
      <NoticeForm
        isNew
        audiences={audienceChoices(examSession)}
        groups={groupChoices}
        shown={{
          id: newNoticeId(now),
          version: "0",
          session: examSession?.id ?? "",
          audience: "EVERYBODY",
          startsAt: formatInput(thisMinute),
          endsAt: formatInput(new Date(thisMinute.getTime() + WEEK_MS)),
        }}
      />
    </>
  );
}
