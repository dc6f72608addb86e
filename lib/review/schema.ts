import { z } from "zod";
import { typedText } from "@/lib/core/typed-text";
import { parseInput } from "@/lib/exam-session/schema";
import { type Item, items } from "@/lib/registration/items";

const MAX_REASON = 300;

const looked = {
  id: z.uuid(),
  /** The version of the registration that was looked at. */
  version: z.coerce.number().int().min(1),
};

const optionalReason = z
  .string()
  .transform(typedText)
  .pipe(z.string().max(MAX_REASON, "field_too_long"))
  .optional()
  .transform((text) => text || undefined);

export const approveSchema = z.object({ ...looked, reason: optionalReason });

export const refuseSchema = z.object({
  ...looked,
  reason: z.string().transform(typedText).pipe(z.string().min(1, "reason_required").max(MAX_REASON, "field_too_long")),
  confirmed: z.literal("on", "refusal_not_confirmed"),
});

export const writeNameSchema = z.object({ ...looked, name: z.string() });

/** One tick and one reason an item: fields `item-<name>` and `reason-<name>`. */
export const sendBackSchema = z
  .looseObject({
    ...looked,
    reopenUntil: z
      .string()
      .optional()
      .transform((text, ctx) => {
        if (!text) return undefined;
        const until = parseInput(text);
        if (!until) ctx.addIssue({ code: "custom", message: "time_invalid" });
        return until ?? undefined;
      }),
  })
  .transform(({ id, version, reopenUntil, ...fields }, ctx) => {
    const returned: { item: Item; reason: string }[] = [];
    for (const item of items) {
      if (fields[`item-${item}`] !== "on") continue;
      const typed = fields[`reason-${item}`];
      const reason = typeof typed === "string" ? typedText(typed) : "";
      if (!reason) ctx.addIssue({ code: "custom", path: [`reason-${item}`], message: "reason_required" });
      if (reason.length > MAX_REASON) ctx.addIssue({ code: "custom", path: [`reason-${item}`], message: "field_too_long" });
      returned.push({ item, reason });
    }
    if (!returned.length) ctx.addIssue({ code: "custom", path: ["items"], message: "no_item_ticked" });
    return { id, version, reopenUntil, returned };
  });

export type ReviewFieldError = "reason_required" | "refusal_not_confirmed" | "no_item_ticked";

export const revealSchema = z.object({ id: z.uuid() });
