import { itemLabel } from "@/app/_lib/id-type-guides";
import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels/registration";
import { reasonsFor } from "@/lib/domain/review/canned-reason";
import type { cannedReasons } from "@/lib/domain/review/queries/canned-reasons";
import type { ReviewCase } from "@/lib/domain/review/queries/case";
import { type FieldItem, fieldItems, type UploadItem } from "@/lib/domain/registration/items";
import type { Returnable } from "./send-back-form";

/** Most returns are for a picture, so the pictures come first, in the order in which they are shown. */
const uploads: readonly UploadItem[] = ["PORTRAIT", "ID_FRONT", "ID_BACK", "PROOF"];

/**
 * The items that can be sent back. An item that the candidate did not have to fill in cannot. The pictures have a
 * drawing of a correct one.
 */
export function returnableItems(
  found: ReviewCase,
  reasons: Awaited<ReturnType<typeof cannedReasons>>,
): readonly Returnable[] {
  const { category, accommodation, teachingPoint, idType, files } = found;
  const graduating = category === "SELF_STUDY_GRADUATING" || category === "ADULT_GRADUATING";
  const absent: FieldItem[] = [];
  if (!graduating) absent.push("graduationMonth");
  if (!accommodation) absent.push("accommodation");
  if (!teachingPoint) absent.push("teachingPoint");
  const entered = enteredValues(found);
  const about = (item: Returnable["item"]) => ({
    item,
    label: itemLabel(item, idType),
    reasons: reasonsFor(reasons, item).map(({ text }) => text),
  });
  return [
    ...uploads.map((item) => {
      const count = files.filter(({ kind }) => kind === item).length;
      return { ...about(item), value: count > 0 ? `${count}份` : "未上传", sample: true };
    }),
    ...fieldItems
      .filter((item) => !absent.includes(item))
      .map((item) => ({ ...about(item), value: entered[item] ?? "", sample: false })),
  ];
}

const enteredValues = (found: ReviewCase): Partial<Record<FieldItem, string | null>> => ({
  category: found.category && categoryLabels[found.category],
  name: found.name,
  sex: found.sex && sexLabels[found.sex],
  idType: found.idType && idTypeLabels[found.idType],
  level: found.level,
  language: found.language?.name ?? null,
  school: found.school?.name ?? null,
  teachingPoint: found.teachingPoint?.name ?? null,
  studentNumber: found.studentNumber,
  graduationMonth: found.graduationMonth,
});
