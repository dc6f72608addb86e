import type { Metadata } from "next";
import { reasonSubjectLabels } from "@/app/_lib/labels/review";
import { requireStaff } from "@/lib/auth/session";
import { reasonSubjects } from "@/lib/domain/review/canned-reason";
import { countedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { isExamOffice } from "@/lib/domain/review/stages";
import { PageHead } from "../../../_components/page-head";
import { ReviewLinks } from "../review-links";
import { AddReasonForm, EditReason } from "./reason-forms";

export const metadata: Metadata = { title: "常用原因" };

export default async function ReasonsPage() {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews/reasons");
  const reasons = await countedReasons();
  const edits = isExamOffice(staff.role);
  return (
    <>
      <PageHead
        title="常用原因"
        lead="审核时可以直接选用，考生看到的就是这些文字。停用或改写后，已经发出的原因不变。"
      />
      <ReviewLinks present="/admin/reviews/reasons" />
      {edits && (
        <AddReasonForm choices={reasonSubjects.map((value) => ({ value, label: reasonSubjectLabels[value] }))} />
      )}
      {reasonSubjects.map((subject) => {
        const own = reasons.filter(({ item }) => item === subject);
        if (own.length === 0) return null;
        return (
          <section key={subject} aria-labelledby={`of-${subject}`} className="card mb-4 p-4 sm:p-4">
            <h2 id={`of-${subject}`} className="text-base">
              {reasonSubjectLabels[subject]}
            </h2>
            <ul className="divide-y divide-line">
              {own.map(({ id, text, used, retiredAt }) => (
                <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
                  <span className={retiredAt ? "text-muted" : ""}>
                    {text}
                    <span className="ml-2 text-sm whitespace-nowrap text-muted">
                      已用 {used} 次{retiredAt && "，已停用"}
                    </span>
                  </span>
                  {edits && <EditReason id={id} item={subject} text={text} retired={retiredAt !== null} />}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
