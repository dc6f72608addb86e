import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { formatInput } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { fenToYuan } from "@/lib/core/money";
import { formatLanguages, formatSchools } from "@/lib/exam-session/lists";
import { type EditableExamSession, editableExamSession } from "@/lib/exam-session/queries";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { SessionForm, type SessionValues } from "./session-form";

export const metadata: Metadata = { title: "修改考试批次" };

const asTyped = (session: EditableExamSession): SessionValues => ({
  id: session.id,
  seen: String(session.updatedAt.getTime()),
  title: session.title,
  examStartsAt: formatInput(session.examStartsAt),
  examEndsAt: formatInput(session.examEndsAt),
  examAddress: session.examAddress,
  registrationOpensAt: formatInput(session.registrationOpensAt),
  registrationClosesAt: formatInput(session.registrationClosesAt),
  reviewOpensAt: formatInput(session.reviewOpensAt),
  reviewClosesAt: formatInput(session.reviewClosesAt),
  paymentOpensAt: formatInput(session.paymentOpensAt),
  paymentClosesAt: formatInput(session.paymentClosesAt),
  printingOpensAt: formatInput(session.printingOpensAt),
  printingClosesAt: formatInput(session.printingClosesAt),
  fee: fenToYuan(session.feeFen),
  graduationMonth: session.graduationMonth,
  levels: session.levels.join("\n"),
  languages: formatLanguages(session.languages),
  schools: formatSchools(session.schools),
  noticeText: session.noticeText,
  tipsText: session.tipsText,
  notes: session.admitCardNotes.join("\n"),
  pledgeText: session.pledgeText,
  numberTemplate: session.admitNumberTemplate,
  schoolNumber: session.schoolCode,
  contactPhone: session.contactPhone,
  contactHours: session.contactHours,
  rosterRequired: session.rosterRequired ? "on" : "",
  twoStageReview: session.twoStageReview ? "on" : "",
  payerIdentity: session.payerIdentity ? "on" : "",
  refundLimit: fenToYuan(session.refundLimitFen),
});

export default async function SessionPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
  const { id } = await params;
  const session = z.uuid().safeParse(id).success ? await editableExamSession(id) : null;
  if (!session) notFound();
  return (
    <>
      <p className="mb-2">
        <a href="/admin/sessions">返回考试批次</a>
      </p>
      <PageHead title="修改考试批次" lead={session.title} />
      <SessionForm key={session.updatedAt.getTime()} initial={asTyped(session)} mayMoveLimit={staff.role === "ADMINISTRATOR"} />
    </>
  );
}
