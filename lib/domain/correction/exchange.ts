import { z } from "zod";
import type { ExchangeState, RegistrationStatus } from "@/lib/adapter/db/enums";
import { type UploadItem, uploadItems } from "@/lib/domain/registration/items";

/** A draft or a returned registration is changed by the candidate; what waits for review is sent back. */
export const exchangeableStatuses: readonly RegistrationStatus[] = ["APPROVED", "PAID"];

/** The uploads that can be opened once more. */
export const exchangeItems = uploadItems;

/** The open end: a state that still waits for somebody. Nothing came in time: over. */
export const shownExchange = ({ state, until }: { state: ExchangeState; until: Date }, now: Date): ExchangeState =>
  state === "OPEN" && until <= now ? "EXPIRED" : state;

/** What may be several files: the candidate says when all are there. Of the others a new file replaces the former. */
export const comesInParts = (item: string): boolean => item === "PROOF";

/** Whether the candidate may hand in, or replace what he handed in. */
export const takesFile = ({ state, until }: { state: ExchangeState; until: Date }, now: Date): boolean =>
  until > now && (state === "OPEN" || state === "HANDED_IN");

/** In this order: what is to be done comes before what is to be known. */
const toldFirst = ["OPEN", "HANDED_IN", "REFUSED", "EXPIRED", "WITHDRAWN"] as const satisfies readonly ExchangeState[];
export type ToldExchange = (typeof toldFirst)[number];

/**
 * What the candidate's own page tells of his exchanges, given newest first: of each item the newest one counts. null:
 * nothing, or all were accepted, which is told as a correction.
 */
export function toldExchange(
  exchanges: readonly { item: string; state: ExchangeState; until: Date }[],
  now: Date,
): ToldExchange | null {
  const newest = exchanges.filter((one) => exchanges.find(({ item }) => item === one.item) === one);
  return toldFirst.find((told) => newest.some((one) => shownExchange(one, now) === told)) ?? null;
}

/** What a correction's row keeps of an accepted exchange: the pictures themselves are stored files. */
export const exchangedContent = z
  .array(
    z.strictObject({
      item: z.enum(uploadItems),
      before: z.literal(""),
      after: z.literal(""),
      shownBefore: z.string(),
      shownAfter: z.string(),
    }),
  )
  .length(1);

export const exchanged = (item: UploadItem): z.output<typeof exchangedContent> => [
  { item, before: "", after: "", shownBefore: "原件", shownAfter: "已换新" },
];
