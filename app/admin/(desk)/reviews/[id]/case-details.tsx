import { itemLabel } from "@/app/_lib/id-type-guides";
import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels/registration";
import type { ReviewCase } from "@/lib/domain/review/queries/case";
import { RevealNumber } from "./reveal-number";

/** The candidate's details, to compare with the pictures. */
export function CaseDetails({ found }: { found: ReviewCase }) {
  const rows: [string, string | null | undefined][] = [
    ["姓名", found.name],
    ["性别", found.sex && sexLabels[found.sex]],
    ["证件类型", found.idType && idTypeLabels[found.idType]],
    ["出生日期", found.birthDate?.toISOString().slice(0, 10)],
    ["考生类别", found.category && categoryLabels[found.category]],
    ["考籍号/学号", found.studentNumber],
    ["毕业申请年月", found.graduationMonth],
    ["报考层次", found.level],
    ["应试语种", found.language?.name],
    ["就读学校", found.school?.name],
    ["教学点", found.teachingPoint?.name],
    ["手机号码", found.phoneMasked ?? "已解绑"],
    ["合理便利申请", found.accommodation],
    // Until the cards are published, the seats and their numbers may still be taken back.
    ["准考证号", found.examSession.cardsPublishedAt && found.seat?.admitCardNumber],
    ["考场与座位", found.seat && `第${found.seat.room.number}考场 ${found.seat.number}号`],
  ];
  return (
    <section aria-labelledby="details" className="card p-4 sm:p-4">
      <h2 id="details">报名信息</h2>
      <dl className="mt-1 divide-y divide-line text-sm">
        <div className="py-1.5">
          <dt className="text-muted">{itemLabel("documentNumber", found.idType)}</dt>
          <dd className="text-base">
            <RevealNumber id={found.id} masked={found.documentMasked ?? "—"} />
          </dd>
        </div>
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2 py-1.5">
                <dt className="text-muted">{label}</dt>
                <dd className="text-base leading-5 font-semibold wrap-anywhere">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
