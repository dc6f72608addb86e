import { z } from "zod";
import { SmsState } from "@/lib/adapter/db/enums";
import { readDay } from "@/lib/core/clock";

/** The templates of messages that wait in a row before they are sent, in the order of an exam session. */
export const loggedTemplates = [
  "registration-closing",
  "resubmit-closing",
  "review-result",
  "payment-closing",
  "card-published",
  "card-changed",
  "exam-tomorrow",
  "refund",
  "announcement",
] as const;
export type LoggedTemplate = (typeof loggedTemplates)[number];

/** The filter of the log, from the query of the address. Invalid values are ignored. */
export const logFilterSchema = z.object({
  session: z.uuid().optional().catch(undefined),
  state: z.enum(SmsState).optional().catch(undefined),
  template: z.enum(loggedTemplates).optional().catch(undefined),
  /** The Shanghai day on which it was written: 2026-11-25. */
  day: z
    .string()
    .refine((text) => readDay(text))
    .optional()
    .catch(undefined),
  campaign: z.uuid().optional().catch(undefined),
});

export type LogFilter = z.output<typeof logFilterSchema>;
