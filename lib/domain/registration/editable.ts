import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { withConsent } from "./accommodation";
import { type FieldItem, fieldItems, type Item, items } from "./items";
import type { DetailsInput } from "./schema";

/** Items that must be editable together: one cannot be corrected without the other. */
const together: Partial<Record<Item, readonly Item[]>> = {
  category: ["studentNumber", "graduationMonth"],
  sex: ["documentNumber"],
  // Another kind of document needs other pictures.
  idType: ["documentNumber", "sex", "ID_FRONT", "ID_BACK"],
  documentNumber: ["idType", "sex", "ID_FRONT", "ID_BACK"],
  school: ["teachingPoint"],
};

/**
 * The items a candidate may change now. Of a draft: all. Of a returned registration: those that were sent back, and
 * those that depend on them.
 */
export function editableItems({
  status,
  reopenedItems,
}: {
  status: RegistrationStatus;
  reopenedItems: readonly string[];
}): Set<Item> {
  if (status === "DRAFT") return new Set(items);
  if (status !== "RETURNED") return new Set();
  const reopened = items.filter((item) => reopenedItems.includes(item));
  return new Set(reopened.flatMap((item) => [item, ...(together[item] ?? [])]));
}

/** The same for the form's fields alone, in the form's order. */
export function editableFields(registration: {
  status: RegistrationStatus;
  reopenedItems: readonly string[];
}): FieldItem[] {
  const editable = editableItems(registration);
  return fieldItems.filter((field) => editable.has(field));
}

/**
 * What is checked when the form is posted. For fields that are closed to the candidate the stored value counts and the
 * posted value is ignored.
 */
export const mergeTyped = (
  stored: DetailsInput,
  typed: DetailsInput,
  editable: readonly FieldItem[],
): DetailsInput => ({
  ...stored,
  ...(stored.accommodation && { accommodation: withConsent(stored.accommodation) }),
  ...Object.fromEntries(editable.map((field) => [field, typed[field]])),
});

/**
 * The page that 下一步 of 信息填写 leads to. It is the check page for a candidate who came from there, and for a candidate
 * whose registration was returned and whose portrait needs no correction.
 */
export const pageAfterDetails = (
  { status, reopenedItems }: { status: RegistrationStatus; reopenedItems: readonly string[] },
  cameFrom: string | undefined,
): "portrait" | "confirm" =>
  cameFrom === "confirm" || (status === "RETURNED" && !reopenedItems.includes("PORTRAIT")) ? "confirm" : "portrait";
