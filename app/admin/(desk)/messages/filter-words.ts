import { categoryLabels, statusLabels } from "@/app/_lib/labels/registration";
import type { ExamSessionView } from "@/lib/domain/exam-session/queries";
import { type RecipientFilter, reachesEverybody, recipientFilterSchema } from "@/lib/domain/message/recipient-filter";

/** Whom a filter reaches, in words. */
export function filterWords(
  filter: RecipientFilter,
  { schools, languages }: Pick<ExamSessionView, "schools" | "languages">,
): string {
  if (reachesEverybody(filter)) return "本批次全部考生";
  const named = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? "（已删除）";
  return [
    filter.status && statusLabels[filter.status],
    filter.school && named(schools, filter.school),
    filter.language && named(languages, filter.language),
    filter.category && categoryLabels[filter.category],
    filter.level,
  ]
    .filter(Boolean)
    .join("、");
}

/** The same of a filter as it was stored. */
export const storedFilterWords = (stored: unknown, lists: Pick<ExamSessionView, "schools" | "languages">): string =>
  filterWords(recipientFilterSchema.parse(stored), lists);
