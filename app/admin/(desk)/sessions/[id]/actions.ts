"use server";

import { staffAction } from "@/lib/auth/actions";
import { updateExamSession } from "@/lib/exam-session/commands";
import { examSessionSchema } from "@/lib/exam-session/schema";

export const updateSessionAction = staffAction(
  ["EXAM_OFFICER"],
  examSessionSchema,
  (staff, input, now) => updateExamSession({ staffId: staff.id, role: staff.role, input, now }),
  ({ id }) => ({ path: `/admin/sessions/${id}`, notice: "session_saved" }),
);
