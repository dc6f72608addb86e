import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import { confirms, MAX_TICKED } from "@/lib/core/confirmation";
import { parseInput } from "@/lib/domain/exam-session/schema";
import { type Item, items } from "@/lib/domain/registration/items";
import { reasonSubjects } from "./canned-reason";
import { readFilter } from "./queue-filter";

const MAX_REASON = 300;

/** The queue that the reviewer works through. The next registration comes from it. */
const queue = z.string().max(500).default("").transform(readFilter);

const reviewedVersion = {
  id: z.uuid(),
  /** The version of the registration that the reviewer saw. */
  version: z.coerce.number().int().min(1),
  queue,
};

const optionalReason = z
  .string()
  .transform(cleanInput)
  .pipe(z.string().max(MAX_REASON, "field_too_long"))
  .optional()
  .transform((text) => text || undefined);

export const approveSchema = z.object({ ...reviewedVersion, reason: optionalReason });

export const refuseSchema = z.object({
  ...reviewedVersion,
  reason: z.string().transform(cleanInput).pipe(z.string().min(1, "reason_required").max(MAX_REASON, "field_too_long")),
  confirmed: z.literal("on", "refusal_not_confirmed"),
});

export const claimSchema = z.object({ id: z.uuid() });

export const undoSchema = z.object({ decision: z.uuid(), queue });

/** `id`: the registration that is open at the desk, if any. */
export const nextSchema = z.object({ id: z.uuid().optional(), queue });

/** `shown`: the name that the page showed for confirmation. `reason`: why an earlier entry of staff is corrected. */
export const writeNameSchema = z.object({
  ...reviewedVersion,
  name: z.string(),
  shown: z.string().optional(),
  reason: z.string().max(200, "field_too_long").transform(cleanInput).optional(),
});

/**
 * A checkbox, a reason and perhaps a sample picture for each item: fields `item-<name>`, `reason-<name>` and
 * `sample-<name>`.
 */
export const sendBackSchema = z
  .looseObject({
    ...reviewedVersion,
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
  .transform(({ id, version, queue, reopenUntil, ...fields }, ctx) => {
    const returned: { item: Item; reason: string; withSample: boolean }[] = [];
    for (const item of items) {
      if (fields[`item-${item}`] !== "on") continue;
      const typed = fields[`reason-${item}`];
      const reason = typeof typed === "string" ? cleanInput(typed) : "";
      if (!reason) ctx.addIssue({ code: "custom", path: [`reason-${item}`], message: "reason_required" });
      if (reason.length > MAX_REASON)
        ctx.addIssue({ code: "custom", path: [`reason-${item}`], message: "field_too_long" });
      returned.push({ item, reason, withSample: fields[`sample-${item}`] === "on" });
    }
    if (!returned.length) ctx.addIssue({ code: "custom", path: ["items"], message: "no_item_ticked" });
    return { id, version, queue, reopenUntil, returned };
  });

const reasonText = z
  .string()
  .transform(cleanInput)
  .pipe(z.string().min(1, "reason_required").max(MAX_REASON, "field_too_long"));

export const addReasonSchema = z.object({ item: z.enum(reasonSubjects), text: reasonText });

export const rewordReasonSchema = z.object({ id: z.uuid(), text: reasonText });

export const retireReasonSchema = z.object({ id: z.uuid() });

/** The list that was shown and confirmed: "<id>.<version>" for each registration. */
const confirmedList = z.string().transform((text, ctx) => {
  const list = text
    .split(",")
    .filter(Boolean)
    .map((entry) => {
      const [id = "", version = ""] = entry.split(".");
      return { id, version: Number(version) };
    });
  if (list.every(({ id, version }) => z.uuid().safeParse(id).success && Number.isInteger(version) && version > 0))
    return list;
  ctx.addIssue({ code: "custom", message: "bulk_list_empty" });
  return z.NEVER;
});

/** `session`: the exam session of the list. */
export const startBulkSchema = z
  .object({
    session: z.uuid().optional(),
    action: z.enum(["APPROVE", "SEND_BACK"]),
    list: confirmedList,
    item: z.enum(items).optional().catch(undefined),
    reason: z.string().default("").transform(cleanInput).pipe(z.string().max(MAX_REASON, "field_too_long")),
    confirmed: z.literal("on", "bulk_not_confirmed").optional(),
    confirmation: z.string().max(200).default(""),
  })
  .superRefine(({ action, list, item, reason, confirmed, confirmation }, ctx) => {
    if (list.length <= MAX_TICKED) {
      if (!confirmed) ctx.addIssue({ code: "custom", path: ["confirmed"], message: "bulk_not_confirmed" });
    } else if (!confirms(confirmation, String(list.length)))
      ctx.addIssue({ code: "custom", path: ["confirmation"], message: "confirmation_mismatch" });
    if (action !== "SEND_BACK") return;
    if (!item) ctx.addIssue({ code: "custom", path: ["item"], message: "no_item_ticked" });
    if (!reason) ctx.addIssue({ code: "custom", path: ["reason"], message: "reason_required" });
  })
  .transform(({ session, action, list, item, reason }) => ({
    session,
    list,
    order: action === "SEND_BACK" && item ? ({ action, item, reason } as const) : ({ action: "APPROVE" } as const),
  }));

export const stopBulkSchema = z.object({ id: z.uuid() });

export type ReviewFieldError = "reason_required" | "refusal_not_confirmed" | "no_item_ticked" | "bulk_not_confirmed";
