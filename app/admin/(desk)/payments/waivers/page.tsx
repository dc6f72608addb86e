import type { Metadata } from "next";
import { z } from "zod";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { waiverState } from "@/app/_lib/labels/payment";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import { type ListedWaiver, waivers } from "@/lib/domain/payment/queries/waivers";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { DeskTabs } from "../desk-tabs";
import { Pages } from "../pages";
import { DecideWaiverForm, WithdrawWaiverForm } from "./waiver-forms";

export const metadata: Metadata = { title: "减免" };

export default async function WaiversPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments/waivers");
  const query = await searchParams;
  const before = z.uuid().safeParse(query["before"]).data;
  const { waiting, others, next } = await waivers(before);
  await lookAt(
    staff,
    "/admin/payments/waivers",
    { kind: "waiver_request" },
    [...waiting, ...others].map(({ id }) => id),
  );
  const finance = staff.role === "FINANCE" || staff.role === "ADMINISTRATOR";
  return (
    <>
      <PageHead title="减免" lead="办理减免：在“订单”中查询考生，点击“减免报名费”。" />
      <DeskTabs />
      {waiting.map((waiver) => (
        <Waiting key={waiver.id} waiver={waiver} own={waiver.staff.id === staff.id} mayDecide={finance} />
      ))}
      {others.length > 0 ? (
        <DeskTable head={["时间", "结果", "金额", "考生", "考试", "原因", "申请与复核"]} figures={["金额"]}>
          {others.map((waiver) => (
            <tr key={waiver.id}>
              <td className="whitespace-nowrap tabular-nums">{formatStamp(waiver.createdAt)}</td>
              <td className="whitespace-nowrap">
                {waiverState({ ...waiver, withdrawn: waiver.decidedBy?.id === waiver.staff.id })}
              </td>
              <td className="text-right whitespace-nowrap tabular-nums">{formatYuan(waiver.waivedFen)}</td>
              <td className="whitespace-nowrap">
                {waiver.registration.name} {waiver.registration.documentMasked}
                <br />
                <span className="text-muted tabular-nums">{waiver.registration.registrationNumber}</span>
              </td>
              <td className="min-w-40">{waiver.registration.examSession.title}</td>
              <td className="min-w-40">{maskPersonal(waiver.reason)}</td>
              <td className="whitespace-nowrap">
                {waiver.staff.name}
                {waiver.decidedBy && waiver.decidedBy.id !== waiver.staff.id && ` / ${waiver.decidedBy.name}`}
              </td>
            </tr>
          ))}
        </DeskTable>
      ) : (
        waiting.length === 0 && <p className="card">{before ? "没有更早的减免。" : "还没有减免。"}</p>
      )}
      <Pages base="/admin/payments/waivers" before={before} next={next} />
    </>
  );
}

function Waiting({ waiver, own, mayDecide }: { waiver: ListedWaiver; own: boolean; mayDecide: boolean }) {
  const { registration } = waiver;
  const sum = formatYuan(waiver.waivedFen);
  return (
    <article className="card mb-5" aria-labelledby={waiver.id}>
      <h2 id={waiver.id} className="text-warn">
        待复核：为 {registration.name} 减免 {sum}
      </h2>
      <p className="my-2">
        <span className="tabular-nums">
          {registration.documentMasked}　报名号 {registration.registrationNumber}
        </span>
        　{statusLabels[shownStatus(registration, new Date())]}
        <br />
        <span className="text-muted">{registration.examSession.title}</span>
        <br />
        {waiver.staff.name} {formatStamp(waiver.createdAt)} 申请，原因：{maskPersonal(waiver.reason)}
      </p>
      {own ? (
        <WithdrawWaiverForm waiverId={waiver.id} />
      ) : mayDecide ? (
        <DecideWaiverForm waiverId={waiver.id} name={registration.name ?? ""} sum={sum} />
      ) : (
        <p className="text-muted">须由申请人以外的财务人员或管理员复核后才生效。</p>
      )}
    </article>
  );
}
