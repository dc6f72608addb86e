"use server";

import { limitReviewer } from "@/lib/account/commands/limit-reviewer";
import { limitReviewerSchema } from "@/lib/account/schema";
import { staffAction } from "@/lib/auth/actions";

export const limitReviewerAction = staffAction(
  // Administrators alone.
  [],
  limitReviewerSchema,
  (staff, { id, ...limits }, now) => limitReviewer({ reviewerId: id, ...limits, actorId: staff.id, now }),
  "/admin/staff?notice=reviewer_limited",
);
