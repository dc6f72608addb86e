"use server";

import { staffAction } from "@/lib/auth/actions";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { refuse, type Result } from "@/lib/core/result";
import { switchSmsRules } from "@/lib/domain/exam-session/commands/mute-sms";
import { switchSmsSchema } from "@/lib/domain/exam-session/sms-rules";

export const switchSmsAction = staffAction(
  ["EXAM_OFFICER"],
  switchSmsSchema,
  async (staff, { session, on }, now): Promise<Result<null, "exam_session_not_shown">> => {
    const examSession = await namedExamSession(session);
    if (!examSession) return refuse("exam_session_not_shown");
    return switchSmsRules({ examSessionId: examSession.id, on, staffId: staff.id, now });
  },
  { path: "/admin/messages/rules", notice: "sms_rules_switched" },
);
