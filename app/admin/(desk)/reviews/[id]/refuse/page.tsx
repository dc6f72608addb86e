import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { requireStaff } from "@/lib/auth/session";
import { reviewCase } from "@/lib/review/queries";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { RefuseForm } from "./refuse-form";

export const metadata: Metadata = { title: "审核不通过" };

export default async function RefusePage({ params, searchParams }: DeskItemProps) {
  await requireStaff(["REVIEWER", "EXAM_OFFICER"], "/admin/reviews");
  const [{ id }, { notice }] = await Promise.all([params, searchParams]);
  const found = z.uuid().safeParse(id).success ? await reviewCase(id) : null;
  if (!found) notFound();
  if (found.status !== "SUBMITTED" && found.status !== "PRE_APPROVED") {
    redirect(`/admin/reviews/${id}?notice=registration_not_in_expected_status`);
  }
  return (
    <>
      <p className="mb-2">
        <a href={`/admin/reviews/${found.id}`}>返回审核页面</a>
      </p>
      <PageHead
        title={`审核不通过：${found.name ?? ""}`}
        notice={notice}
        lead={`${found.documentMasked ?? ""}　${found.school?.name ?? ""}`}
      />
      <RefuseForm id={found.id} version={found.version} />
    </>
  );
}
