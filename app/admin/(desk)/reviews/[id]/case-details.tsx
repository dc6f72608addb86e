import { accommodationStates } from "@/app/_lib/labels/accommodation";
import { categoryLabels } from "@/app/_lib/labels/registration";
import type { ReviewCase } from "@/lib/domain/review/queries/case";

/** The candidate's details. Name and number stand above the pictures: CaseIdentity. */
export function CaseDetails({ found }: { found: ReviewCase }) {
  const rows: [string, string | null | undefined][] = [
    ["考生类别", found.category && categoryLabels[found.category]],
    ["考籍号/学号", found.studentNumber],
    ["毕业申请年月", found.graduationMonth],
    ["报考层次", found.level],
    ["应试语种", found.language?.name],
    ["就读学校", found.school?.name],
    ["教学点", found.teachingPoint?.name],
    ["手机号码", found.phoneMasked ?? "已解绑"],
    ["合理便利申请", found.accommodation && accommodationStates[found.accommodation.state]],
    ["报名号", found.registrationNumber],
    // Until the cards are published, the seats and their numbers may still be taken back.
    ["准考证号", found.examSession.cardsPublishedAt && found.seat?.admitCardNumber],
    ["考场与座位", found.seat && `第${found.seat.room.number}考场 ${found.seat.number}号`],
  ];
  return (
    <section aria-labelledby="details" className="card p-3 sm:p-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="details">报名信息</h2>
        <a href={`/admin/registrations/${found.id}`} className="text-sm">
          考生档案
        </a>
      </div>
      <dl className="mt-1 divide-y divide-line text-sm">
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2 py-1">
                <dt className="text-muted">{label}</dt>
                <dd className="font-semibold wrap-anywhere">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
