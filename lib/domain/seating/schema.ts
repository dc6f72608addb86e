import { z } from "zod";
import { confirms } from "@/lib/core/confirmation";
import { cleanInput } from "@/lib/core/clean-input";
import { MAX_REASON_CHARACTERS } from "./reason-limit";

const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** A room as staff type it; without an id it is new. */
export const roomSchema = z.object({
  examSessionId: z.uuid(),
  id: z
    .union([z.literal(""), z.uuid()])
    .optional()
    .transform((id) => id || null),
  number: z.coerce
    .number("room_number_invalid")
    .int("room_number_invalid")
    .min(1, "room_number_invalid")
    .max(999, "room_number_invalid"),
  place: z.string().transform(cleanInput).pipe(z.string().min(1, "field_required").max(100, "field_too_long")),
  capacity: z.coerce
    .number("capacity_invalid")
    .int("capacity_invalid")
    .min(1, "capacity_invalid")
    .max(99, "capacity_invalid"),
  /** Staff ticked that published cards of this room get a new version and its candidates an SMS. */
  confirmed: ticked,
});

export type RoomInput = z.output<typeof roomSchema>;

/** `confirmation`: the number of the room, typed. */
export const deleteRoomSchema = z.object({
  examSessionId: z.uuid(),
  id: z.uuid(),
  confirmation: z.string().max(200).default(""),
});

/** `seen`: the key of the plan that was shown. */
export const drawSchema = z.object({ examSessionId: z.uuid(), seen: z.string().max(64) });

const count = z.coerce.number().int().min(0);

/** The number that was shown must be typed as well. */
function seenIsTyped({ seen, confirmation }: { seen: number; confirmation: string }, ctx: z.RefinementCtx): void {
  if (!confirms(confirmation, String(seen)))
    ctx.addIssue({ code: "custom", path: ["confirmation"], message: "confirmation_mismatch" });
}

const confirmation = z.string().max(200).default("");

/** `seen`: how many seats were shown. */
export const takeBackSchema = z
  .object({
    examSessionId: z.uuid(),
    seen: count,
    confirmation,
    reason: z
      .string()
      .trim()
      .min(1, "take_back_reason_missing")
      .max(MAX_REASON_CHARACTERS, "take_back_reason_too_long"),
  })
  .superRefine(seenIsTyped);

export type SeatingFieldError =
  | "room_number_invalid"
  | "capacity_invalid"
  | "take_back_reason_missing"
  | "take_back_reason_too_long";

/** `seen`: how many cards were shown. */
export const publishSchema = z
  .object({
    examSessionId: z.uuid(),
    seen: count,
    confirmation,
    /** Ticked after the list of names that no font can draw was seen. */
    despiteNames: ticked,
  })
  .superRefine(seenIsTyped);
