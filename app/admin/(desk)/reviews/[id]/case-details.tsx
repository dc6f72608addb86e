import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels";
import type { Finding } from "@/lib/review/findings";
import type { ReviewCase } from "@/lib/review/queries";
import { RevealNumber } from "./reveal-number";

const findingTexts: Record<Finding["code"], string> = {
  number_valid: "证件号码校验通过",
  number_invalid: "证件号码校验不通过，请仔细核对",
  sex_matches: "性别与证件号码一致",
  sex_differs: "性别与证件号码不一致",
  birth_matches: "出生日期与证件号码一致",
  birth_differs: "出生日期与证件号码不一致",
};

/** What the candidate said, to be read beside the pictures. */
export function CaseDetails({
  found,
  unprintable,
}: {
  found: ReviewCase;
  /** Characters of the name that no font draws. */ unprintable: readonly string[];
}) {
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
    ["手机号码", found.phoneMasked],
    ["合理便利申请", found.accommodation],
    ["准考证号", found.seat?.admitCardNumber],
    ["考场与座位", found.seat && `第${found.seat.room.number}考场 ${found.seat.number}号`],
  ];
  return (
    <section aria-labelledby="details" className="card self-start">
      <h2 id="details">报名信息</h2>
      <dl className="mt-2 divide-y divide-line">
        <div className="py-2">
          <dt className="text-sm text-muted">证件号码</dt>
          <dd>
            <RevealNumber id={found.id} masked={found.documentMasked ?? "—"} />
          </dd>
        </div>
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-2 py-2">
                <dt className="text-sm leading-6 text-muted">{label}</dt>
                <dd className="font-semibold wrap-anywhere">{value}</dd>
              </div>
            ),
        )}
      </dl>
      <h3 className="mt-4 font-bold">自动核对</h3>
      <ul className="mt-1 space-y-1 text-sm">
        {found.findings.map(({ code, good }) => (
          <li key={code} className={good ? "text-good" : "font-semibold text-bad"}>
            <span aria-hidden="true">{good ? "✓ " : "✗ "}</span>
            {findingTexts[code]}
          </li>
        ))}
        {unprintable.length > 0 && (
          <li className="font-semibold text-bad">
            <span aria-hidden="true">✗ </span>
            姓名中的“{unprintable.join("”“")}”没有可用的打印字体，发布准考证前须由管理员安装字体
          </li>
        )}
      </ul>
    </section>
  );
}
