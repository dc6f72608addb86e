import type { Metadata } from "next";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { PageHead } from "../../_components/page-head";
import { SearchPage } from "./search-page";

export const metadata: Metadata = { title: "查找" };

/** The results of the header's search, for a browser without JavaScript. */
export default async function DeskSearchPage() {
  await requireStaff(["REVIEWER", "EXAM_OFFICER", "FINANCE", "AUDITOR"], "/admin/search");
  return (
    <>
      <PageHead title="查找" />
      <SearchPage examSessionId={(await deskExamSession())?.id} />
    </>
  );
}
