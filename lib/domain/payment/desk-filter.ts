import { z } from "zod";
import type { Fen } from "@/lib/core/money";
import { PaymentChannel, type PaymentOrderStatus } from "@/lib/adapter/db/enums";
import { readDay } from "@/lib/core/clock";

/**
 * The state of an order as staff see it: its stored status, except that a paid order whose money was all given back is
 * no longer shown as paid.
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

/** The desk state of one order. `ledger` holds the entries that gave money back, in negative fen. */
export const deskStateOf = (order: {
  status: PaymentOrderStatus;
  amountFen: Fen;
  ledger: readonly { amountFen: Fen }[];
}): DeskState =>
  order.status === "SUCCEEDED" && order.ledger.reduce((sum, { amountFen }) => sum + amountFen, order.amountFen) <= 0
    ? "REFUNDED"
    : order.status;

/**
 * Whose payments a list shows: those of one exam session, by its id, or of all of them. Unset: of the one that the desk
 * shows.
 */
export const sessionFilter = z
  .union([z.literal("all"), z.uuid()])
  .optional()
  .catch(undefined);

export type SessionFilter = z.output<typeof sessionFilter>;

/** The exam session that the filter narrows a query to, if it does. */
export const narrowsTo = (session: SessionFilter): string | undefined => (session === "all" ? undefined : session);

/** Reads the filter of the desk's order list from the query string. Invalid values are ignored. */
export const deskFilterSchema = z.object({
  session: sessionFilter,
  status: z.enum(deskStates).optional().catch(undefined),
  channel: z.enum(PaymentChannel).optional().catch(undefined),
  /** The Shanghai day on which the order was created: 2026-11-25. */
  day: z
    .string()
    .refine((text) => readDay(text))
    .optional()
    .catch(undefined),
});

export type DeskFilter = z.output<typeof deskFilterSchema>;
