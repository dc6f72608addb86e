import { ActionForm } from "@/app/_components/action-form";
import { mayAs } from "@/lib/domain/account/roles";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { z } from "zod";
import { SubmitButton } from "@/app/_components/submit-button";
import { formatClosing, formatStamp, formatYuan } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { channelLabels, deskStateLabels, refundedText } from "@/app/_lib/labels/payment";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { fenToYuan } from "@/lib/core/money";
import { deskStateOf } from "@/lib/domain/payment/desk-filter";
import { newRequestId } from "@/lib/domain/payment/queries/refunds";
import { type OrderTimeline, orderTimeline } from "@/lib/domain/payment/queries/order-timeline";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { PageHead } from "../../../_components/page-head";
import { queryOrderAction } from "../actions";
import { DeskTabs } from "../desk-tabs";
import { RefundForm } from "./refund-form";
import { storyLines } from "./timeline-lines";

export const metadata: Metadata = { title: "订单详情" };

type Props = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function OrderPage({ params }: Props) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments");
  const { orderId } = await params;
  const order = z.uuid().safeParse(orderId).success ? await orderTimeline(orderId) : null;
  if (!order) notFound();
  await lookAt(staff, "/admin/payments/[orderId]", { kind: "payment_order", id: order.id });
  const mayHandle = mayAs(staff.roles, ["FINANCE", "EXAM_OFFICER"]);
  const { charge, registration } = order;
  return (
    <>
      <PageHead title="订单详情" lead={<span className="break-all tabular-nums">{order.outTradeNo}</span>}>
        <div className="no-print flex flex-wrap gap-3">
          {mayHandle && !order.successTime && (
            <ActionForm action={queryOrderAction}>
              <input type="hidden" name="orderId" value={order.id} />
              <SubmitButton className="button" busy="正在查询…">
                向微信查询
              </SubmitButton>
            </ActionForm>
          )}
          {mayHandle && registration.status === "APPROVED" && (
            <a href={`/admin/payments/waive/${registration.id}`} className="button">
              减免报名费…
            </a>
          )}
          {order.status === "SUCCEEDED" && (
            <a href={`/api/payments/receipts/${order.id}`} className="button">
              收据 PDF
            </a>
          )}
        </div>
      </PageHead>
      <DeskTabs present="orders" />
      {/* On a phone the order's facts come before its timeline. */}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <Facts order={order} />
        <TimeLine order={order} />
        {mayHandle && charge && charge.leftFen > 0 && (
          <RefundForm
            formKey={newRequestId(new Date())}
            orderId={order.id}
            chargeId={charge.id}
            left={fenToYuan(charge.leftFen)}
            ends={order.settledBy === charge.id}
          />
        )}
      </div>
    </>
  );
}

function Facts({ order }: { order: OrderTimeline }) {
  const { registration } = order;
  const rows: [string, ReactNode][] = [
    ["状态", deskStateLabels[deskStateOf({ ...order, ledger: order.ledger.filter(({ amountFen }) => amountFen < 0) })]],
    [
      "金额",
      [formatYuan(order.amountFen), refundedText(order.ledger.filter(({ kind }) => kind === "REFUND"))]
        .filter(Boolean)
        .join("　"),
    ],
    ["付款方式", channelLabels[order.channel]],
    ["微信支付单号", order.transactionId ?? "—"],
    ["支付时间", order.successTime ? formatStamp(order.successTime) : "—"],
    ["付款截止", formatClosing(order.timeExpire)],
    [
      "考生",
      <a key="person" href={`/admin/registrations/${registration.id}`}>
        {registration.name ?? "（未填写姓名）"} {registration.documentMasked}
      </a>,
    ],
    ["报名号", registration.registrationNumber ?? "—"],
    ["报名状态", statusLabels[shownStatus(registration, new Date())]],
    ["考试", registration.examSession.title],
  ];
  return (
    <dl className="card divide-y divide-line sm:p-4 lg:col-start-2">
      {rows.map(([label, value]) => (
        <div key={label} className="py-1.5">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="min-w-0 wrap-anywhere tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const tones = { plain: "border-line", good: "border-good", warn: "border-warn", bad: "border-bad" };

function TimeLine({ order }: { order: OrderTimeline }) {
  return (
    <section aria-labelledby="story" className="card self-start lg:col-start-1 lg:row-span-2 lg:row-start-1">
      <h2 id="story">经过</h2>
      <ol className="mt-3">
        {storyLines(order).map(({ at, text, more, tone, href }, index) => (
          <li key={`${at.getTime()}-${index}`} className={`ml-1 border-l-4 py-2 pl-4 ${tones[tone]}`}>
            <time dateTime={at.toISOString()} className="block text-sm text-muted tabular-nums">
              {formatStamp(at)}
            </time>
            <span className="wrap-anywhere">{text}</span>
            {href && (
              <a href={href} className="ml-2">
                查看申请
              </a>
            )}
            {more && <span className="block text-sm wrap-anywhere text-muted">{more}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
