import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import { seenEvidenceSchema } from "@/lib/domain/evidence/schema";
import { parseInput } from "@/lib/domain/exam-session/schema";
import { draftSchema } from "@/lib/domain/registration/schema";
import { exchangeItems } from "./exchange";

const MAX_WORDS = 200;

const words = (missing: string) =>
  z.string().catch("").transform(cleanInput).pipe(z.string().min(1, missing).max(MAX_WORDS, "field_too_long"));

/**
 * The form by which staff correct a registration: each field of it may be empty, which means that it stays. `confirm`:
 * the key of the changes that were shown.
 */
export const proposeCorrectionSchema = draftSchema.extend({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  reason: words("reason_required"),
  evidence: words("correction_evidence_missing"),
  confirm: z.string().max(64).catch(""),
  confirmed: z.literal("on").optional().catch(undefined),
});

export const decideCorrectionSchema = z
  .object({
    correctionId: z.uuid(),
    decision: z.enum(["confirm", "reject"]),
    reason: z.string().max(MAX_WORDS, "field_too_long").catch("").transform(cleanInput),
    seenEvidence: seenEvidenceSchema,
  })
  .refine(({ decision, reason }) => decision === "confirm" || reason !== "", {
    path: ["reason"],
    error: "correction_why_not",
  });

export const withdrawCorrectionSchema = z.object({ correctionId: z.uuid(), reason: words("correction_why_not") });

export type CorrectionFieldError = "correction_evidence_missing" | "correction_why_not";

/** 换交: which upload is opened, until when. */
export const openExchangeSchema = z.object({
  id: z.uuid(),
  item: z.enum(exchangeItems, "exchange_item_missing"),
  until: z
    .string()
    .catch("")
    .transform((text, ctx) => {
      const instant = parseInput(text);
      if (!instant) ctx.addIssue({ code: "custom", message: "time_invalid" });
      return instant ?? z.NEVER;
    }),
  reason: words("reason_required"),
});

/** `id`: the registration, whose page is shown again. */
export const decideExchangeSchema = z
  .object({
    id: z.uuid(),
    exchangeId: z.uuid(),
    version: z.coerce.number().int().min(1),
    decision: z.enum(["accept", "refuse"]),
    reason: z.string().max(MAX_WORDS, "field_too_long").catch("").transform(cleanInput),
  })
  .refine(({ decision, reason }) => decision === "accept" || reason !== "", {
    path: ["reason"],
    error: "exchange_why_not",
  });

export const withdrawExchangeSchema = z.object({
  id: z.uuid(),
  exchangeId: z.uuid(),
  version: z.coerce.number().int().min(1),
  reason: words("exchange_why_not"),
});

export type ExchangeFieldError = "exchange_item_missing" | "exchange_why_not";
