"use server";

import { staffAction } from "@/lib/auth/actions";
import { ok, refuse, type Result } from "@/lib/core/result";
import { endFilling, fillDetails, submitFilling } from "@/lib/domain/registration/commands/desk-filling";
import { endFillingSchema, fillDetailsSchema, submitFillingSchema } from "@/lib/domain/registration/filling";

type Refusal = Extract<Awaited<ReturnType<typeof fillDetails>>, { ok: false }>["error"];

/** The candidate's own rules; who holds the same number is told as a refusal, after the form was saved. */
export const fillDetailsAction = staffAction(
  ["EXAM_OFFICER"],
  fillDetailsSchema,
  async (staff, { id, ...typed }, now): Promise<Result<{ id: string }, Refusal>> => {
    const filled = await fillDetails({ registrationId: id, typed, staffId: staff.id, now });
    if (filled.ok) return ok({ id });
    if (!("problems" in filled)) return filled;
    const problems = Object.entries(filled.problems).flatMap(([field, codes]) =>
      codes.map((code) => ({ field, code })),
    );
    return refuse("details_invalid", { problems });
  },
  ({ id }) => ({ path: `/admin/registrations/${id}/fill`, notice: "filling_saved" }),
);

export const submitFillingAction = staffAction(
  ["EXAM_OFFICER"],
  submitFillingSchema,
  (staff, { id, version, keepUnchanged }, now) =>
    submitFilling({
      registrationId: id,
      version,
      keepUnchanged: keepUnchanged === "on",
      staffId: staff.id,
      now,
    }),
  ({ id }) => ({ path: `/admin/registrations/${id}`, notice: "filling_submitted" }),
);

export const endFillingAction = staffAction(
  ["EXAM_OFFICER"],
  endFillingSchema,
  (staff, { id }, now) => endFilling({ registrationId: id, staffId: staff.id, now }),
  ({ id }) => ({ path: `/admin/registrations/${id}`, notice: "filling_ended" }),
);
