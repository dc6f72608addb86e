"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { candidateAction, redirectFromFinishedStep } from "@/lib/auth/actions";
import { typedValues, formIn } from "@/lib/auth/form-state";
import { requireDetailsContext } from "@/lib/auth/step";
import { ACCOMMODATION_FIELD, joinPosted } from "@/lib/domain/registration/accommodation";
import { pageAfterDetails } from "@/lib/domain/registration/editable";
import { saveDetails } from "@/lib/domain/registration/commands/save-details";
import { takeOverDetails } from "@/lib/domain/registration/commands/take-over-details";
import { isHeld } from "../_components/appeal-link";
import type { StepFormState } from "../_components/form-errors";

/**
 * 下一步 of 信息填写. It does not use the common wrappers: the exam session decides what the form must contain, so the command
 * reads the fields.
 */
export async function saveDetailsAction(_previous: StepFormState, given: FormData): Promise<StepFormState> {
  const form = formIn(given);
  const values = typedValues(form);
  // This field alone has several controls of one name.
  if (form.has(ACCOMMODATION_FIELD)) values[ACCOMMODATION_FIELD] = joinPosted(form.getAll(ACCOMMODATION_FIELD));
  const filling = await requireDetailsContext(
    `/registration/details${values["from"] === "confirm" ? "?from=confirm" : ""}`,
    form,
  );
  const saved = await saveDetails({ ...filling, typed: values, now: new Date() });
  const from = values["from"] === "confirm" ? "&from=confirm" : "";
  if (saved.ok) redirect(`/registration/${pageAfterDetails(saved.value, values["from"])}`);
  // The form was saved, so the page is reloaded with the new state.
  if (isHeld(saved.error)) redirect(`/registration/details?check=${saved.error}${from}`);
  if (saved.error === "details_invalid") return { status: "invalid", fieldErrors: saved.problems, values };
  if (saved.error === "graduated_earlier") redirect("/registration/ineligible");
  redirectFromFinishedStep(saved.error);
  return { status: "refused", error: saved.error, values };
}

/** 带入上次信息: copies the details into the draft for the candidate to check. */
export const takeOverAction = candidateAction(z.object({}), (own, _input, now) => takeOverDetails({ ...own, now }), {
  path: "/registration/details",
  notice: "details_taken_over",
});
