import { asTyped } from "@/app/admin/(desk)/sessions/_form/as-typed";
import { renamePlacesOfReviewers } from "@/lib/domain/account/commands/rename-places";
import type { Result } from "@/lib/core/result";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { updateExamSession } from "@/lib/domain/exam-session/commands/update";
import { confirmationOf } from "@/lib/domain/exam-session/confirmation";
import { publishWarnings } from "@/lib/domain/exam-session/contradictions";
import { editableExamSession, surroundingsOf } from "@/lib/domain/exam-session/queries";
import { editExamSessionSchema } from "@/lib/domain/exam-session/schema";
import { renameLevelsOfRegistrations } from "@/lib/domain/registration/commands/rename-levels";
import { renameInRoster } from "@/lib/domain/roster/commands/rename-entries";
import { announceChange } from "@/lib/domain/notice/commands/save-notice";
import { renewCards } from "@/lib/domain/seating/commands/renew-cards";
import { createStaff } from "./factories";

/** What a form posts of its fields: a box that is not ticked posts nothing. */
export const posted = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) =>
        value !== "" || !/^(?:category(?:Closed)?-|idType(?:Closed)?-|.*Required$|twoStage|payer)/.test(name),
    ),
  );

/** The form of a session as it stands, with some fields typed anew. */
export async function typedForm(id: string, typed: Readonly<Record<string, string>> = {}) {
  const examSession = await editableExamSession(id);
  if (!examSession) throw new Error("no such session");
  return posted({ ...asTyped(examSession), id, seen: String(examSession.updatedAt.getTime()), ...typed });
}

/** The same, read by the schema. */
export const sessionForm = async (id: string, typed: Readonly<Record<string, string>> = {}) =>
  editExamSessionSchema.parse(await typedForm(id, typed));

/** What the page of a draft asks to agree to before publishing. */
export async function publishingConfirmation(id: string, now = new Date()): Promise<string> {
  const examSession = await editableExamSession(id);
  if (!examSession) throw new Error("no such session");
  return confirmationOf(publishWarnings(examSession, await surroundingsOf(id), now));
}

type Saved = Result<unknown, string>;

/** Opens the form of a session, types some fields anew, and saves. */
export async function saveSession(
  id: string,
  typed: Readonly<Record<string, string>>,
  { role = "ADMINISTRATOR", now = new Date() }: { role?: StaffRole; now?: Date } = {},
): Promise<Saved> {
  return saveForm(await sessionForm(id, typed), { role, now });
}

/** Saves a form that was opened before. */
export async function saveForm(
  edit: Awaited<ReturnType<typeof sessionForm>>,
  { role = "ADMINISTRATOR", now = new Date() }: { role?: StaffRole; now?: Date } = {},
): Promise<Saved> {
  const staff = await createStaff({ role });
  const followers = [renamePlacesOfReviewers, renameLevelsOfRegistrations, renameInRoster];
  return updateExamSession({ staffId: staff.id, roles: [role], edit, followers, renewCards, announceChange, now });
}

/** What came of it, in one word: "saved", the first thing that a refusal names, or the refusal itself. */
export const outcome = (saved: Saved): string =>
  saved.ok ? "saved" : (saved.detail?.problems[0]?.code ?? saved.error);

/** Saves, agrees to whatever is asked, and saves again with a reason. */
export async function saveAgreeing(
  id: string,
  typed: Readonly<Record<string, string>>,
  now = new Date(),
): Promise<Saved> {
  const first = await saveSession(id, typed, { now });
  if (first.ok || !first.detail?.confirm) return first;
  return saveSession(id, { ...typed, confirmed: first.detail.confirm, reason: "学校通知" }, { now });
}
