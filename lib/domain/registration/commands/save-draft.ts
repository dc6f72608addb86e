import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { editableFields } from "../editable";
import { readDraft } from "../queries/own-details";
import type { OwnRegistration } from "../queries/standing";
import { draftSchema, type DetailsInput } from "../schema";
import type { StepRefusal } from "../steps";
import type { CandidateInExamSession } from "../queries/standing";
import { loadAccess } from "./load-access";

/**
 * Keeps the form as it is, valid or not, for another visit or another device. A draft has no effect elsewhere, so it
 * writes no audit row and does not count as a change of the registration. `basis` is the detailsSavedAt that the page
 * was loaded with: a draft that arrives after a newer save must not replace it. Fields that `typed` does not name
 * keep what another page or device wrote.
 */
export const saveDraft = ({
  typed,
  basis,
  now,
  ...own
}: CandidateInExamSession & { typed: DetailsInput; basis: Date | null; now: Date }) =>
  transact<{ savedAt: Date }, StepRefusal | DraftRefusal>(async (tx) => {
    const { registration, refusal } = await loadAccess(tx, own, "details", now);
    if (!registration || refusal) return refuse(refusal ?? "step_comes_later");
    const { id } = registration;
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${id}::uuid FOR UPDATE`;
    const before = await tx.registration.findUniqueOrThrow({ where: { id }, select: { draftEncrypted: true } });
    const kept = before.draftEncrypted ? readDraft(id, before.draftEncrypted) : {};
    const written = await writeDraft(tx, { ...registration, detailsSavedAt: basis }, { ...kept, ...typed });
    return written.ok ? ok({ savedAt: now }) : written;
  });

export type DraftRefusal = "text_too_long" | "draft_outdated";

/**
 * Refuses a draft that is larger than the form can be, and a draft of a registration whose status has changed, or whose
 * details were saved, since it was read.
 */
export async function writeDraft(
  tx: Tx,
  registration: Pick<OwnRegistration, "id" | "status" | "reopenedItems" | "detailsSavedAt">,
  typed: DetailsInput,
): Promise<Result<null, DraftRefusal>> {
  const { id, status, detailsSavedAt } = registration;
  const fields = editableFields(registration).filter((field) => typed[field] !== undefined);
  const draft = draftSchema.safeParse(Object.fromEntries(fields.map((field) => [field, typed[field]])));
  if (!draft.success) return refuse("text_too_long");
  const { count } = await tx.registration.updateMany({
    where: { id, status, detailsSavedAt },
    data: { draftEncrypted: encryptColumn("registration.draft_encrypted", id, JSON.stringify(draft.data)) },
  });
  return count > 0 ? ok(null) : refuse("draft_outdated");
}
