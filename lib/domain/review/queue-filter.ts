import { z } from "zod";
import { CandidateCategory, RosterState } from "@/lib/adapter/db/enums";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

/** The statuses that a reviewer can filter the queue by: every registration that was ever submitted. */
export const queueStatuses = [
  "SUBMITTED",
  "PRE_APPROVED",
  "RETURNED",
  "REFUSED",
  "APPROVED",
  "LAPSED",
  "PAID",
  "CANCELLED",
] as const satisfies readonly ShownStatus[];

/** The filter of a list of registrations, from the query of the address. Invalid values are ignored. */
export const queueFilterSchema = z.object({
  /** The exam session whose list it is. It goes along in every form and link of the list. */
  session: z.uuid().optional().catch(undefined),
  status: z.enum(queueStatuses).catch("SUBMITTED"),
  school: z.uuid().optional().catch(undefined),
  language: z.uuid().optional().catch(undefined),
  category: z.enum(CandidateCategory).optional().catch(undefined),
  /**
   * `none`: checked and without findings; `any`: with a finding; `unwritten`: a 〓 in the name; `unchecked`: not checked
   * yet.
   */
  findings: z.enum(["none", "any", "unwritten", "unchecked"]).optional().catch(undefined),
  roster: z.enum(RosterState).optional().catch(undefined),
  /** Waiting for at least this many hours. */
  waiting: z.coerce.number().int().min(1).max(999).optional().catch(undefined),
  /** Submitted more than once. */
  again: z.literal("1").optional().catch(undefined),
  /** Claimed by the viewer. */
  mine: z.literal("1").optional().catch(undefined),
});

export type QueueFilter = z.output<typeof queueFilterSchema>;

/** A filter as a query of the address. Unset filters are omitted. */
export function filterQuery(filter: QueueFilter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** The inverse of filterQuery, for the hidden field of a form. */
export const readFilter = (query: string): QueueFilter =>
  queueFilterSchema.parse(Object.fromEntries(new URLSearchParams(query)));
