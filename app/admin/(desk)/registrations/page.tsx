import type { Metadata } from "next";
import { requireStaff } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import { NoExamSession, PageHead } from "../../_components/page-head";
import { SearchForm } from "./search-form";

export const metadata: Metadata = { title: "报名查询" };

export default async function RegistrationsPage() {
  await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/registrations");
  const examSession = await publishedExamSession();
  if (!examSession) return <NoExamSession title="报名查询" />;
  return (
    <>
      <PageHead title="报名查询" lead={examSession.title} />
      <SearchForm />
    </>
  );
}
