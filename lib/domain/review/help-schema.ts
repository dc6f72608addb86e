import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import { Step } from "@/lib/adapter/db/enums";
import { parseInput } from "@/lib/domain/exam-session/schema";
import { type Item, items } from "@/lib/domain/registration/items";

// The forms by which staff help one candidate from his page.

const MAX_REASON = 200;
export const MAX_NOTE = 1000;

const reason = z
  .string()
  .catch("")
  .transform(cleanInput)
  .pipe(z.string().min(1, "change_reason_missing").max(MAX_REASON, "field_too_long"));

const confirmed = z.literal("on", "change_unconfirmed");

const until = z
  .string()
  .catch("")
  .transform((text, ctx) => {
    const instant = parseInput(text);
    if (!instant) ctx.addIssue({ code: "custom", message: "time_invalid" });
    return instant ?? z.NEVER;
  });

/** The registration, and the version that the page showed. */
const seen = { id: z.uuid(), version: z.coerce.number().int().min(1) };

export const endCandidateLoginsSchema = z.object({ id: z.uuid(), reason, confirmed });

export const extendStepSchema = z.object({ ...seen, step: z.enum(Step, "step_missing"), until, reason, confirmed });

/**
 * A checkbox for each item, `item-<name>`; one reason for all of them, which the candidate reads. Everything is judged
 * together, so that one answer names everything that is missing.
 */
export const reopenItemsSchema = z
  .looseObject({
    ...seen,
    reason: z.string().catch("").transform(cleanInput),
    until: z
      .literal("")
      .transform(() => undefined)
      .or(until)
      .optional(),
  })
  .transform(({ id, version, reason: why, until: open, ...fields }, ctx) => {
    const missing = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    const ticked = items.filter((item): item is Item => fields[`item-${item}`] === "on");
    if (ticked.length === 0) missing("items", "no_item_ticked");
    if (why === "") missing("reason", "reason_required");
    if (why.length > MAX_REASON) missing("reason", "field_too_long");
    if (fields["confirmed"] !== "on") missing("confirmed", "change_unconfirmed");
    return { id, version, reason: why, until: open, items: ticked };
  });

export const cancelRegistrationSchema = z.object({ ...seen, reason, confirmed });

export const addNoteSchema = z.object({
  id: z.uuid(),
  text: z
    .string()
    .catch("")
    .transform(cleanInput)
    .pipe(z.string().min(1, "note_missing").max(MAX_NOTE, "field_too_long")),
});

export type HelpFieldError = "step_missing" | "note_missing";
