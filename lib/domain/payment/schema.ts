import { z } from "zod";
import { confirms } from "@/lib/core/confirmation";
import { yuanToFen } from "@/lib/core/money";
import { cleanInput } from "@/lib/core/clean-input";

const reason = z
  .string()
  .transform(cleanInput)
  .pipe(z.string().min(1, "money_reason_required").max(80, "reason_too_long"));

const yuan = z.string().transform((text, ctx) => {
  const fen = yuanToFen(text);
  if (fen === null || fen < 1) {
    ctx.addIssue({ code: "custom", message: "fee_invalid" });
    return z.NEVER;
  }
  return fen;
});

/** One charge, in full or in part. `formKey` is new on every page and becomes the id of the refund request. */
export const refundOneSchema = z.object({
  formKey: z.uuid(),
  chargeId: z.uuid(),
  orderId: z.uuid(),
  amount: yuan,
  reason,
});

function typedNumber(count: number, confirmation: string, ctx: z.RefinementCtx): void {
  if (!confirms(confirmation, String(count)))
    ctx.addIssue({ code: "custom", path: ["confirmation"], message: "confirmation_mismatch" });
}

/** Several charges, each in full: "id,id", and the total that the page showed, in fen. */
export const refundManySchema = z
  .object({
    charges: z
      .string()
      .transform((text) => text.split(",").filter(Boolean))
      .pipe(z.array(z.uuid()).max(500)),
    sumFen: z.coerce.number().int(),
    reason,
    confirmed: z.literal("on", { error: "list_not_confirmed" }).optional(),
    confirmation: z.string().max(200).default(""),
  })
  .superRefine(({ charges, confirmed, confirmation }, ctx) => {
    // A refund cannot be taken back, so the number of more than one is typed.
    if (charges.length > 1) typedNumber(charges.length, confirmation, ctx);
    else if (!confirmed) ctx.addIssue({ code: "custom", path: ["confirmed"], message: "list_not_confirmed" });
  });

/** All charges of an exam session, as the page showed them: how many, and their sum in fen. */
export const refundSessionSchema = z
  .object({
    examSessionId: z.uuid(),
    count: z.coerce.number().int().min(1),
    sumFen: z.coerce.number().int(),
    reason,
    confirmation: z.string().max(200).default(""),
  })
  .superRefine(({ count, confirmation }, ctx) => typedNumber(count, confirmation, ctx));

export const decideRefundSchema = z.object({ requestId: z.uuid(), decision: z.enum(["confirm", "reject"]) });

export const withdrawRefundSchema = z.object({ requestId: z.uuid() });

export const decideWaiverSchema = z.object({ waiverId: z.uuid(), decision: z.enum(["confirm", "reject"]) });

export const withdrawWaiverSchema = z.object({ waiverId: z.uuid() });

export const retryRefundSchema = z.object({ refundId: z.uuid(), requestId: z.uuid().optional() });

export const waiveSchema = z.object({ registrationId: z.uuid(), reason });

export const resolveSchema = z.object({
  exceptionId: z.uuid(),
  action: z.enum(["query", "refund", "retry", "correct", "explain"], { error: "action_required" }),
  note: z.string().transform(cleanInput).pipe(z.string().min(1, "exception_note_required").max(300, "reason_too_long")),
  /** The registration that a correction will end, as the page named it. */
  endingId: z.uuid().optional(),
  /** The sum of the action, typed. */
  confirmation: z.string().max(200).default(""),
});
