import { z } from "zod";
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

/** Several charges, each in full: "id,id", and the total that the page showed, in fen. */
export const refundManySchema = z.object({
  charges: z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.uuid()).max(500)),
  sumFen: z.coerce.number().int(),
  reason,
  confirmed: z.literal("on", { error: "list_not_confirmed" }),
});

/** All charges of an exam session. Staff type its title to confirm that they mean this exam session. */
export const refundSessionSchema = z.object({
  examSessionId: z.uuid(),
  typedTitle: z.string().transform(cleanInput),
  reason,
});

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
  /** The registration that a correction will end. Staff tick it beside the candidate's name. */
  endingId: z.uuid().optional(),
});
