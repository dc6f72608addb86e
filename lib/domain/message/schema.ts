import { z } from "zod";
import { confirms, MAX_TICKED } from "@/lib/core/confirmation";
import { campaignTemplates } from "./campaign";
import { recipientFilterSchema } from "./recipient-filter";

/**
 * A campaign as its preview showed it: the count is what was confirmed. `again`: ticked where the same was sent a short
 * time ago. Empty fields of the filter are unset.
 */
export const startCampaignSchema = z
  .object({
    ...recipientFilterSchema.shape,
    id: z.uuid(),
    session: z.uuid(),
    template: z.enum(campaignTemplates),
    count: z.coerce.number().int().min(1),
    confirmed: z.string().optional(),
    confirmation: z.string().optional(),
    again: z.literal("on").optional().catch(undefined),
  })
  .transform(({ id, session, template, count, confirmed, confirmation = "", again, ...filter }, ctx) => {
    const wrong = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (count > MAX_TICKED) {
      if (!confirms(confirmation, String(count))) wrong("confirmation", "confirmation_mismatch");
    } else if (confirmed !== "on") wrong("confirmed", "change_unconfirmed");
    return { id, session, template, count, again: again === "on", filter };
  });

export const testSmsSchema = z.object({ session: z.uuid(), template: z.enum(campaignTemplates) });

export const campaignIdSchema = z.object({ id: z.uuid() });

/** `twice`: ticked where the message may arrive a second time. */
export const resendSchema = z.object({ id: z.uuid(), twice: z.literal("on").optional() });
