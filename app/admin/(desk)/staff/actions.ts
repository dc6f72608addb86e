"use server";

import { liftSignInLimits } from "@/lib/account/commands/lift-sign-in-limits";
import { limitReviewer } from "@/lib/account/commands/limit-reviewer";
import { liftLimitsSchema, limitReviewerSchema } from "@/lib/account/schema";
import { staffAction } from "@/lib/auth/actions";

export const limitReviewerAction = staffAction(
  // Administrators alone.
  [],
  limitReviewerSchema,
  (staff, { id, ...limits }, now) => limitReviewer({ reviewerId: id, ...limits, actorId: staff.id, now }),
  { path: "/admin/staff", notice: "reviewer_limited" },
);

export const liftSignInLimitsAction = staffAction(
  // Administrators alone.
  [],
  liftLimitsSchema,
  (staff, lift, now) => liftSignInLimits({ ...lift, actor: { kind: "STAFF", id: staff.id }, now }),
  { path: "/admin/staff", notice: "limits_lifted" },
);
