import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { confirmPhoneSchema, phoneSchema } from "@/lib/domain/account/schema";
import { draftSchema } from "./schema";

/** What is the candidate's to change: staff may fill it in for him, also after it was sent back. */
export const fillableStatuses = ["DRAFT", "RETURNED"] as const satisfies readonly RegistrationStatus[];

/** A person stands before the desk no longer than this; then it is opened anew with a code. */
const FILLING_MS = 4 * 3_600_000;

/** Since when an open filling must have been begun to count. */
export const fillingSince = (now: Date): Date => new Date(now.getTime() - FILLING_MS);

/** When a filling that was begun now is over. */
export const fillingUntil = (now: Date): Date => new Date(now.getTime() + FILLING_MS);

/** What the time line says of a submit. */
export const FILLED_AT_DESK = "考务办公室当面代填，本人在场并签字同意";

const phone = phoneSchema.shape.phone;
const examSession = z.uuid();

/** The first press sends a code to the person's phone, the second one opens the form. */
export const openFillingSchema = z.discriminatedUnion("go", [
  z.object({ go: z.literal("code"), phone, examSession }),
  z.object({
    go: z.literal("open"),
    phone,
    examSession,
    smsCode: confirmPhoneSchema.shape.smsCode,
    consent: z
      .string()
      .catch("")
      .transform(cleanInput)
      .pipe(z.string().min(1, "filling_consent_missing").max(200, "field_too_long")),
    confirmed: z.literal("on", "change_unconfirmed"),
  }),
]);

export const fillDetailsSchema = draftSchema.extend({ id: z.uuid() });

export const submitFillingSchema = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  keepUnchanged: z.literal("on").optional(),
  confirmed: z.literal("on", "change_unconfirmed"),
});

export const endFillingSchema = z.object({ id: z.uuid() });

export type FillingFieldError = "filling_consent_missing";
