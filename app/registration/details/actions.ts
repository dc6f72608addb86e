"use server";

import { redirect } from "next/navigation";
import { type FormState, typedValues } from "@/lib/auth/form-state";
import { requireCandidate } from "@/lib/auth/session";
import { presentSession } from "@/lib/auth/step";
import { saveTypedDetails } from "@/lib/registration/commands/save-typed-details";

/** 下一步 of 信息填写. Not one of the usual wrappers: what the form must hold depends on the exam session, so the command reads it. */
export async function saveDetailsAction(_previous: FormState, form: FormData): Promise<FormState> {
  const { id: accountId } = await requireCandidate("/registration/details");
  const session = await presentSession();
  if (!session) redirect("/?notice=no_session");

  const values = typedValues(form);
  const saved = await saveTypedDetails({ accountId, examSessionId: session.id, typed: values, now: new Date() });
  if (saved.ok) redirect("/registration/portrait");
  if (saved.error === "details_invalid") return { status: "invalid", fieldErrors: saved.problems, values };
  if (saved.error === "graduated_earlier") redirect("/registration/ineligible");
  return { status: "refused", error: saved.error, values };
}
