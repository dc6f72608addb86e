"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { presentSession } from "@/lib/auth/step";
import { withdraw } from "@/lib/registration/commands/withdraw";

export const withdrawAction = candidateAction(
  z.object({}),
  async ({ id: accountId }, _input, now) => {
    const session = await presentSession();
    if (!session) redirect("/?notice=no_session");
    return withdraw({ accountId, examSessionId: session.id, now });
  },
  "/registration?notice=withdrawn",
);
