import { type Item, items } from "@/lib/domain/registration/items";

/** What a canned reason applies to: an item, OTHER for every item without reasons of its own, REFUSAL for 不通过. */
export const reasonSubjects = [...items, "OTHER", "REFUSAL"] as const;

export type ReasonSubject = (typeof reasonSubjects)[number];

export type CannedReason = { id: string; item: ReasonSubject; text: string };

/** The reasons to offer for an item, oldest first. */
export function reasonsFor(reasons: readonly CannedReason[], item: Item): CannedReason[] {
  const own = reasons.filter((reason) => reason.item === item);
  return own.length ? own : reasons.filter((reason) => reason.item === "OTHER");
}

/** Finds the canned reason with exactly this text; null when the reviewer wrote his own. */
export const cannedReasonOf = (
  reasons: readonly CannedReason[],
  subjects: readonly ReasonSubject[],
  text: string,
): CannedReason | null => reasons.find((reason) => subjects.includes(reason.item) && reason.text === text) ?? null;
