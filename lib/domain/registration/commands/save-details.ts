import { ok, refuse } from "@/lib/core/result";
import { db, Prisma } from "@/lib/adapter/db/client";
import { insertAuditRows } from "@/lib/domain/audit/commands";
import { violatesReference } from "@/lib/adapter/db/transact";
import { hasClosed, nothingChosen, offered } from "@/lib/domain/exam-session/offered";
import { graduatedEarlier } from "../category";
import { checkDetails } from "../check-details";
import { editableFields, mergeTyped } from "../editable";
import { documentHeldElsewhere } from "../queries/document-holder";
import { chosenIn, ownDetails, toFormValues } from "../queries/own-details";
import type { DetailsContext, OwnRegistration } from "../queries/standing";
import type { Details, DetailsInput } from "../schema";
import { documentIndexOf, setDetails } from "./details-columns";
import { refuseTakenDocument } from "./document-taken";
import { pageAccess } from "./load-access";
import { writeDraft } from "./save-draft";

/**
 * 下一步 of 信息填写: reads the posted form and stores it when every field is valid. Of a returned registration only the
 * fields that were sent back are read. An invalid form is kept as a draft, so that no input is lost. If another
 * candidate holds the document number, the form is saved and the candidate is warned now: the unique index would refuse
 * the number only at the submit. `context` was read a moment ago. The write checks status, level, category and ID type
 * again; language, school and teaching point are foreign keys. `staffId`: who of the staff does it for him (当面代填).
 */
export async function saveDetails({
  typed,
  staffId = null,
  now,
  ...context
}: DetailsContext & { typed: DetailsInput; staffId?: string | null; now: Date }) {
  const { accountId, examSession, registration, lists, refusal } = pageAccess(context, "details", now);
  if (!registration || refusal) return refuse(refusal ?? "step_comes_later");

  const own = { accountId, examSessionId: examSession.id };
  // Who has chosen an entry before it was closed to newcomers keeps it.
  const saved = registration.status !== "DRAFT" || hasClosed(lists) ? await ownDetails(own) : null;
  const stored = saved && registration.status !== "DRAFT" ? toFormValues(saved) : {};
  const checked = checkDetails(
    mergeTyped(stored, typed, editableFields(registration)),
    registration.files,
    { ...examSession, ...offered(lists, saved ? chosenIn(saved) : nothingChosen) },
    now,
  );
  if (!checked.ok) {
    await writeDraft(db(), registration, typed);
    return { ...refuse("details_invalid"), problems: checked.problems };
  }
  if (graduatedEarlier(checked.details, examSession)) {
    await writeDraft(db(), registration, typed);
    return refuse("graduated_earlier");
  }
  const written = await refuseTakenDocument(async () => {
    try {
      const moved = await write(registration, checked.details, { accountId, staffId, now });
      return moved ? ok(registration) : refuse("registration_not_in_expected_status");
    } catch (error) {
      // Staff removed a language or a school from the lists between the read and the write.
      if (violatesReference(error)) return refuse("lists_changed");
      throw error;
    }
  });
  // A draft may exist beside the registration that holds its number, so it is saved with a warning. A returned
  // registration may not.
  if (!written.ok && written.error === "document_already_registered") await writeDraft(db(), registration, typed);
  const held = written.ok ? await documentHeldElsewhere(own, documentIndexOf(checked.details)) : null;
  return held ? refuse(held) : written;
}

/**
 * Writes the form and the audit row in one statement; of the form only the fields that are open to the candidate.
 * Returns false when the status has changed since it was read, or staff have removed the level, category or ID type
 * from the exam session's list. (The version is not compared: an upload that finishes at this moment increments it and
 * changes none of these columns.)
 */
async function write(
  registration: OwnRegistration,
  details: Details,
  { accountId, staffId, now }: { accountId: string; staffId: string | null; now: Date },
): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    WITH saved AS (
      UPDATE registration r
      SET ${setDetails(registration.id, details, editableFields(registration))},
        details_saved_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, draft_encrypted = NULL, version = r.version + 1
      FROM exam_session s
      WHERE r.id = ${registration.id}::uuid AND r.account_id = ${accountId}::uuid AND r.status = ${registration.status}::registration_status
        AND s.id = r.exam_session_id AND ${details.level} = ANY (s.levels)
        AND ${details.category}::candidate_category = ANY (s.categories) AND ${details.idType}::id_type = ANY (s.id_types)
      RETURNING r.id, r.version
    )
    ${insertAuditRows(Prisma.sql`
      SELECT ${now}::timestamptz, ${staffId ? "STAFF" : "CANDIDATE"}::actor_kind, ${staffId ?? accountId}::uuid, 'registration.save_details', 'registration', id,
        jsonb_build_object('version', version)
      FROM saved`)}
    RETURNING true AS written`;
  return rows.length > 0;
}
