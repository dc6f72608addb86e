import { kindLabels } from "@/app/_lib/labels/accommodation";
import { type Texts, texts } from "@/app/_lib/texts";
import type { ReactNode } from "react";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels/registration";
import { isGraduating, isSelfStudy } from "@/lib/domain/registration/category";
import { readRequest } from "@/lib/domain/registration/accommodation";
import { type FieldItem, fieldItems } from "@/lib/domain/registration/items";
import type { OwnDetails } from "@/lib/domain/registration/queries/own-details";

/** The label of a field for this candidate: the name of the number depends on ID type and category. */
export function fieldLabel(field: FieldItem, { category, idType }: Pick<OwnDetails, "category" | "idType">): string {
  if (field === "studentNumber" && category) return isSelfStudy(category) ? "考籍号" : "学号";
  return itemLabel(field, idType);
}

/** The fields that apply to this candidate. */
export const fieldsOf = ({ category, teachingPoint }: Pick<OwnDetails, "category" | "teachingPoint">): FieldItem[] =>
  fieldItems.filter(
    (field) =>
      (field !== "graduationMonth" || (category !== null && isGraduating(category))) &&
      (field !== "teachingPoint" || teachingPoint),
  );

export function fieldText(field: FieldItem, details: OwnDetails): string {
  const written: Record<FieldItem, string | null | undefined> = {
    category: details.category && categoryLabels[details.category],
    name: details.name,
    sex: details.sex && sexLabels[details.sex],
    idType: details.idType && idTypeLabels[details.idType],
    documentNumber: details.documentNumber,
    level: details.level,
    language: details.language?.name,
    school: details.school?.name,
    teachingPoint: details.teachingPoint?.name,
    studentNumber: details.studentNumber,
    graduationMonth: details.graduationMonth,
    accommodation: details.accommodation && readRequest(details.accommodation).words,
  };
  return written[field] ?? "未填写";
}

/** What the candidate asks for: the ticks, then his words. */
function accommodationText({ accommodation }: OwnDetails, t: Texts["t"]): string {
  if (!accommodation) return t("未填写");
  const { kinds, words } = readRequest(accommodation);
  return [kinds.map((kind) => t(kindLabels[kind])).join(t("、")), words].filter(Boolean).join("\n");
}

/** The candidate's details as rows, with `action` at the end of each. */
export async function DetailsRows({
  details,
  fields = fieldsOf(details),
  action,
}: {
  details: OwnDetails;
  fields?: readonly FieldItem[];
  action?: (field: FieldItem) => ReactNode;
}) {
  const { t } = await texts();
  return (
    <dl className="divide-y divide-line border-y border-line">
      {fields.map((field) => (
        <div
          key={field}
          className="grid grid-cols-[5rem_minmax(0,1fr)_auto] items-baseline gap-x-3 py-2 sm:grid-cols-[9rem_minmax(0,1fr)_auto]"
        >
          <dt className="font-semibold">{t(fieldLabel(field, details))}</dt>
          <dd className="wrap-anywhere whitespace-pre-line">
            {field === "accommodation" ? accommodationText(details, t) : t(fieldText(field, details))}
          </dd>
          {action && <dd>{action(field)}</dd>}
        </div>
      ))}
    </dl>
  );
}
