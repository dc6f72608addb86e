import type { Metadata } from "next";
import { reasonSubjectLabels } from "@/app/_lib/labels/review";
import { requireStaff } from "@/lib/auth/session";
import { reasonSubjects } from "@/lib/domain/review/canned-reason";
import { countedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { isExamOffice } from "@/lib/domain/account/roles";
import { type Column, DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import { ReviewLinks } from "../review-links";
import { AddReasonForm, EditReason } from "./reason-forms";

export const metadata: Metadata = { title: "常用原因" };

export default async function ReasonsPage() {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews/reasons");
  const reasons = await countedReasons();
  const edits = isExamOffice(staff.roles);
  const inOrder = reasonSubjects.flatMap((subject) => reasons.filter(({ item }) => item === subject));
  return (
    <>
      <PageHead
        title="常用原因"
        lead="审核时可以直接选用，考生看到的就是这些文字。停用或改写后，已经发出的原因不变。"
        tabs={<ReviewLinks present="/admin/reviews/reasons" />}
      />
      {edits && (
        <AddReasonForm choices={reasonSubjects.map((value) => ({ value, label: reasonSubjectLabels[value] }))} />
      )}
      <DeskTable
        caption="常用原因"
        rows={inOrder}
        id={({ id }) => id}
        empty="还没有常用原因。"
        columns={[
          { key: "item", label: "用于", text: ({ item }) => reasonSubjectLabels[item] },
          {
            key: "text",
            label: "原因",
            wraps: true,
            cell: ({ text, retiredAt }) => <span className={retiredAt ? "text-muted" : ""}>{text}</span>,
          },
          { key: "used", label: "已用", figure: true, text: ({ used }) => `${used} 次` },
          {
            key: "state",
            label: "状态",
            cell: ({ retiredAt }) => (retiredAt ? <span className="text-muted">已停用</span> : "在用"),
          },
          ...(edits ? [editColumn] : []),
        ]}
      />
    </>
  );
}

const editColumn: Column<Awaited<ReturnType<typeof countedReasons>>[number]> = {
  key: "edit",
  label: "操作",
  acts: true,
  cell: ({ id, item, text, retiredAt }) => <EditReason id={id} item={item} text={text} retired={retiredAt !== null} />,
};
