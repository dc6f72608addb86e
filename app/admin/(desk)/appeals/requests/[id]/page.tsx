import type { Metadata } from "next";
import { isExamOffice } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { itemLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import { requestCase } from "@/lib/domain/correction/queries/requests";
import { exchangeableStatuses } from "@/lib/domain/correction/exchange";
import { correctableStatuses } from "@/lib/domain/correction/rules";
import { evidenceMark } from "@/lib/domain/evidence/subject";
import type { Item } from "@/lib/domain/registration/items";
import { EvidencePictures } from "../../../../_components/evidence-pictures";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { AnswerRequestForm } from "./answer-form";

export const metadata: Metadata = { title: "更正申请" };

export default async function RequestPage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/appeals");
  const [{ id }, search] = await Promise.all([params, searchParams]);
  // The whole numbers are compared with the photo; the record of the look says so.
  const whole = search["whole"] === "1";
  const found = z.uuid().safeParse(id).success ? await requestCase(id, { whole }) : null;
  if (!found) notFound();
  const isNumber = found.item === "documentNumber";
  const numbers = whole && isNumber ? ["documentNumber"] : [];
  await lookAt(staff, "/admin/appeals/requests/[id]", { kind: "correction_request", id: found.id }, undefined, numbers);
  const { registration, registrationId, item, present, wanted, statement, answeredAt, answeredBy, answer } = found;
  const label = itemLabels[item as Item];
  return (
    <>
      <p className="mb-2">
        <a href="/admin/appeals">返回申诉列表</a>
      </p>
      <PageHead
        title={`更正申请 ${found.number}：${registration.name ?? ""}`}
        lead={`${formatStamp(found.createdAt)} 提交`}
      />
      <div className="mb-4 grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
        <section aria-labelledby="present" className="card">
          <h2 id="present">现有内容：{label}</h2>
          <p className="mt-2 text-lg font-bold wrap-anywhere tabular-nums">{present || "见下方登记照"}</p>
        </section>
        <section aria-labelledby="wanted" className="card">
          <h2 id="wanted">考生认为正确的内容</h2>
          <p className="mt-2 text-lg font-bold wrap-anywhere tabular-nums">{wanted}</p>
          {isNumber && !whole && (
            <p className="mt-2 text-sm">
              <a href={`/admin/appeals/requests/${found.id}?whole=1`}>显示两个完整号码（会记录）</a>
            </p>
          )}
        </section>
      </div>
      <section aria-labelledby="statement" className="card mb-4">
        <h2 id="statement">考生的说明</h2>
        <p className="mt-2 wrap-anywhere whitespace-pre-line">{maskPersonal(statement)}</p>
        <div className="mt-3 flex flex-wrap gap-3">
          {registration.files.map(({ id: file, kind }) => (
            <figure key={file}>
              <figcaption className="mb-1 text-sm font-semibold">{itemLabels[kind as Item]}</figcaption>
              <a href={`/api/files/${file}`} target="_blank" rel="noreferrer">
                <img
                  src={`/api/files/${file}`}
                  alt={itemLabels[kind as Item]}
                  className="max-h-56 max-w-full rounded border border-line bg-soft object-contain"
                />
              </a>
            </figure>
          ))}
        </div>
        <h3 className="mt-4">考生补充的凭据（{found.evidence.length}）</h3>
        {found.evidence.length === 0 ? (
          <p className="text-sm text-muted">没有上传凭据</p>
        ) : (
          <EvidencePictures files={found.evidence} />
        )}
      </section>
      <section aria-labelledby="decide" className="card">
        <h2 id="decide" className="mb-2">
          处理
        </h2>
        {answeredAt ? (
          <p className="whitespace-pre-line">
            {found.corrected ? "已更正。" : "已答复。"}
            {answer}
            <span className="block text-sm text-muted">
              {answeredBy?.name} {formatStamp(answeredAt)}
            </span>
          </p>
        ) : !isExamOffice(staff.roles) ? (
          <p>尚未处理。</p>
        ) : (
          <>
            <p className="mb-4">
              {item !== "PORTRAIT" && correctableStatuses.includes(found.status) ? (
                <a href={`/admin/registrations/${registrationId}/correct?request=${found.id}`}>
                  核实无误，去更正{label}（更正后本申请自动办结）
                </a>
              ) : (
                <>
                  {item === "PORTRAIT" && exchangeableStatuses.includes(found.status) && (
                    <a href={`/admin/registrations/${registrationId}/exchange`} className="mr-4">
                      请考生换交登记照（核对通过后本申请自动办结）
                    </a>
                  )}
                  <a href={`/admin/registrations/${registrationId}`}>打开考生档案，重新开放或核对后在此答复</a>
                </>
              )}
            </p>
            <AnswerRequestForm requestId={found.id} seen={evidenceMark(found.evidence)} />
          </>
        )}
      </section>
    </>
  );
}
