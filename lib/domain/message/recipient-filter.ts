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

/** Nothing narrows it: it reaches everybody of the exam session. */
export const reachesEverybody = (filter: RecipientFilter): boolean =>
  Object.values(filter).every((value) => value === undefined);
