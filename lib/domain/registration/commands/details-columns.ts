import { type Day, documentIdentity, maskDocument } from "@/lib/core/identity-number";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { Prisma } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { FieldItem } from "../items";
import type { Details } from "../schema";

export const documentIndexOf = ({ idType, documentNumber }: Pick<Details, "idType" | "documentNumber">): string =>
  blindIndex("document", documentIdentity(idType, documentNumber));

/** The part of an UPDATE of a registration `r` that writes these fields of the form, and none but these. */
export function setDetails(id: string, details: Details, fields: readonly FieldItem[]): Prisma.Sql {
  const all = columnsOf(id, details);
  const changed = Object.assign({}, ...fields.map((field) => all[field])) as object;
  return Prisma.sql`
    (category, name, sex, id_type, document_encrypted, document_index, document_masked, birth_date, birth_date_encrypted, level,
      language_id, school_id, teaching_point_id, student_number, graduation_month, accommodation, accommodation_encrypted) =
    (SELECT category, name, sex, id_type, document_encrypted, document_index, document_masked, birth_date, birth_date_encrypted,
      level, language_id, school_id, teaching_point_id, student_number, graduation_month, accommodation,
      accommodation_encrypted
      FROM jsonb_populate_record(r, ${JSON.stringify(changed)}::jsonb))`;
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
      document_index: documentIndexOf(details),
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
