"use server";

import { redirect } from "next/navigation";
import { byField, type FormState, typedValues } from "@/lib/auth/form-state";
import { requireCandidate } from "@/lib/auth/session";
import { presentSession } from "@/lib/auth/step";
import { wholeExamSession } from "@/lib/exam-session/queries";
import { saveDetails } from "@/lib/registration/commands/save-details";
import { saveDraft } from "@/lib/registration/commands/save-draft";
import { editableFields, mergeTyped } from "@/lib/registration/editable";
import { ownDetails, storedAsTyped } from "@/lib/registration/queries";
import { detailsSchema, draftSchema } from "@/lib/registration/schema";
import { missingDocuments } from "@/lib/registration/uploads";

/**
 * 下一步 of 信息填写. Not one of the usual wrappers: what the form must hold depends on the exam session, and of a returned registration only the
 * fields that were sent back are read from the post.
 */
export async function saveDetailsAction(_previous: FormState, form: FormData): Promise<FormState> {
  const { id: accountId } = await requireCandidate("/registration/details");
  const session = await presentSession();
  if (!session) redirect("/?notice=no_session");
  const own = { accountId, examSessionId: session.id };
  const [stored, lists] = await Promise.all([ownDetails(own), wholeExamSession(session)]);
  if (!stored) redirect("/registration?notice=step_comes_later");

  const now = new Date();
  const values = typedValues(form);
  const keep = () => saveDraft({ ...own, typed: draftSchema.safeParse(values).data ?? {}, now });

  const details = detailsSchema(lists, now).safeParse(mergeTyped(storedAsTyped(stored), values, editableFields(stored)));
  const missing = Object.fromEntries(missingDocuments(stored.files).map(({ kind, error }) => [kind, [error]]));
  if (!details.success || Object.keys(missing).length) {
    // Kept before the page comes back, so that the content also survives an upload without JavaScript.
    await keep();
    return { status: "invalid", fieldErrors: { ...(details.success ? {} : byField(details.error)), ...missing }, values };
  }

  const result = await saveDetails({ ...own, details: details.data, now });
  if (result.ok) redirect("/registration/portrait");
  if (result.error === "graduated_earlier") {
    await keep();
    redirect("/registration/ineligible");
  }
  return { status: "refused", error: result.error, values };
}
