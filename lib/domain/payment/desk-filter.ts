import { z } from "zod";
import type { Fen } from "@/lib/core/money";
import { PaymentChannel, type PaymentOrderStatus } from "@/lib/adapter/db/enums";
import { readDay } from "./finance-sums";

/**
 * Where an order stands for staff: its own status, but that one paid and wholly given back since is no longer called
 * paid.
 */
export const deskStates = [
  "CREATING",
  "OPEN",
  "SUCCEEDED",
  "REFUNDED",
  "SURPLUS",
  "CLOSED",
] as const satisfies readonly (PaymentOrderStatus | "REFUNDED")[];

export type DeskState = (typeof deskStates)[number];

/** The same of one order; `ledger` are the entries that gave money back, negative fen. */
export const deskStateOf = (order: {
  status: PaymentOrderStatus;
  amountFen: Fen;
  ledger: readonly { amountFen: Fen }[];
}): DeskState =>
  order.status === "SUCCEEDED" && order.ledger.reduce((sum, { amountFen }) => sum + amountFen, order.amountFen) <= 0
    ? "REFUNDED"
    : order.status;

/**
 * How the desk's list of orders is narrowed: what the address says after the question mark. Whatever makes no sense
 * there is passed over.
 */
export const deskFilterSchema = z.object({
  status: z.enum(deskStates).optional().catch(undefined),
  channel: z.enum(PaymentChannel).optional().catch(undefined),
  /** The Shanghai day on which the order was made: 2026-11-25. */
  day: z
    .string()
    .refine((text) => readDay(text))
    .optional()
    .catch(undefined),
});

export type DeskFilter = z.output<typeof deskFilterSchema>;
