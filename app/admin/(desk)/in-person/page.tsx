import type { Metadata } from "next";
import { Notice } from "@/app/_components/notice";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { NoExamSession, PageHead } from "../../_components/page-head";
import { OpenForm } from "./open-form";

export const metadata: Metadata = { title: "当面代填" };

/** For somebody who stands before the desk and cannot fill in himself. */
export default async function InPersonPage() {
  await requireStaff(["EXAM_OFFICER"], "/admin/in-person");
  const examSession = await deskExamSession();
  if (!examSession) return <NoExamSession title="当面代填" />;
  return (
    <>
      <p className="mb-2">
        <a href="/admin/registrations">返回报名查询</a>
      </p>
      <PageHead title="当面代填" lead={examSession.title} />
      <Notice title="只用于考生本人到场、自己无法填写时">
        <p>请考生带证件原件和学籍、成绩证明，签好同意书。能自己填写的，请用大厅的电脑或本人手机登录填写。</p>
      </Notice>
      <OpenForm examSession={examSession.id} />
    </>
  );
}
