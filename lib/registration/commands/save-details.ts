import { recordAudit } from "@/lib/audit/commands";
import { type Day, maskDocument } from "@/lib/core/identity-number";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex, sealText } from "@/lib/crypto/sealed";
import { transact } from "@/lib/db/transact";
import type { Prisma, Tx } from "@/lib/db/client";
import { graduatedEarlier } from "../category";
import { editableFields } from "../editable";
import type { FieldItem } from "../items";
import type { Details } from "../schema";
import { refuseTakenDocument } from "./document-taken";
import { type Own, standing } from "./own-registration";

/**
 * Writes the whole form, which the schema has found right (`details` is the outcome of detailsSchema on mergeTyped). Of a returned
 * registration only the fields that were sent back are written.
 */
export const saveDetails = ({ details, now, ...own }: Own & { details: Details; now: Date }) =>
  refuseTakenDocument(() =>
    transact(async (tx) => {
      const { session, registration, refusal } = await standing(tx, own, "details", now);
      if (!registration || refusal) return refuse(refusal ?? "step_comes_later");
      if (graduatedEarlier(details, session)) return refuse("graduated_earlier");
      if (!(await isOnLists(tx, session, details))) return refuse("lists_changed");

      const columns = columnsOf(details);
      const written = editableFields(registration).map((field) => columns[field]);
      const [row] = await tx.registration.updateManyAndReturn({
        // Not the version: an upload that ends at this moment counts it up and touches none of these columns.
        where: { ...own, status: registration.status },
        data: {
          ...written.reduce<Columns>((all, some) => ({ ...all, ...some }), {}),
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
      return ok({ id: registration.id });
    }),
  );

/**
 * Whether staff still offer what was chosen. The session's row stays locked against their edits until this transaction ends, so that no
 * entry vanishes between the look and the write.
 */
async function isOnLists(tx: Tx, { id: examSessionId }: { id: string }, { level, languageId, schoolId, teachingPointId }: Details) {
  const [session] = await tx.$queryRaw<{ levels: string[] }[]>`SELECT levels FROM exam_session WHERE id = ${examSessionId}::uuid FOR SHARE`;
  const school = { id: schoolId, examSessionId, ...(teachingPointId ? { teachingPoints: { some: { id: teachingPointId } } } : {}) };
  const offered = (await tx.language.count({ where: { id: languageId, examSessionId } })) && (await tx.school.count({ where: school }));
  return Boolean(session?.levels.includes(level) && offered);
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
