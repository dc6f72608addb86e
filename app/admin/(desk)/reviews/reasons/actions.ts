"use server";

import { staffAction } from "@/lib/auth/actions";
import { addCannedReason, retireCannedReason, rewordCannedReason } from "@/lib/domain/review/commands/canned-reasons";
import { addReasonSchema, retireReasonSchema, rewordReasonSchema } from "@/lib/domain/review/schema";

const page = "/admin/reviews/reasons";

export const addReasonAction = staffAction(
  ["EXAM_OFFICER"],
  addReasonSchema,
  (staff, input, now) => addCannedReason({ ...input, staffId: staff.id, now }),
  { path: page, notice: "reason_saved" },
);

export const rewordReasonAction = staffAction(
  ["EXAM_OFFICER"],
  rewordReasonSchema,
  (staff, input, now) => rewordCannedReason({ ...input, staffId: staff.id, now }),
  { path: page, notice: "reason_saved" },
);

export const retireReasonAction = staffAction(
  ["EXAM_OFFICER"],
  retireReasonSchema,
  (staff, input, now) => retireCannedReason({ ...input, staffId: staff.id, now }),
  { path: page, notice: "reason_retired" },
);
