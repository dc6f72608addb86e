"use server";

import { staffAction } from "@/lib/auth/actions";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { ok, refuse, type Result } from "@/lib/core/result";
import { type BulkRefusal, startBulk, stopBulk } from "@/lib/domain/review/commands/bulk";
import { startBulkSchema, stopBulkSchema } from "@/lib/domain/review/schema";

const roles = ["REVIEWER", "EXAM_OFFICER"] as const;

export const startBulkAction = staffAction(
  roles,
  startBulkSchema,
  async (
    staff,
    { session, ...input },
    now,
  ): Promise<Result<{ id: string }, BulkRefusal | "exam_session_not_shown">> => {
    const examSession = await namedExamSession(session);
    if (!examSession) return refuse("exam_session_not_shown");
    return startBulk({ examSessionId: examSession.id, staff, ...input, now });
  },
  ({ id }) => `/admin/reviews/bulk/runs/${id}`,
);

export const stopBulkAction = staffAction(
  roles,
  stopBulkSchema,
  async (staff, { id }, now) => {
    const stopped = await stopBulk({ id, staff, now });
    return stopped.ok ? ok(id) : stopped;
  },
  (id) => ({ path: `/admin/reviews/bulk/runs/${id}`, notice: "bulk_stopped" }),
);
