"use server";

import { graveStaffAction, staffAction } from "@/lib/auth/actions";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { refuse, type Result } from "@/lib/core/result";
import {
  type CampaignRefusal,
  resend,
  sendTestSms,
  startCampaign,
  stopCampaign,
} from "@/lib/domain/message/commands/campaigns";
import { campaignIdSchema, resendSchema, startCampaignSchema, testSmsSchema } from "@/lib/domain/message/schema";

const roles = ["EXAM_OFFICER"] as const;

export const startCampaignAction = graveStaffAction(
  roles,
  startCampaignSchema,
  async (staff, { session, ...campaign }, now): Promise<Result<{ id: string }, CampaignRefusal>> => {
    const examSession = await namedExamSession(session);
    if (!examSession) return refuse("exam_session_not_shown");
    return startCampaign({ ...campaign, examSession, staffId: staff.id, now });
  },
  ({ id }) => `/admin/messages/${id}`,
);

/** Stays on the page, where the preview is. */
export const testSmsAction = staffAction(
  roles,
  testSmsSchema,
  async (
    staff,
    { session, template },
    now,
  ): Promise<Result<null, CampaignRefusal | "test_sms_limit" | "test_sms_not_sent">> => {
    const examSession = await namedExamSession(session);
    if (!examSession) return refuse("exam_session_not_shown");
    return sendTestSms({ template, examSession, staffId: staff.id, now });
  },
  null,
);

export const stopCampaignAction = staffAction(
  roles,
  campaignIdSchema,
  (staff, { id }, now) => stopCampaign({ id, staffId: staff.id, now }),
  ({ id }) => ({ path: `/admin/messages/${id}`, notice: "campaign_stopped" }),
);

export const resendSmsAction = staffAction(
  roles,
  resendSchema,
  (staff, { id, twice }, now) => resend({ id, evenUnknown: twice === "on", staffId: staff.id, now }),
  { path: "/admin/messages/log", notice: "sms_resent" },
);
