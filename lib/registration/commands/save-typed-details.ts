import { wholeExamSession } from "@/lib/exam-session/queries";
import { refuse } from "@/lib/core/result";
import { checkDetails } from "../check-details";
import { editableFields, mergeTyped } from "../editable";
import { ownDetails, storedAsTyped } from "../queries";
import type { TypedDetails } from "../schema";
import type { Own } from "./own-registration";
import { saveDetails } from "./save-details";
import { saveDraft } from "./save-draft";

/**
 * 下一步 of 信息填写: reads the form as typed, of a returned registration only the fields that were sent back, and stores it when all of it
 * holds. What does not hold is kept as a draft, so that nothing is lost however the page comes back.
 */
export async function saveTypedDetails({ typed, now, ...own }: Own & { typed: TypedDetails; now: Date }) {
  const [stored, lists] = await Promise.all([ownDetails(own), wholeExamSession({ id: own.examSessionId })]);
  if (!stored) return refuse("step_comes_later");
  const keep = () => saveDraft({ ...own, typed, basis: stored.detailsSavedAt, now });

  const checked = checkDetails(mergeTyped(storedAsTyped(stored), typed, editableFields(stored)), stored.files, lists, now);
  if (!checked.ok) {
    await keep();
    return { ...refuse("details_invalid"), problems: checked.problems };
  }
  const saved = await saveDetails({ ...own, details: checked.details, now });
  if (!saved.ok && saved.error === "graduated_earlier") await keep();
  return saved;
}
