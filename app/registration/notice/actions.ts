"use server";

import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { startRegistration } from "@/lib/domain/registration/commands/start-registration";

const schema = z.object({
  textsVersion: z.coerce.number().int(),
  agreed: z.literal("on", { error: "notice_not_confirmed" }),
});

export const startRegistrationAction = candidateAction(
  schema,
  (own, { textsVersion }, now) => startRegistration({ ...own, textsVersion, now }),
  "/registration/details",
);
