"use server";

import { staffAction } from "@/lib/auth/actions";
import { ok, refuse, type Result } from "@/lib/core/result";
import { type ProposeRefusal, proposeCorrection } from "@/lib/domain/correction/commands/propose-correction";
import { proposeCorrectionSchema } from "@/lib/domain/correction/schema";

export const proposeCorrectionAction = staffAction(
  ["EXAM_OFFICER"],
  proposeCorrectionSchema,
  async (
    staff,
    { id, version, reason, evidence, confirm, confirmed, ...typed },
    now,
  ): Promise<Result<{ id: string; needsSecond: boolean }, ProposeRefusal>> => {
    const proposed = await proposeCorrection({
      registrationId: id,
      version,
      typed,
      reason,
      evidence,
      // Without the tick nobody has said that the changes are right: they are shown again.
      confirmed: confirmed === "on" ? confirm : "",
      staffId: staff.id,
      now,
    });
    if (!proposed.ok) return refuse(proposed.error, proposed.detail);
    return ok({ id, needsSecond: proposed.value.needsSecond });
  },
  ({ id, needsSecond }) => ({
    path: `/admin/registrations/${id}`,
    notice: needsSecond ? "correction_waits_for_second" : "correction_done",
  }),
);
