"use server";

import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { submit } from "@/lib/domain/registration/commands/submit";

const schema = z.object({
  /** The version of the registration that the page showed. */
  version: z.coerce.number().int(),
  confirmName: z.literal("on", { error: "confirm_name" }),
  confirmDocument: z.literal("on", { error: "confirm_document" }),
  confirmSchool: z.literal("on", { error: "confirm_school" }),
  confirmTruth: z.literal("on", { error: "confirm_truth" }),
  keepUnchanged: z.literal("on").optional(),
});

export const submitAction = candidateAction(
  schema,
  (own, { version, keepUnchanged }, now) => submit({ ...own, version, keepUnchanged: keepUnchanged === "on", now }),
  "/registration/submitted",
);
