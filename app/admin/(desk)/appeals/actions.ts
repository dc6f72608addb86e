"use server";

import { staffAction } from "@/lib/auth/actions";
import { answerAppeal } from "@/lib/correction/commands";
import { answerSchema } from "@/lib/correction/schema";

export const answerAppealAction = staffAction(
  ["EXAM_OFFICER"],
  answerSchema,
  (staff, { id, answer }, now) => answerAppeal({ appealId: id, staffId: staff.id, answer, now }),
  "/admin/appeals?notice=appeal_answered",
);
