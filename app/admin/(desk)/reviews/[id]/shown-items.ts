import { type Item, items } from "@/lib/domain/registration/items";
import type { ReviewCase } from "@/lib/domain/review/queries/case";

/** The items of this registration. An item that the candidate did not have to fill in cannot be sent back. */
export function shownItems({ category, accommodation, teachingPoint }: ReviewCase): readonly Item[] {
  const graduating = category === "SELF_STUDY_GRADUATING" || category === "ADULT_GRADUATING";
  const absent: Item[] = [];
  if (!graduating) absent.push("graduationMonth");
  if (!accommodation) absent.push("accommodation");
  if (!teachingPoint) absent.push("teachingPoint");
  return items.filter((item) => !absent.includes(item));
}
