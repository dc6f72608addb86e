"use server";

import { candidateAction } from "@/lib/auth/actions";
import { ok, refuse } from "@/lib/core/result";
import { openAppeal } from "@/lib/domain/appeal/commands/document-appeal";
import { appealSchema } from "@/lib/domain/appeal/schema";

export const openAppealAction = candidateAction(
  appealSchema,
  async (own, { statement }, now) => {
    const opened = await openAppeal({ ...own, statement, now });
    if (opened.ok) return ok("appeal_opened" as const);
    // The button was pressed twice, or in a second tab: the page shows the waiting appeal.
    return opened.error === "appeal_already_open" ? ok(opened.error) : refuse(opened.error);
  },
  (notice) => ({ path: "/registration/appeal", notice }),
);
