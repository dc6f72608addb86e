import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { accommodationStates, kindLabels, outcomeLabels } from "@/app/_lib/labels/accommodation";
import { statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import type { AccommodationOutcome } from "@/lib/domain/registration/accommodation";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { type AccommodationCase, accommodationCase } from "@/lib/domain/review/queries/accommodations";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { inScope } from "@/lib/domain/review/scope";
import { reviewDeciders, reviewReaders } from "@/lib/domain/review/stages";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { DecideForm, UndoForm } from "./decide-form";

export const metadata: Metadata = { title: "审批合理便利申请" };

export default async function AccommodationPage({ params }: DeskItemProps) {
  const staff = await requireStaff(reviewReaders, "/admin/accommodations");
  const { id } = await params;
  const now = new Date();
  const [scope, own] = await Promise.all([scopeOf(staff, reviewReaders), scopeOf(staff, reviewDeciders)]);
  const found = z.uuid().safeParse(id).success
    ? await accommodationCase({ registrationId: id, scope, staffId: staff.id }, now)
    : null;
  if (!found) notFound();
  await lookAt(staff, "/admin/accommodations/[id]", { kind: "registration", id: found.registration.id });
  const { registration, request, state, decisions } = found;
  const { seat } = registration;
  const decides = inScope(own, registration.school?.name ?? null, registration.teachingPoint?.name ?? null);
  return (
    <>
      <p className="mb-2">
        <a href={`/admin/accommodations?session=${registration.examSessionId}&state=${state}`}>返回合理便利申请</a>
      </p>
      <PageHead
        title={`审批合理便利申请：${registration.name ?? "未填写姓名"}`}
        lead={`${formatStamp(found.askedAt)} 申请 · ${accommodationStates[state]}`}
      />
      {found.undoable && <UndoForm decisionId={found.undoable} />}
      {seat && found.open && (
        <Notice tone="warn">
          座位已经编排（第{seat.room.number}考场 {seat.number}
          号）。现在的决定不改变座位，只写入考场座次表的备注；需要单独编排的，请先撤回编排再重新编排。
        </Notice>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <div className="space-y-4">
          <section aria-labelledby="asked" className="card">
            <h2 id="asked">申请内容</h2>
            <p className="mt-1 text-sm text-muted tabular-nums">
              {registration.documentMasked}　{registration.school?.name}　{registration.language?.name}　
              {statusLabels[shownStatus(registration, now)]}
              <a
                href={`/admin/registrations/${registration.id}`}
                className="ml-3 inline-flex min-h-11 items-center sm:min-h-0"
              >
                考生档案
              </a>
            </p>
            {request.kinds.length > 0 ? (
              <>
                <ul className="mt-2 list-disc pl-6 font-semibold">
                  {request.kinds.map((kind) => (
                    <li key={kind}>{kindLabels[kind]}</li>
                  ))}
                </ul>
                <p className="mt-2 wrap-anywhere whitespace-pre-line">{request.words || "考生没有填写说明。"}</p>
              </>
            ) : (
              <p className="mt-2">考生已撤回申请，内容和证明材料已从报名中移除。</p>
            )}
          </section>
          <section aria-labelledby="proof" className="card">
            <h2 id="proof">证明材料</h2>
            <Proofs files={registration.files} name={registration.name ?? "考生"} />
          </section>
        </div>
        <div className="space-y-4">
          <section aria-labelledby="decision" className="card">
            <h2 id="decision">决定</h2>
            {!decides || !found.open ? (
              <p className="mt-2">
                {found.open ? `目前：${accommodationStates[state]}。` : "这份申请已经结束，不能再作决定。"}
              </p>
            ) : (
              <DecideForm
                key={found.version}
                id={registration.id}
                version={found.version}
                asked={request.kinds}
                decided={state === "GRANTED" || state === "REFUSED"}
              />
            )}
          </section>
          {decisions.length > 0 && <Decisions decisions={decisions} />}
        </div>
      </div>
    </>
  );
}

function Proofs({ files, name }: { files: AccommodationCase["registration"]["files"]; name: string }) {
  if (files.length === 0) return <p className="mt-2 text-muted">考生没有上传证明材料。需要的，可以要求补充证明。</p>;
  return (
    <div className="mt-2 flex flex-wrap gap-3">
      {files.flatMap(({ id, pages }, index) =>
        Array.from({ length: pages ?? 1 }, (_, page) => {
          const address = `/api/files/${id}${page > 0 ? `?page=${page + 1}` : ""}`;
          return (
            <a key={address} href={address} target="_blank" rel="noreferrer">
              <img
                src={address}
                alt={`${name}的证明材料 ${index + 1}${page > 0 ? ` 第${page + 1}页` : ""}`}
                className="max-h-96 max-w-full rounded border border-line bg-soft object-contain"
              />
            </a>
          );
        }),
      )}
    </div>
  );
}

const Decisions = ({ decisions }: Pick<AccommodationCase, "decisions">) => (
  <section aria-labelledby="decisions" className="card">
    <h2 id="decisions">决定记录</h2>
    <ul className="mt-2 divide-y divide-line">
      {decisions.map(({ id, outcome, kinds, reason, decidedAt, undoneAt, staff }) => (
        <li key={id} className="py-2">
          <p className="font-semibold">
            {outcomeLabels[outcome as AccommodationOutcome]}
            {kinds.length > 0 && `：${kinds.map((kind) => kindLabels[kind]).join("、")}`}
            {undoneAt && "（已撤销）"}
          </p>
          {reason && <p className="wrap-anywhere whitespace-pre-line">{reason}</p>}
          <p className="text-sm text-muted">
            {staff.name} {formatStamp(decidedAt)}
          </p>
        </li>
      ))}
    </ul>
  </section>
);
