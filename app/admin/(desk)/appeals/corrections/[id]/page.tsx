import type { Metadata } from "next";
import { isExamOffice } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import { correctionCase } from "@/lib/domain/correction/queries/corrections";
import { undrawnIn } from "@/lib/domain/correction/queries/undrawn";
import { takesScansOf } from "@/lib/domain/correction/rules";
import { evidenceMark } from "@/lib/domain/evidence/subject";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { EvidenceUpload } from "@/app/_components/evidence-upload";
import { EvidencePictures } from "../../../../_components/evidence-pictures";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { ChangesTable } from "../changes-table";
import { Undrawn } from "../undrawn";
import { correctionState } from "../correction-state";
import { DecideForm, WithdrawForm } from "./decide-form";

export const metadata: Metadata = { title: "更正" };

export default async function CorrectionPage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/appeals");
  const [{ id }, search] = await Promise.all([params, searchParams]);
  // The second person compares the whole number with the evidence; the record of the look says so.
  const whole = search["whole"] === "1";
  const found = z.uuid().safeParse(id).success ? await correctionCase(id, { whole }) : null;
  if (!found) notFound();
  const numbers = whole && found.changes.some(({ item }) => item === "documentNumber") ? ["documentNumber"] : [];
  await lookAt(staff, "/admin/appeals/corrections/[id]", { kind: "correction", id: found.id }, undefined, numbers);
  const { registration, changes, reason, evidence, createdAt, decidedAt, decidedBy, decisionReason } = found;
  const waits = found.needsSecond && !decidedAt;
  const mayAdd = isExamOffice(staff.roles) && takesScansOf(found, staff.id, new Date());
  return (
    <>
      <p className="mb-2">
        <a href="/admin/appeals">返回申诉列表</a>
      </p>
      <PageHead
        title={`更正：${registration.name ?? ""}`}
        lead={`${correctionState(found)}　${found.staff.name} ${formatStamp(createdAt)} 提出`}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-labelledby="changes" className="card">
          <h2 id="changes">更正前后</h2>
          <ChangesTable changes={changes} />
          {waits && (
            <Undrawn
              characters={(await undrawnIn(changes)).join("")}
              published={registration.examSession.cardsPublishedAt !== null}
            />
          )}
          {!whole && changes.some(({ item }) => item === "documentNumber") && (
            <p className="mb-3 text-sm">
              <a href={`/admin/appeals/corrections/${found.id}?whole=1`}>显示完整号码（会记录）</a>
            </p>
          )}
          <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2 gap-y-1 text-sm">
            <dt className="text-muted">原因</dt>
            <dd className="wrap-anywhere">{maskPersonal(reason)}</dd>
            <dt className="text-muted">凭据</dt>
            <dd className="wrap-anywhere">{maskPersonal(evidence)}</dd>
            {decidedAt && (
              <>
                <dt className="text-muted">处理</dt>
                <dd className="wrap-anywhere">
                  {correctionState(found)}，{decidedBy?.name} {formatStamp(decidedAt)}
                  {decisionReason && `，${maskPersonal(decisionReason)}`}
                </dd>
              </>
            )}
          </dl>
          {(found.scans.length > 0 || mayAdd) && <h3 className="mt-4">凭据扫描件（{found.scans.length}）</h3>}
          {found.scans.length > 0 && <EvidencePictures files={found.scans} />}
          {mayAdd && (
            <EvidenceUpload
              of={`of=correction&id=${found.id}`}
              files={found.scans}
              opens={false}
              removable={false}
              hint={`选填。核对过的证件、证明的照片或扫描PDF，每个不超过10MB。添加后不能删除${found.needsSecond ? "" : "；更正后24小时内可以添加"}。`}
            />
          )}
        </section>
        <section aria-labelledby="person" className="card">
          <h2 id="person">报名</h2>
          <p className="mt-1 text-sm">
            {registration.name}　<span className="tabular-nums">{registration.documentMasked}</span>
            <br />
            报名号 <span className="tabular-nums">{registration.registrationNumber}</span>
            <br />
            {statusLabels[shownStatus(registration, new Date())]}
            {registration.seat && "，已编排座位"}
            <br />
            <span className="text-muted">{registration.examSession.title}</span>
          </p>
          <p className="mt-2 flex flex-wrap gap-x-4 text-sm">
            <a href={`/admin/registrations/${registration.id}`}>考生档案</a>
            <a href={`/admin/reviews/${registration.id}`}>审核页（证件照片）</a>
          </p>
        </section>
      </div>
      {waits && isExamOffice(staff.roles) && (
        <section aria-labelledby="decide" className="card mt-4 max-w-3xl">
          <h2 id="decide" className="mb-2">
            {found.staff.id === staff.id ? "撤回" : "复核"}
          </h2>
          {found.staff.id === staff.id ? (
            <WithdrawForm correctionId={found.id} />
          ) : (
            <DecideForm correctionId={found.id} name={registration.name ?? ""} seen={evidenceMark(found.scans)} />
          )}
        </section>
      )}
    </>
  );
}
