import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import { seenEvidenceSchema } from "@/lib/domain/evidence/schema";
import { confirmPhoneSchema, phoneSchema } from "@/lib/domain/account/schema";

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
    seenEvidence: seenEvidenceSchema,
  })
  .refine(({ account, confirmed }) => account === "reject" || confirmed === "on", {
    path: ["confirmed"],
    error: "phone_appeal_not_confirmed",
  });

/** The first press sends a code to the new phone, the second one changes it. */
export const changePhoneSchema = z.discriminatedUnion("go", [
  z.object({ go: z.literal("code"), id: z.uuid(), phone: phoneSchema.shape.phone }),
  z.object({
    go: z.literal("change"),
    id: z.uuid(),
    phone: phoneSchema.shape.phone,
    smsCode: confirmPhoneSchema.shape.smsCode,
    evidence: text(MAX_ANSWER),
    reason: text(MAX_ANSWER),
    confirmed: z.literal("on", "change_unconfirmed"),
  }),
]);

export const answerSchema = z.object({ id: z.uuid(), answer: text(MAX_ANSWER) });
