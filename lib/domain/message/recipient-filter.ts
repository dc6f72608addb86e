import { z } from "zod";
import { CandidateCategory } from "@/lib/adapter/db/enums";
import { listStatuses } from "@/lib/domain/review/list-filter";

/** Whom a campaign reaches, from the query of the address or a form. Invalid values are ignored. */
export const recipientFilterSchema = z.object({
  status: z.enum(listStatuses).optional().catch(undefined),
  school: z.uuid().optional().catch(undefined),
  language: z.uuid().optional().catch(undefined),
  category: z.enum(CandidateCategory).optional().catch(undefined),
  level: z.string().min(1).max(50).optional().catch(undefined),
});

export type RecipientFilter = z.output<typeof recipientFilterSchema>;

/** As it is stored: unset fields are left out, because JSON has no undefined. */
export const storedFilter = (filter: RecipientFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** Nothing narrows it: it reaches everybody of the exam session. */
export const reachesEverybody = (filter: RecipientFilter): boolean =>
  Object.values(filter).every((value) => value === undefined);
