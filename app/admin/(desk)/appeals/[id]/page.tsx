import type { Metadata } from "next";
import { isExamOffice } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { itemLabels, statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { appealCase, type Party } from "@/lib/domain/appeal/queries/document-appeals";
import type { UploadItem } from "@/lib/domain/registration/items";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { AnswerForm } from "./answer-form";

export const metadata: Metadata = { title: "核实申诉" };

export default async function AppealPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/appeals");
  const { id } = await params;
  const found = z.uuid().safeParse(id).success ? await appealCase(id) : null;
  if (!found) notFound();
  await lookAt(staff, "/admin/appeals/[id]", { kind: "appeal", id: found.id });
  const { appellant, holder, statement, createdAt, answer, answeredAt, answeredBy } = found;
  return (
    <>
      <p className="mb-2">
        <a href="/admin/appeals">返回申诉列表</a>
      </p>
      <PageHead title={`核实申诉：${appellant.name ?? ""}`} lead={`${formatStamp(createdAt)} 提交`} />
      <section aria-labelledby="statement" className="card mb-5">
        <h2 id="statement">考生的说明</h2>
        <p className="mt-2 whitespace-pre-line">{statement}</p>
      </section>
      <div className="mb-5 grid gap-5 lg:grid-cols-2">
        <Side title="申诉人" party={appellant} />
        {holder ? (
          <Side title="目前使用该号码的报名" party={holder} />
        ) : (
          <section className="card">
            <h2>目前使用该号码的报名</h2>
            <p className="mt-2">该号码现在没有被其他报名占用，申诉人可以直接提交报名。</p>
          </section>
        )}
      </div>
      <section aria-labelledby="answer-heading" className="card">
        <h2 id="answer-heading">答复</h2>
        {answeredAt ? (
          <p className="mt-2 whitespace-pre-line">
            {answer}
            <span className="block text-sm text-muted">
              {answeredBy?.name} {formatStamp(answeredAt)}
            </span>
          </p>
        ) : !isExamOffice(staff.roles) ? (
          <p className="mt-2">尚未答复。</p>
        ) : (
          <>
            <Notice tone="info">
              核实对方的报名不属实的，请先在审核页面对该报名作出“不通过”决定，号码随即释放，再答复申诉人提交报名。查看证件照片会记入审计日志。
            </Notice>
            <AnswerForm id={found.id} />
          </>
        )}
      </section>
    </>
  );
}

function Side({ title, party }: { title: string; party: Party }) {
  return (
    <section className="card min-w-0">
      <h2>{title}</h2>
      <p className="mt-1">
        <strong>{party.name}</strong>　<span className="tabular-nums">{party.documentMasked}</span>　
        {party.school?.name}
      </p>
      <p className="text-sm text-muted">
        {statusLabels[shownStatus(party, new Date())]}
        {party.submittedAt && `，${formatStamp(party.submittedAt)} 提交`}
        {party.status !== "DRAFT" && (
          <a href={`/admin/reviews/${party.id}`} className="ml-3 inline-flex min-h-11 items-center sm:min-h-0">
            打开审核页面
          </a>
        )}
      </p>
      <div className="mt-3 grid gap-3">
        {party.files.length === 0 && <p className="text-muted">未上传证件照片</p>}
        {party.files.map(({ id, kind }) => (
          <figure key={id}>
            <figcaption className="mb-1 font-semibold">{itemLabels[kind as UploadItem]}</figcaption>
            <a href={`/api/files/${id}`} target="_blank" rel="noreferrer">
              <img
                src={`/api/files/${id}`}
                alt={`${title}的${itemLabels[kind as UploadItem]}`}
                className="max-h-72 max-w-full rounded border border-line bg-soft object-contain"
              />
            </a>
          </figure>
        ))}
      </div>
    </section>
  );
}
