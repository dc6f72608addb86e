import { z } from "zod";
import { PaymentChannel, PaymentOrderStatus } from "@/lib/db/enums";
import { readDay } from "./finance-sums";

/** How the desk's list of orders is narrowed: what the address says after the question mark. Whatever makes no sense there is passed over. */
export const deskFilterSchema = z.object({
  status: z.enum(PaymentOrderStatus).optional().catch(undefined),
  channel: z.enum(PaymentChannel).optional().catch(undefined),
  /** The Shanghai day on which the order was made: 2026-11-25. */
  day: z
    .string()
    .refine((text) => readDay(text))
    .optional()
    .catch(undefined),
});

export type DeskFilter = z.output<typeof deskFilterSchema>;
