import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { filterQuery, queueFilterSchema } from "@/lib/domain/review/queue-filter";
import { cannedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { reviewCase } from "@/lib/domain/review/queries/case";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { ClaimKeeper, KEEPS_CLAIM } from "../claim-keeper";
import { RefuseForm } from "./refuse-form";

export const metadata: Metadata = { title: "审核不通过" };

export default async function RefusePage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER"], "/admin/reviews");
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const found = z.uuid().safeParse(id).success ? await reviewCase(id, await scopeOf(staff), new Date()) : null;
  if (!found) notFound();
  await lookAt(staff, "/admin/reviews/[id]/refuse", { kind: "registration", id: found.id });
  if (found.status !== "SUBMITTED" && found.status !== "PRE_APPROVED") {
    redirect(withNotice(`/admin/reviews/${id}`, "registration_not_in_expected_status"));
  }
  const queue = filterQuery(queueFilterSchema.parse(search));
  const reasons = (await cannedReasons()).filter(({ item }) => item === "REFUSAL").map(({ text }) => text);
  return (
    <>
      <ClaimKeeper id={found.id} />
      <p className="mb-2">
        <a href={`/admin/reviews/${found.id}?${queue}`} {...KEEPS_CLAIM}>
          返回审核页面
        </a>
      </p>
      <PageHead
        title={`审核不通过：${found.name ?? ""}`}
        lead={`${found.documentMasked ?? ""}　${found.school?.name ?? ""}`}
      />
      <RefuseForm id={found.id} version={found.version} queue={queue} reasons={reasons} />
    </>
  );
}
