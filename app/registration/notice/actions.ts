"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { presentSession } from "@/lib/auth/step";
import { startRegistration } from "@/lib/registration/commands/start-registration";

const schema = z.object({
  textsVersion: z.coerce.number().int(),
  agreed: z.literal("on", { error: "notice_not_confirmed" }),
});

export const startRegistrationAction = candidateAction(
  schema,
  async ({ id: accountId }, { textsVersion }, now) => {
    const session = await presentSession();
    if (!session) redirect("/?notice=no_session");
    return startRegistration({ accountId, examSessionId: session.id, textsVersion, now });
  },
  "/registration/details",
);
