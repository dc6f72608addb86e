import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatYuan } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { feeFor } from "@/lib/domain/payment/order-terms";
import { payerToWaive } from "@/lib/domain/payment/queries/desk";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { WaiveForm } from "./waive-form";

export const metadata: Metadata = { title: "减免报名费" };

export default async function WaivePage({ params }: DeskItemProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER"], "/admin/payments");
  const { id } = await params;
  const payer = z.uuid().safeParse(id).success ? await payerToWaive(id) : null;
  if (!payer) notFound();
  await lookAt(staff, "/admin/payments/waive/[id]", { kind: "registration", id: payer.id });
  const fee = formatYuan(feeFor(payer.examSession, payer.language));
  return (
    <>
      <p className="mb-2">
        <a href="/admin/payments">返回缴费管理</a>
      </p>
      <PageHead title="减免报名费" lead={payer.examSession.title} />
      <p className="card mb-5">
        <strong>{payer.name}</strong> <span className="tabular-nums">{payer.documentMasked}</span>
        <br />
        报名号 <span className="tabular-nums">{payer.registrationNumber}</span>　
        {statusLabels[shownStatus(payer, new Date())]}　报名费 {fee}
      </p>
      {payer.status === "APPROVED" ? (
        <WaiveForm registrationId={payer.id} fee={fee} />
      ) : (
        <Notice tone="warn" title="现在不能减免">
          只有审核通过、尚未缴费的报名可以减免。已经缴费的，请办理退款。
        </Notice>
      )}
    </>
  );
}
