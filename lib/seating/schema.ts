import { z } from "zod";
import { typedText } from "@/lib/core/typed-text";

/** A room as staff type it; without an id it is a new one. */
export const roomSchema = z.object({
  examSessionId: z.uuid(),
  id: z
    .union([z.literal(""), z.uuid()])
    .optional()
    .transform((id) => id || null),
  number: z.coerce.number("room_number_invalid").int("room_number_invalid").min(1, "room_number_invalid").max(999, "room_number_invalid"),
  place: z.string().transform(typedText).pipe(z.string().min(1, "field_required").max(100, "field_too_long")),
  capacity: z.coerce.number("capacity_invalid").int("capacity_invalid").min(1, "capacity_invalid").max(99, "capacity_invalid"),
});

export type RoomInput = z.output<typeof roomSchema>;

export const roomRefSchema = z.object({ examSessionId: z.uuid(), id: z.uuid() });

export const sessionRefSchema = z.object({ examSessionId: z.uuid() });

export type RoomFieldError = "room_number_invalid" | "capacity_invalid";

export const publishSchema = z.object({
  examSessionId: z.uuid(),
  /** Ticked after the list of names that no font can draw was seen. */
  despiteNames: z
    .literal("on")
    .optional()
    .transform((ticked) => ticked === "on"),
});
