"use server";

import { staffAction } from "@/lib/auth/actions";
import { ok } from "@/lib/core/result";
import { decidePhoneAppeal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import { answerAppeal } from "@/lib/domain/appeal/commands/document-appeal";
import { answerSchema, decidePhoneAppealSchema } from "@/lib/domain/appeal/schema";

export const decidePhoneAppealAction = staffAction(
  ["EXAM_OFFICER"],
  decidePhoneAppealSchema,
  async (staff, { id, account, reason }, now) => {
    const accountId = account === "reject" ? null : account;
    const decided = await decidePhoneAppeal({ appealId: id, accountId, reason, staffId: staff.id, now });
    return decided.ok ? ok(accountId ? "phone_appeal_decided_now" : "phone_appeal_rejected_now") : decided;
  },
  (notice) => ({ path: "/admin/appeals", notice }),
);

export const answerAppealAction = staffAction(
  ["EXAM_OFFICER"],
  answerSchema,
  (staff, { id, answer }, now) => answerAppeal({ appealId: id, staffId: staff.id, answer, now }),
  { path: "/admin/appeals", notice: "appeal_answered" },
);
