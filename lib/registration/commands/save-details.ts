import { recordAudit } from "@/lib/audit/commands";
import { type Day, maskDocument } from "@/lib/core/identity-number";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex, sealText } from "@/lib/crypto/sealed";
import type { Prisma, Tx } from "@/lib/db/client";
import { transact } from "@/lib/db/transact";
import { offeredLists } from "@/lib/exam-session/queries";
import { graduatedEarlier } from "../category";
import { checkDetails, type DetailsProblems } from "../check-details";
import { editableFields, mergeTyped } from "../editable";
import type { FieldItem } from "../items";
import { ownDetails, storedAsTyped } from "../queries/own-details";
import type { OwnRegistration } from "../queries/standing";
import type { Details, TypedDetails } from "../schema";
import { refuseTakenDocument } from "./document-taken";
import { type Own, standing } from "./own-registration";
import { writeDraft } from "./save-draft";

/**
 * 下一步 of 信息填写: reads the form as typed, of a returned registration only the fields that were sent back, and stores it when all of it
 * holds. What does not hold is kept as a draft, so that nothing is lost however the page comes back.
 */
export async function saveDetails(input: Own & { typed: TypedDetails; now: Date }) {
  const saved = await refuseTakenDocument(() => transact((tx) => saveWithin(tx, input)));
  if (!saved.ok || saved.value === "saved") return saved;
  // What was kept of a form that does not hold must not be rolled back as a refusal is: it is one only from here on.
  return saved.value === "graduated_earlier"
    ? refuse("graduated_earlier")
    : { ...refuse("details_invalid"), problems: saved.value.problems };
}

type Outcome = "saved" | "graduated_earlier" | { problems: DetailsProblems };

async function saveWithin(tx: Tx, { typed, now, ...own }: Own & { typed: TypedDetails; now: Date }) {
  const lists = await offeredLists(tx, own.examSessionId);
  const { session, registration, refusal } = await standing(tx, own, "details", now);
  if (!registration || refusal) return refuse(refusal ?? "step_comes_later");

  const stored = await closedFields(tx, own, registration);
  const checked = checkDetails(mergeTyped(stored, typed, editableFields(registration)), registration.files, lists, now);
  const tooEarly = checked.ok && graduatedEarlier(checked.details, session);
  if (!checked.ok || tooEarly) {
    await writeDraft(tx, registration, typed);
    return ok<Outcome>(checked.ok ? "graduated_earlier" : { problems: checked.problems });
  }

  const written = columnsOf(checked.details);
  const [row] = await tx.registration.updateManyAndReturn({
    // Not the version: an upload that ends at this moment counts it up and touches none of these columns.
    where: { id: registration.id, status: registration.status },
    data: {
      ...editableFields(registration).reduce<Columns>((all, field) => ({ ...all, ...written[field] }), {}),
      detailsSavedAt: now,
      draftEncrypted: null,
      version: { increment: 1 },
    },
    select: { version: true },
  });
  if (!row) return refuse("registration_not_in_expected_status");
  await recordAudit(tx, {
    actor: { kind: "CANDIDATE", id: own.accountId },
    action: "registration.save_details",
    subject: { kind: "registration", id: registration.id },
    detail: { version: row.version },
    now,
  });
  return ok<Outcome>("saved");
}

/** What is stored of the fields that the candidate may not change now; a draft has none. */
async function closedFields(tx: Tx, own: Own, { status }: OwnRegistration): Promise<TypedDetails> {
  if (status === "DRAFT") return {};
  const details = await ownDetails(own, tx);
  return details ? storedAsTyped(details) : {};
}

type Columns = Prisma.RegistrationUncheckedUpdateManyInput;

/** The columns behind each field of the form. */
const columnsOf = (details: Details) =>
  ({
    category: { category: details.category },
    name: { name: details.name },
    sex: { sex: details.sex },
    idType: { idType: details.idType },
    documentNumber: {
      documentEncrypted: sealText("document", details.documentNumber),
      documentIndex: blindIndex("document", details.documentNumber),
      documentMasked: maskDocument(details.documentNumber),
      birthDate: details.birthDate && dateColumn(details.birthDate),
    },
    level: { level: details.level },
    language: { languageId: details.languageId },
    school: { schoolId: details.schoolId },
    teachingPoint: { teachingPointId: details.teachingPointId },
    studentNumber: { studentNumber: details.studentNumber },
    graduationMonth: { graduationMonth: details.graduationMonth },
    accommodation: { accommodation: details.accommodation },
  }) satisfies Record<FieldItem, Columns>;

/** A `date` column travels as midnight UTC of its day. */
const dateColumn = ({ year, month, day }: Day) => new Date(Date.UTC(year, month - 1, day));
