import { z } from "zod";
import { CandidateCategory } from "@/lib/adapter/db/enums";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import { queueStatuses } from "./queue-filter";

/** Every state that a registration may be shown in, drafts and cancelled ones too, in the order of the journey. */
export const listStatuses = ["DRAFT", ...queueStatuses] as const satisfies readonly ShownStatus[];

/** The filter of the list of all registrations, from the query of the address. Invalid values are ignored. */
export const listFilterSchema = z.object({
  /** The exam session whose list it is. It goes along in every form and link of the list. */
  session: z.uuid().optional().catch(undefined),
  /** Unset: every state. */
  status: z.enum(listStatuses).optional().catch(undefined),
  school: z.uuid().optional().catch(undefined),
  language: z.uuid().optional().catch(undefined),
  category: z.enum(CandidateCategory).optional().catch(undefined),
});

export type ListFilter = z.output<typeof listFilterSchema>;
