import { type Day, documentIdentity, maskDocument } from "@/lib/core/identity-number";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, Prisma } from "@/lib/adapter/db/client";
import { insertAuditRows } from "@/lib/domain/audit/commands";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { violatesReference } from "@/lib/adapter/db/transact";
import { graduatedEarlier } from "../category";
import { checkDetails } from "../check-details";
import { editableFields, mergeTyped } from "../editable";
import type { FieldItem } from "../items";
import { documentHeldElsewhere } from "../queries/document-holder";
import { ownDetails, toFormValues } from "../queries/own-details";
import type { DetailsContext, CandidateInExamSession, OwnRegistration } from "../queries/standing";
import type { Details, DetailsInput } from "../schema";
import { refuseTakenDocument } from "./document-taken";
import { pageAccess } from "./load-access";
import { writeDraft } from "./save-draft";

/**
 * 下一步 of 信息填写: reads the posted form and stores it when every field is valid. Of a returned registration only the
 * fields that were sent back are read. An invalid form is kept as a draft, so that no input is lost. If another
 * candidate holds the document number, the form is saved and the candidate is warned now: the unique index would refuse
 * the number only at the submit. `context` was read a moment ago. The write checks status, level, category and ID type
 * again; language, school and teaching point are foreign keys.
 */
export async function saveDetails({ typed, now, ...context }: DetailsContext & { typed: DetailsInput; now: Date }) {
  const { accountId, examSession, registration, lists, refusal } = pageAccess(context, "details", now);
  if (!registration || refusal) return refuse(refusal ?? "step_comes_later");

  const stored = await closedFields({ accountId, examSessionId: examSession.id }, registration);
  const checked = checkDetails(
    mergeTyped(stored, typed, editableFields(registration)),
    registration.files,
    { ...examSession, ...lists },
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
  const saved = await refuseTakenDocument(async () => {
    try {
      const written = await write(registration, checked.details, accountId, now);
      return written ? ok(registration) : refuse("registration_not_in_expected_status");
    } catch (error) {
      // Staff removed a language or a school from the lists between the read and the write.
      if (violatesReference(error)) return refuse("lists_changed");
      throw error;
    }
  });
  // A draft may exist beside the registration that holds its number, so it is saved with a warning. A returned
  // registration may not.
  if (!saved.ok && saved.error === "document_already_registered") await writeDraft(db(), registration, typed);
  const held = saved.ok
    ? await documentHeldElsewhere({ accountId, examSessionId: examSession.id }, indexOf(checked.details))
    : null;
  return held ? refuse(held) : saved;
}

const indexOf = ({ idType, documentNumber }: Details): string =>
  blindIndex("document", documentIdentity(idType, documentNumber));

/**
 * Writes the form and the audit row in one statement; of the form only the fields that are open to the candidate.
 * Returns false when the status has changed since it was read, or staff have removed the level, category or ID type
 * from the exam session's list. (The version is not compared: an upload that finishes at this moment increments it and
 * changes none of these columns.)
 */
async function write(registration: OwnRegistration, details: Details, accountId: string, now: Date): Promise<boolean> {
  const all = columnsOf(registration.id, details);
  const changed = Object.assign({}, ...editableFields(registration).map((field) => all[field])) as object;
  const rows = await db().$queryRaw<unknown[]>`
    WITH saved AS (
      UPDATE registration r
      SET (category, name, sex, id_type, document_encrypted, document_index, document_masked, birth_date, birth_date_encrypted, level,
           language_id, school_id, teaching_point_id, student_number, graduation_month, accommodation, accommodation_encrypted) =
        (SELECT category, name, sex, id_type, document_encrypted, document_index, document_masked, birth_date, birth_date_encrypted,
                level, language_id, school_id, teaching_point_id, student_number, graduation_month, accommodation,
                accommodation_encrypted
         FROM jsonb_populate_record(r, ${JSON.stringify(changed)}::jsonb)),
        details_saved_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, draft_encrypted = NULL, version = r.version + 1
      FROM exam_session s
      WHERE r.id = ${registration.id}::uuid AND r.account_id = ${accountId}::uuid AND r.status = ${registration.status}::registration_status
        AND s.id = r.exam_session_id AND ${details.level} = ANY (s.levels)
        AND ${details.category}::candidate_category = ANY (s.categories) AND ${details.idType}::id_type = ANY (s.id_types)
      RETURNING r.id, r.version
    )
    ${insertAuditRows(Prisma.sql`
      SELECT ${now}::timestamptz, 'CANDIDATE', ${accountId}::uuid, 'registration.save_details', 'registration', id,
        jsonb_build_object('version', version)
      FROM saved`)}
    RETURNING true AS written`;
  return rows.length > 0;
}

/** The stored values of the fields that the candidate may not change now. A draft has none. */
async function closedFields(own: CandidateInExamSession, { status }: OwnRegistration): Promise<DetailsInput> {
  if (status === "DRAFT") return {};
  const details = await ownDetails(own);
  return details ? toFormValues(details) : {};
}

/** The columns behind each field of the form. birth_date and accommodation held plain text until 2026-11-28. */
const columnsOf = (id: string, details: Details) =>
  ({
    category: { category: details.category },
    name: { name: details.name },
    sex: { sex: details.sex },
    idType: { id_type: details.idType },
    documentNumber: {
      document_encrypted: encryptColumn("registration.document_encrypted", id, details.documentNumber),
      document_index: indexOf(details),
      document_masked: maskDocument(details.documentNumber),
      birth_date: null,
      birth_date_encrypted:
        details.birthDate && encryptColumn("registration.birth_date_encrypted", id, isoDay(details.birthDate)),
    },
    level: { level: details.level },
    language: { language_id: details.languageId },
    school: { school_id: details.schoolId },
    teachingPoint: { teaching_point_id: details.teachingPointId },
    studentNumber: { student_number: details.studentNumber },
    graduationMonth: { graduation_month: details.graduationMonth },
    accommodation: {
      accommodation: null,
      accommodation_encrypted:
        details.accommodation && encryptColumn("registration.accommodation_encrypted", id, details.accommodation),
    },
  }) satisfies Record<FieldItem, Record<string, string | null>>;

const isoDay = ({ year, month, day }: Day) =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
