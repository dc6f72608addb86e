"use server";

import { staffAction } from "@/lib/auth/actions";
import { publishedExamSession } from "@/lib/auth/step";
import { ok, refuse } from "@/lib/core/result";
import { startBulk, stopBulk } from "@/lib/domain/review/commands/bulk";
import { startBulkSchema, stopBulkSchema } from "@/lib/domain/review/schema";

const roles = ["REVIEWER", "EXAM_OFFICER"] as const;

export const startBulkAction = staffAction(
  roles,
  startBulkSchema,
  async (staff, input, now) => {
    const examSession = await publishedExamSession();
    if (!examSession) return refuse("bulk_list_empty");
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
