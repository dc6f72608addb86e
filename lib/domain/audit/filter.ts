import { z } from "zod";
import { readDay } from "@/lib/core/clock";

/** Who acted: a kind of actor, or one member of staff by his id. */
const actor = z.union([z.enum(["CANDIDATE", "STAFF", "SYSTEM"]), z.uuid()]);

/** Reads the filter of the audit log from the query string. Invalid values are ignored. */
export const auditFilterSchema = z.object({
  actor: actor.optional().catch(undefined),
  action: z
    .string()
    .regex(/^[a-z_]+\.[A-Za-z_]+$/)
    .optional()
    .catch(undefined),
  /** What was acted on: its kind, "registration", and the id of one. */
  kind: z
    .string()
    .regex(/^[a-z_]+$/)
    .optional()
    .catch(undefined),
  subject: z.uuid().optional().catch(undefined),
  /** The Shanghai day: 2026-11-25. */
  day: z
    .string()
    .refine((text) => readDay(text))
    .optional()
    .catch(undefined),
});

export type AuditFilter = z.output<typeof auditFilterSchema>;
