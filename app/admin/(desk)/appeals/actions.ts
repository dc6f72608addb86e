"use server";

import { graveStaffAction, staffAction } from "@/lib/auth/actions";
import { ok } from "@/lib/core/result";
import { decidePhoneAppeal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import { answerAppeal } from "@/lib/domain/appeal/commands/document-appeal";
import { decideCorrection } from "@/lib/domain/correction/commands/decide-correction";
import { answerRequest } from "@/lib/domain/correction/commands/answer-request";
import { answerRequestSchema } from "@/lib/domain/correction/request";
import { decideCorrectionSchema, withdrawCorrectionSchema } from "@/lib/domain/correction/schema";
import { answerSchema, decidePhoneAppealSchema } from "@/lib/domain/appeal/schema";

/** Gives an account to another phone: a code must be fresh, as for everything that touches accounts of others. */
export const decidePhoneAppealAction = graveStaffAction(
  ["EXAM_OFFICER"],
  decidePhoneAppealSchema,
  async (staff, { id, account, reason, seenEvidence }, now) => {
    const accountId = account === "reject" ? null : account;
    const staffId = staff.id;
    const decided = await decidePhoneAppeal({ appealId: id, accountId, reason, seenEvidence, staffId, now });
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

const correctionNews = { confirm: "correction_confirmed", reject: "correction_rejected" } as const;

/** The second person: his code shows that he is not the first one at a colleague's desk. */
export const decideCorrectionAction = graveStaffAction(
  ["EXAM_OFFICER"],
  decideCorrectionSchema,
  async (staff, input, now) => {
    const decided = await decideCorrection({ ...input, staffId: staff.id, now });
    return decided.ok ? ok(correctionNews[input.decision]) : decided;
  },
  (notice) => ({ path: "/admin/appeals", notice }),
);

export const withdrawCorrectionAction = staffAction(
  ["EXAM_OFFICER"],
  withdrawCorrectionSchema,
  (staff, input, now) => decideCorrection({ ...input, decision: "withdraw", seenEvidence: "", staffId: staff.id, now }),
  { path: "/admin/appeals", notice: "correction_withdrawn" },
);

export const answerRequestAction = staffAction(
  ["EXAM_OFFICER"],
  answerRequestSchema,
  (staff, input, now) => answerRequest({ ...input, staffId: staff.id, now }),
  { path: "/admin/appeals", notice: "request_answered_now" },
);
