import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { HOLDS_NO_NUMBER } from "@/lib/domain/registration/queries/document-holder";
import { ownDetails, toFormValues } from "@/lib/domain/registration/queries/own-details";
import { idTypeLabels, sexLabels } from "@/lib/domain/registration/labels";
import type { Content } from "../content";
import type { CorrectableItem, FieldCorrection } from "../rules";

const subjectSelect = {
  id: true,
  accountId: true,
  examSessionId: true,
  status: true,
  version: true,
  name: true,
  submittedAt: true,
  documentMasked: true,
  documentIndex: true,
  languageId: true,
  seat: { select: { id: true } },
  examSession: {
    select: {
      id: true,
      title: true,
      categories: true,
      idTypes: true,
      levels: true,
      examStartsAt: true,
      feeFen: true,
      seatsFrozenAt: true,
      cardsPublishedAt: true,
      rosterRequired: true,
      languages: { select: { id: true, name: true, feeFen: true }, orderBy: { position: "asc" } },
      schools: {
        select: {
          id: true,
          name: true,
          teachingPoints: { select: { id: true, name: true }, orderBy: { position: "asc" } },
        },
        orderBy: { position: "asc" },
      },
    },
  },
} as const satisfies Prisma.RegistrationSelect;

/** A registration with what it holds now and what it may be corrected to; null when there is none, or nothing in it. */
export async function correctionSubject(registrationId: string, tx: Pick<Tx, "registration"> = db()) {
  const row = await tx.registration.findUnique({ where: { id: registrationId }, select: subjectSelect });
  const details = row && (await ownDetails(row, tx));
  if (!row || !details?.detailsSavedAt) return null;
  return { ...row, stored: toFormValues(details), files: details.files };
}

export type CorrectionSubject = NonNullable<Awaited<ReturnType<typeof correctionSubject>>>;

/** A stored value in words. */
export function wordsOf({ examSession }: Pick<CorrectionSubject, "examSession">, item: CorrectableItem, value: string) {
  const nameIn = (rows: readonly { id: string; name: string }[]) => rows.find(({ id }) => id === value)?.name;
  switch (item) {
    case "idType":
      return idTypeLabels[value as keyof typeof idTypeLabels];
    case "sex":
      return sexLabels[value as keyof typeof sexLabels];
    case "language":
      return nameIn(examSession.languages) ?? value;
    case "school":
      return nameIn(examSession.schools) ?? value;
    case "teachingPoint":
      return nameIn(examSession.schools.flatMap(({ teachingPoints }) => teachingPoints)) ?? "无";
    case "name":
    case "documentNumber":
    case "studentNumber":
    case "level":
      return value;
  }
}

export const inWords = (subject: CorrectionSubject, changes: readonly FieldCorrection[]): Content =>
  changes.map(({ item, before, after }) => ({
    item,
    before,
    after,
    shownBefore: wordsOf(subject, item, before),
    shownAfter: wordsOf(subject, item, after),
  }));

/**
 * Who else holds a document number: a registration of the same exam session, or an account that an approval bound to
 * it. For staff, who have no quota of look-ups. The unique indexes decide in the end.
 */
export async function holderOfDocument(
  { id, accountId, examSessionId }: Pick<CorrectionSubject, "id" | "accountId" | "examSessionId">,
  documentIndex: string,
): Promise<
  | { error: "correction_number_taken"; registration: { id: string; name: string | null } }
  | { error: "correction_number_bound" }
  | null
> {
  const [registration, bound] = await Promise.all([
    db().registration.findFirst({
      where: { examSessionId, documentIndex, id: { not: id }, status: { notIn: [...HOLDS_NO_NUMBER] } },
      select: { id: true, name: true },
    }),
    db().account.findFirst({ where: { documentIndex, id: { not: accountId } }, select: { id: true } }),
  ]);
  if (registration) return { error: "correction_number_taken", registration };
  return bound ? { error: "correction_number_bound" } : null;
}
