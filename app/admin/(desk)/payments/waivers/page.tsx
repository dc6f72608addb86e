import type { Metadata } from "next";
import { isFinance } from "@/lib/domain/account/roles";
import { z } from "zod";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { maskPersonal } from "@/lib/core/mask-personal";
import { listSettings } from "@/lib/domain/account/queries";
import { type ListedWaiver, waivers } from "@/lib/domain/payment/queries/waivers";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { deskList } from "../../../_list/desk-list";
import { ListFoot, ListTools } from "../../../_list/list-tools";
import { DeskTabs } from "../desk-tabs";
import { listedSession, SessionForm } from "../session-field";
import { newestFirst } from "../refunds/request-columns";
import { waiverColumns } from "./waiver-columns";
import { DecideWaiverForm, WithdrawWaiverForm } from "./waiver-forms";

export const metadata: Metadata = { title: "减免" };

export default async function WaiversPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments/waivers");
  const [search, settings] = await Promise.all([searchParams, listSettings(staff, "waivers")]);
  const session = await listedSession(search["session"]);
  const after = z.uuid().safeParse(search["after"]).data;
  const list = deskList({
    name: "waivers",
    path: "/admin/payments/waivers",
    columns: waiverColumns,
    filter: { session },
    search,
    settings,
    first: newestFirst,
  });
  const { waiting, others, next } = await waivers({ session, after, limit: settings.pageSize });
  await lookAt(
    staff,
    "/admin/payments/waivers",
    { kind: "waiver_request" },
    [...waiting, ...others].map(({ id }) => id),
  );
  const finance = isFinance(staff.roles);
  const total = others.reduce((sum, { waivedFen }) => sum + waivedFen, 0);
  return (
    <>
      <PageHead
        title="减免"
        tabs={<DeskTabs present="waivers" />}
        lead="办理减免：在“订单”中查询考生，点击“减免报名费”。"
      >
        <ListTools list={list} />
      </PageHead>
      {waiting.map((waiver) => (
        <Waiting key={waiver.id} waiver={waiver} own={waiver.staff.id === staff.id} mayDecide={finance} />
      ))}
      <SessionForm path="/admin/payments/waivers" session={session} />
      <DeskTable
        caption="减免"
        columns={list.shown}
        rows={others}
        id={({ id }) => id}
        density={list.density}
        empty={after ? "没有更早的减免。" : waiting.length > 0 ? "还没有已决定的减免。" : "还没有减免。"}
      />
      <ListFoot list={list} later={after !== undefined} next={next}>
        {others.length > 0 && `本页 ${others.length} 人，申请减免共 ${formatYuan(total)}`}
      </ListFoot>
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
