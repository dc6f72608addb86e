import type { Metadata } from "next";
import { isFinance } from "@/lib/domain/account/roles";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatYuan } from "@/app/_lib/format";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { examSessions } from "@/lib/domain/exam-session/queries";
import { refundable, type Refundable } from "@/lib/domain/payment/queries/refunds";
import { DeskTable } from "../../../../_components/desk-table";
import { PageHead } from "../../../../_components/page-head";
import type { DeskPageProps } from "../../../../_components/page-props";
import { RefundManyForm } from "./refund-many-form";
import { RefundSessionForm } from "./refund-session-form";

export const metadata: Metadata = { title: "办理退款" };

const address = z.object({
  order: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(500)])
    .catch([])
    .default([]),
  session: z
    .union([z.literal("all"), z.uuid()])
    .optional()
    .catch(undefined),
});

const PAGE = "/admin/payments/refunds/new";

/** Names who would get a refund, and how much, before anything is done. */
export default async function NewRefundPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER"], "/admin/payments");
  const search = await searchParams;
  const { order, session } = address.parse(search);
  const back = (
    <p className="mb-2">
      {session ? <a href="/admin/payments/refunds">返回退款</a> : <a href="/admin/payments">返回订单</a>}
    </p>
  );
  if (session !== undefined && isFinance(staff.roles)) {
    const sessions = await examSessions({ archived: false });
    const chosen = sessions.find(({ id }) => id === session);
    const rows = chosen ? (await refundable({ examSessionId: chosen.id })).filter(({ leftFen }) => leftFen > 0) : [];
    await lookAt(
      staff,
      PAGE,
      { kind: "exam_session", id: chosen?.id },
      rows.map(({ chargeId }) => chargeId),
    );
    return (
      <>
        {back}
        <PageHead title="考试取消，全部退款" lead="把该批次所有已缴费考生尚未退还的款项原路退回，并取消他们的报名。" />
        <nav aria-label="考试批次" className="mb-5 flex flex-wrap gap-2">
          {sessions.map(({ id, title }) => (
            <a
              key={id}
              href={`?session=${id}`}
              aria-current={id === session ? "page" : undefined}
              className={`button button-small ${id === session ? "button-primary" : ""}`}
            >
              {title}
            </a>
          ))}
        </nav>
        {chosen && rows.length === 0 && <Notice tone="info" title="该批次没有可退的款项。" />}
        {chosen && rows.length > 0 && (
          <>
            <RefundSessionForm
              examSessionId={chosen.id}
              title={chosen.title}
              count={rows.length}
              sumFen={sumOf(rows)}
            />
            <People rows={rows} />
          </>
        )}
      </>
    );
  }

  const rows = await refundable({ orderIds: order });
  await lookAt(
    staff,
    PAGE,
    { kind: "payment_order" },
    rows.map(({ chargeId }) => chargeId),
  );
  const touched = rows.filter(({ leftFen }) => leftFen > 0);
  const left = rows.filter(({ leftFen }) => leftFen <= 0);
  return (
    <>
      {back}
      <PageHead title="办理退款" lead="下列款项将把尚可退的金额全部退回；只退一部分，请打开该订单办理。" />
      {touched.length > 0 ? (
        <RefundManyForm
          charges={touched.map(({ chargeId }) => chargeId).join()}
          count={touched.length}
          sumFen={sumOf(touched)}
        />
      ) : (
        <Notice tone="warn" title="没有可退的款项。">
          请返回订单列表，勾选已经付款、尚未退还的订单。
        </Notice>
      )}
      {touched.length > 0 && <People rows={touched} />}
      {left.length > 0 && (
        <section className="mt-6">
          <h2 className="mb-2">已经退还或正在退还，不会处理（{left.length}）</h2>
          <People rows={left} />
        </section>
      )}
    </>
  );
}

const sumOf = (rows: readonly Refundable[]) => rows.reduce((sum, { leftFen }) => sum + leftFen, 0);

function People({ rows }: { rows: readonly Refundable[] }) {
  return (
    <DeskTable
      caption="款项"
      rows={rows}
      id={({ chargeId }) => chargeId}
      columns={[
        { key: "name", label: "考生", text: ({ name }) => name },
        { key: "document", label: "证件号码", text: ({ documentMasked }) => documentMasked },
        { key: "number", label: "报名号", text: ({ registrationNumber }) => registrationNumber },
        { key: "paid", label: "实收", figure: true, text: ({ paidFen }) => formatYuan(paidFen) },
        { key: "left", label: "本次退款", figure: true, text: ({ leftFen }) => formatYuan(Math.max(0, leftFen)) },
      ]}
    />
  );
}
