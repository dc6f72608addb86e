import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import { seenEvidenceSchema } from "@/lib/domain/evidence/schema";
import { correctableItems } from "./rules";

/** What a candidate can say is wrong: what the office corrects itself, and the portrait, which it reopens to him. */
export const requestItems = [...correctableItems, "PORTRAIT"] as const;

export type RequestItem = (typeof requestItems)[number];

const MAX_WANTED = 200;
const MAX_STATEMENT = 500;
const MAX_ANSWER = 300;

const text = (most: number) =>
  z.string().catch("").transform(cleanInput).pipe(z.string().min(1, "field_required").max(most, "field_too_long"));

export const fileRequestSchema = z.object({
  item: z.enum(requestItems, "request_item_missing"),
  wanted: text(MAX_WANTED),
  statement: text(MAX_STATEMENT),
});

export const answerRequestSchema = z.object({
  requestId: z.uuid(),
  answer: text(MAX_ANSWER),
  seenEvidence: seenEvidenceSchema,
});

/** 受理编号: "G" and eight digits. */
export const requestNumber = (random: number): string => `G${String(random).padStart(8, "0")}`;
