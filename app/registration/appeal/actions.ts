"use server";

import { candidateAction } from "@/lib/auth/actions";
import { openAppeal } from "@/lib/correction/commands/document-appeal";
import { appealSchema } from "@/lib/correction/schema";

export const openAppealAction = candidateAction(appealSchema, (own, { statement }, now) => openAppeal({ ...own, statement, now }), {
  path: "/registration/appeal",
  notice: "appeal_opened",
});
