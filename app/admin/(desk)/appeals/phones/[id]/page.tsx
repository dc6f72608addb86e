import type { Metadata } from "next";
import { isExamOffice } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { itemLabels, statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { type AppealedAccount, phoneAppealCase } from "@/lib/domain/appeal/queries/phone-appeals";
import { evidenceMark } from "@/lib/domain/evidence/subject";
import type { UploadItem } from "@/lib/domain/registration/items";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { EvidencePictures } from "../../../../_components/evidence-pictures";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { DecideForm } from "./decide-form";

export const metadata: Metadata = { title: "核实找回账号申请" };

export default async function PhoneAppealPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/appeals");
  const { id } = await params;
  const found = z.uuid().safeParse(id).success ? await phoneAppealCase(id) : null;
  if (!found) notFound();
  await lookAt(staff, "/admin/appeals/phones/[id]", { kind: "phone_appeal", id: found.id });
  const {
    accounts,
    name,
    documentMasked,
    phoneMasked,
    statement,
    createdAt,
    decidedAt,
    decidedBy,
    approved,
    reason,
    accountId,
    evidence,
    evidenceRemoved,
  } = found;
  return (
    <>
      <p className="mb-2">
        <a href="/admin/appeals">返回申诉列表</a>
      </p>
      <PageHead title={`核实找回账号申请：${name}`} lead={`${formatStamp(createdAt)} 提交`} />
      <section aria-labelledby="said" className="card mb-5">
        <h2 id="said">申请人所填</h2>
        <p className="mt-1 tabular-nums">
          <strong>{name}</strong>　{documentMasked}　新手机号 {phoneMasked}（已通过短信验证）
        </p>
        <p className="mt-2 whitespace-pre-line">{statement}</p>
        <h3 className="mt-4">申请人上传的凭据（{evidence.length}）</h3>
        {evidence.length === 0 ? (
          <p className="text-sm text-muted">
            {evidenceRemoved > 0 ? `曾上传${evidenceRemoved}份，已删除` : "没有上传凭据"}
          </p>
        ) : !isExamOffice(staff.roles) ? (
          <p className="text-sm text-muted">只有处理申请的考务人员和管理员能查看，处理后即删除。</p>
        ) : (
          <EvidencePictures files={evidence} />
        )}
      </section>
      <section aria-labelledby="accounts" className="mb-5">
        <h2 id="accounts" className="mb-2">
          使用该证件号码的账号（{accounts.length}）
        </h2>
        {accounts.length === 0 && (
          <p className="card">没有账号使用过这个证件号码。请核实后驳回，并告诉申请人下一步怎么做。</p>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-2">
          {accounts.map((account, index) => (
            <Account key={account.id} account={account} title={`账号${index + 1}`} chosen={account.id === accountId} />
          ))}
        </div>
      </section>
      <section aria-labelledby="decision" className="card">
        <h2 id="decision">处理</h2>
        {decidedAt ? (
          <p className="mt-2 whitespace-pre-line">
            {approved ? "已通过。" : "已驳回。"}
            {reason}
            <span className="block text-sm text-muted">
              {decidedBy?.name} {formatStamp(decidedAt)}
            </span>
          </p>
        ) : !isExamOffice(staff.roles) ? (
          <p className="mt-2">尚未处理。</p>
        ) : (
          <DecideForm
            id={found.id}
            phone={phoneMasked}
            seen={evidenceMark(evidence)}
            accounts={accounts.map((account, index) => ({
              value: account.id,
              label: `通过：绑定到账号${index + 1}（${account.registrations[0]?.name ?? "未填写姓名"}）`,
            }))}
          />
        )}
      </section>
    </>
  );
}

function Account({ account, title, chosen }: { account: AppealedAccount; title: string; chosen: boolean }) {
  const { phoneMasked, createdAt, bound, registrations } = account;
  const files = registrations.find((registration) => registration.files.length > 0)?.files ?? [];
  return (
    <section className="card min-w-0">
      <h3>
        {title}
        {chosen && "（申请通过，已绑定新手机号）"}
      </h3>
      <p className="mt-1 text-sm">
        {phoneMasked ? `现绑定手机号 ${phoneMasked}` : "未绑定手机号（已由号码的新用户解绑）"}，{formatStamp(createdAt)}{" "}
        注册
        {bound && "，证件号码经审核绑定"}
      </p>
      <ul className="mt-2 divide-y divide-line border-y border-line text-sm">
        {registrations.map(({ id, name, documentMasked, status, overrides, submittedAt, examSession }) => (
          <li key={id} className="py-2">
            <span className="block font-semibold">{examSession.title}</span>
            {name ?? "未填写姓名"}　<span className="tabular-nums">{documentMasked}</span>　
            {statusLabels[shownStatus({ status, overrides, examSession }, new Date())]}
            {submittedAt && `，${formatStamp(submittedAt)} 提交`}
            {status !== "DRAFT" && (
              <a href={`/admin/reviews/${id}`} className="ml-3 inline-flex min-h-11 items-center sm:min-h-0">
                打开审核页面
              </a>
            )}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-3">
        {files.length === 0 && <p className="text-sm text-muted">没有上传证件照片</p>}
        {files.map(({ id, kind }) => (
          <figure key={id}>
            <figcaption className="mb-1 text-sm font-semibold">{itemLabels[kind as UploadItem]}</figcaption>
            <a href={`/api/files/${id}`} target="_blank" rel="noreferrer">
              <img
                src={`/api/files/${id}`}
                alt={`${title}的${itemLabels[kind as UploadItem]}`}
                className="max-h-56 max-w-full rounded border border-line bg-soft object-contain"
              />
            </a>
          </figure>
        ))}
      </div>
    </section>
  );
}
