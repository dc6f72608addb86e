import type { Metadata } from "next";
import { isFinance } from "@/lib/domain/account/roles";
import { z } from "zod";
import { formatYuan } from "@/app/_lib/format";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { listSettings } from "@/lib/domain/account/queries";
import { automaticRefunds, refundRequests } from "@/lib/domain/payment/queries/refunds";
import { DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { deskList } from "../../../_list/desk-list";
import { ListFoot, ListTools } from "../../../_list/list-tools";
import { DeskTabs } from "../desk-tabs";
import { listedSession, SessionForm } from "../session-field";
import { RefundRows } from "./refund-rows";
import { newestFirst, requestColumns } from "./request-columns";

export const metadata: Metadata = { title: "退款" };

export default async function RefundsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments/refunds");
  const [search, settings] = await Promise.all([searchParams, listSettings(staff, "refunds")]);
  const session = await listedSession(search["session"]);
  const after = z.uuid().safeParse(search["after"]).data;
  const list = deskList({
    name: "refunds",
    path: "/admin/payments/refunds",
    columns: requestColumns,
    filter: { session },
    search,
    settings,
    first: newestFirst,
  });
  const [{ waiting, others, next }, automatic] = await Promise.all([
    refundRequests({ session, after, limit: settings.pageSize }),
    automaticRefunds(),
  ]);
  await lookAt(
    staff,
    "/admin/payments/refunds",
    { kind: "refund_request" },
    [...waiting, ...others, ...automatic].map(({ id }) => id),
  );
  const finance = isFinance(staff.roles);
  const total = others.reduce((sum, { totalFen }) => sum + totalFen, 0);
  const table = { columns: list.shown, density: list.density, id: ({ id }: { id: string }) => id };
  return (
    <>
      <PageHead title="退款" tabs={<DeskTabs present="refunds" />} lead="办理个别退款：在订单中勾选或打开订单。">
        <div className="flex flex-wrap items-center gap-3">
          <ListTools list={list} />
          {finance && (
            <a href="/admin/payments/refunds/new?session=all" className="button button-small">
              考试取消，全部退款…
            </a>
          )}
        </div>
      </PageHead>
      {waiting.length > 0 && (
        <section aria-labelledby="waiting" className="mb-5">
          <h2 id="waiting" className="mb-1">
            等待复核（全部批次，{waiting.length}）
          </h2>
          <DeskTable caption="等待复核的退款申请" rows={waiting} {...table} />
        </section>
      )}
      {automatic.length > 0 && (
        <section aria-labelledby="automatic" className="mb-5">
          <h2 id="automatic" className="mb-1">
            多收款项自动退回，尚未完成（全部批次，{automatic.length}）
          </h2>
          <RefundRows caption="多收款项的自动退回" rows={automatic} mayRetry={finance} />
        </section>
      )}
      <h2 className="sr-only">退款申请</h2>
      <SessionForm path="/admin/payments/refunds" session={session} />
      <DeskTable caption="退款申请" rows={others} empty={after ? "没有更早的退款。" : "还没有退款。"} {...table} />
      <ListFoot list={list} later={after !== undefined} next={next}>
        {others.length > 0 && `本页 ${others.length} 份申请，共 ${formatYuan(total)}`}
      </ListFoot>
    </>
  );
}
