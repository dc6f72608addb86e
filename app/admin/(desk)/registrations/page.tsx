import type { Metadata } from "next";
import { requireStaff } from "@/lib/auth/session";
import { presentSession } from "@/lib/auth/step";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { SearchForm } from "./search-form";

export const metadata: Metadata = { title: "报名查询" };

export default async function RegistrationsPage({ searchParams }: DeskPageProps) {
  await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/registrations");
  const [{ notice }, session] = await Promise.all([searchParams, presentSession()]);
  if (!session) return <PageHead title="报名查询" notice="no_session" />;
  return (
    <>
      <PageHead title="报名查询" notice={notice} lead={session.title} />
      <SearchForm />
    </>
  );
}
