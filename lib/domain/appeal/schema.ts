import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";

const MAX_STATEMENT = 500;
const MAX_ANSWER = 300;

const text = (most: number) =>
  z.string().transform(cleanInput).pipe(z.string().min(1, "field_required").max(most, "field_too_long"));

export const appealSchema = z.object({ statement: text(MAX_STATEMENT) });

export type PhoneAppealFieldError = "phone_appeal_not_chosen" | "phone_appeal_not_confirmed";

/** The account that gets the new number; "reject" for none. */
export const decidePhoneAppealSchema = z
  .object({
    id: z.uuid(),
    account: z.union([z.uuid(), z.literal("reject")], { error: "phone_appeal_not_chosen" }),
    confirmed: z.literal("on").optional().catch(undefined),
    reason: text(MAX_ANSWER),
  })
  .refine(({ account, confirmed }) => account === "reject" || confirmed === "on", {
    path: ["confirmed"],
    error: "phone_appeal_not_confirmed",
  });

export const answerSchema = z.object({ id: z.uuid(), answer: text(MAX_ANSWER) });
