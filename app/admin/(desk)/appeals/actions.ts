"use server";

import { staffAction } from "@/lib/auth/actions";
import { decidePhoneAppeal } from "@/lib/correction/commands/decide-phone-appeal";
import { answerAppeal } from "@/lib/correction/commands/document-appeal";
import { answerSchema, decidePhoneAppealSchema } from "@/lib/correction/schema";

export const decidePhoneAppealAction = staffAction(
  ["EXAM_OFFICER"],
  decidePhoneAppealSchema,
  (staff, { id, account, reason }, now) =>
    decidePhoneAppeal({ appealId: id, accountId: account === "reject" ? null : account, reason, staffId: staff.id, now }),
  { path: "/admin/appeals", notice: "phone_appeal_decided_now" },
);

export const answerAppealAction = staffAction(
  ["EXAM_OFFICER"],
  answerSchema,
  (staff, { id, answer }, now) => answerAppeal({ appealId: id, staffId: staff.id, answer, now }),
  { path: "/admin/appeals", notice: "appeal_answered" },
);
