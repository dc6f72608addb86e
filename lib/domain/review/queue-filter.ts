import { z } from "zod";
import { CandidateCategory, RosterState } from "@/lib/adapter/db/enums";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

/** The statuses a reviewer's queue can be narrowed to: everything that was ever submitted. */
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

/**
 * How a list of registrations is narrowed: what the address says after the question mark. Whatever makes no sense there
 * is passed over.
 */
export const queueFilterSchema = z.object({
  status: z.enum(queueStatuses).catch("SUBMITTED"),
  school: z.uuid().optional().catch(undefined),
  language: z.uuid().optional().catch(undefined),
  category: z.enum(CandidateCategory).optional().catch(undefined),
  /**
   * `none`: checked, and nothing to look at; `any`: something was found; `unwritten`: a 〓 in the name; `unchecked`: the
   * check has not run yet.
   */
  findings: z.enum(["none", "any", "unwritten", "unchecked"]).optional().catch(undefined),
  roster: z.enum(RosterState).optional().catch(undefined),
  /** Waiting for at least so many hours. */
  waiting: z.coerce.number().int().min(1).max(999).optional().catch(undefined),
  /** Handed in more than once. */
  again: z.literal("1").optional().catch(undefined),
  /** Claimed by whoever looks. */
  mine: z.literal("1").optional().catch(undefined),
});

export type QueueFilter = z.output<typeof queueFilterSchema>;

/** A filter as the address carries it. What is not narrowed is left out. */
export function filterQuery(filter: QueueFilter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** The inverse of filterQuery, for what a form carries along. */
export const readFilter = (query: string): QueueFilter =>
  queueFilterSchema.parse(Object.fromEntries(new URLSearchParams(query)));
