import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatClosing, formatInput } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { statusLabels } from "@/app/_lib/labels";
import { requireStaff } from "@/lib/auth/session";
import { isWritten } from "@/lib/core/person-name";
import { windowFor } from "@/lib/exam-session/windows";
import { missingGlyphs } from "@/lib/pdf/renderer";
import { reviewCase } from "@/lib/review/queries";
import { closesSoon, decidesLate, reviewState } from "@/lib/review/window";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { CaseDetails } from "./case-details";
import { CaseHistory } from "./case-history";
import { CaseImages } from "./case-images";
import { ApproveForm, SendBackForm } from "./decision-forms";
import { NameEntry } from "./name-entry";
import { shownItems } from "./shown-items";

export const metadata: Metadata = { title: "审核报名" };

export default async function ReviewPage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews");
  const [{ id }, { notice }] = await Promise.all([params, searchParams]);
  const found = z.uuid().safeParse(id).success ? await reviewCase(id) : null;
  if (!found) notFound();

  const now = new Date();
  const state = reviewState(found.examSession, found.overrides, now);
  const waits = found.status === "SUBMITTED" || found.status === "PRE_APPROVED";
  const late = state === "late";
  const mayDecide = waits && staff.role !== "AUDITOR" && (state === "open" || (late && decidesLate(staff.role)));
  const closesAt = windowFor(found.examSession, found.overrides, "REVIEW").closesAt;
  const looked = { id: found.id, version: found.version };

  return (
    <>
      <p className="mb-2">
        <a href="/admin/reviews">返回审核列表</a>
      </p>
      <PageHead
        title={`审核：${found.name ?? ""}`}
        notice={notice}
        lead={`${statusLabels[found.status]} · 报名号 ${found.registrationNumber ?? "—"}`}
      />
      {waits && !mayDecide && staff.role !== "AUDITOR" && (
        <Notice tone="warn">
          {state === "not_started" ? "资格审核尚未开始。" : "资格审核已截止，不能再作出审核决定；确有需要的，请联系考务人员。"}
        </Notice>
      )}
      {mayDecide && late && <Notice tone="warn">资格审核已截止。考务人员仍可在缴费截止前作出决定，须填写理由。</Notice>}

      <div className="grid gap-5 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <CaseDetails found={found} unprintable={await missingGlyphs(found.name ?? "")} />
        <CaseImages files={found.files} idType={found.idType} />
      </div>

      {mayDecide && (
        <section aria-labelledby="decide" className="card mt-5">
          <h2 id="decide">审核决定</h2>
          <p className="mt-1 text-sm text-muted">决定作出后考生即可看到。资格审核于 {formatClosing(closesAt)} 截止。</p>
          <div className="mt-4 space-y-4">
            {!isWritten(found.name ?? "") && <NameEntry id={found.id} version={found.version} name={found.name ?? ""} />}
            <ApproveForm {...looked} late={late} />
            <SendBackForm
              {...looked}
              items={shownItems(found).map((item) => ({ item, label: itemLabel(item, found.idType) }))}
              soon={closesSoon(found.examSession, found.overrides, now)}
              latest={formatInput(windowFor(found.examSession, found.overrides, "PAYMENT").closesAt)}
            />
            <p>
              <a href={`/admin/reviews/${found.id}/refuse`} className="button button-danger">
                不通过…
              </a>
              <span className="mt-1 block text-sm text-muted">不通过是最终决定，考生不能再修改；请在下一页填写原因并确认。</span>
            </p>
          </div>
        </section>
      )}
      <CaseHistory events={found.events} decisions={found.decisions} />
    </>
  );
}
