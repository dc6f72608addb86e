"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { presentSession } from "@/lib/auth/step";
import { submit } from "@/lib/registration/commands/submit";

const schema = z.object({
  /** The version of the registration that was on the screen. */
  version: z.coerce.number().int(),
  confirmName: z.literal("on", { error: "confirm_name" }),
  confirmDocument: z.literal("on", { error: "confirm_document" }),
  confirmSchool: z.literal("on", { error: "confirm_school" }),
  confirmTruth: z.literal("on", { error: "confirm_truth" }),
});

export const submitAction = candidateAction(
  schema,
  async ({ id: accountId }, { version }, now) => {
    const session = await presentSession();
    if (!session) redirect("/?notice=no_session");
    return submit({ accountId, examSessionId: session.id, version, now });
  },
  "/registration/review?notice=submitted",
);
