import { z } from "zod";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { Chosen } from "@/lib/domain/exam-session/offered";
import { type FieldItem, type Item, items, uploadItems } from "../items";
import { changesBetween, type Submitted } from "../submission";
import type { CandidateInExamSession } from "./standing";

const detailsSelect = {
  id: true,
  status: true,
  version: true,
  registrationNumber: true,
  reopenedItems: true,
  submittedAt: true,
  draftEncrypted: true,
  detailsSavedAt: true,
  category: true,
  name: true,
  sex: true,
  idType: true,
  documentEncrypted: true,
  level: true,
  language: { select: { id: true, name: true } },
  school: { select: { id: true, name: true } },
  teachingPoint: { select: { id: true, name: true } },
  studentNumber: true,
  graduationMonth: true,
  accommodationEncrypted: true,
  files: {
    where: { removedAt: null, kind: { in: [...uploadItems] } },
    select: { id: true, kind: true, pages: true },
    orderBy: { id: "asc" },
  },
} as const satisfies Prisma.RegistrationSelect;

/** The candidate's own details in full, with the document number in plain text. For the candidate only. */
export async function ownDetails(
  { accountId, examSessionId }: CandidateInExamSession,
  tx: Pick<Tx, "registration"> = db(),
) {
  const row = await tx.registration.findUnique({
    where: { accountId_examSessionId: { accountId, examSessionId } },
    select: detailsSelect,
  });
  if (!row) return null;
  const { documentEncrypted, draftEncrypted, accommodationEncrypted, ...rest } = row;
  const documentNumber =
    documentEncrypted && decryptColumn("registration.document_encrypted", row.id, documentEncrypted);
  const accommodation =
    accommodationEncrypted && decryptColumn("registration.accommodation_encrypted", row.id, accommodationEncrypted);
  return { ...rest, documentNumber, accommodation, draft: draftEncrypted ? readDraft(row.id, draftEncrypted) : null };
}

export type OwnDetails = NonNullable<Awaited<ReturnType<typeof ownDetails>>>;

/** The fields of a registration's draft as the candidate typed them. */
export const readDraft = (registrationId: string, encrypted: string): Partial<Record<FieldItem, string>> =>
  z
    .record(z.string(), z.string())
    .parse(JSON.parse(decryptColumn("registration.draft_encrypted", registrationId, encrypted)));

/** The stored columns as the form shows them. */
export const toFormValues = (row: OwnDetails): Record<FieldItem, string> => ({
  category: row.category ?? "",
  name: row.name ?? "",
  sex: row.sex ?? "",
  idType: row.idType ?? "",
  documentNumber: row.documentNumber ?? "",
  level: row.level ?? "",
  language: row.language?.id ?? "",
  school: row.school?.id ?? "",
  teachingPoint: row.teachingPoint?.id ?? "",
  studentNumber: row.studentNumber ?? "",
  graduationMonth: row.graduationMonth ?? "",
  accommodation: row.accommodation ?? "",
});

/** The list entries that the candidate has saved: he keeps them when they are closed to newcomers. */
export const chosenIn = (row: OwnDetails): Chosen => ({
  category: row.category,
  idType: row.idType,
  level: row.level,
  languageId: row.language?.id ?? null,
  schoolId: row.school?.id ?? null,
  teachingPointId: row.teachingPoint?.id ?? null,
});

/**
 * The registration as it would be submitted now. Entries of lists are stored by name, so a later change of a list does
 * not change them.
 */
export function asSubmitted(row: OwnDetails): Submitted {
  const named = {
    language: row.language?.name ?? "",
    school: row.school?.name ?? "",
    teachingPoint: row.teachingPoint?.name ?? "",
  };
  return {
    fields: { ...toFormValues(row), ...named },
    files: row.files.flatMap(({ id, kind }) =>
      kind === "ADMIT_CARD" || kind === "ACCOMMODATION_PROOF" ? [] : [{ id, kind }],
    ),
  };
}

/**
 * The items of a returned registration that the candidate has not changed yet, in the form's order. Empty in any other
 * status, and when no earlier submission was kept.
 */
export async function unchangedItems(
  row: OwnDetails,
  tx: Pick<Tx, "submission" | "storedFile"> = db(),
): Promise<Item[]> {
  if (row.status !== "RETURNED") return [];
  const last = await tx.submission.findFirst({
    where: { registrationId: row.id },
    orderBy: { version: "desc" },
    select: { id: true, contentEncrypted: true, at: true },
  });
  if (!last) return [];
  const handedIn = JSON.parse(
    decryptColumn("submission.content_encrypted", last.id, last.contentEncrypted),
  ) as Submitted;
  const changed = changesBetween(handedIn, asSubmitted(row)).map(({ item }): Item => item);
  // A request for 合理便利 is corrected by a better proof too.
  const proof = await tx.storedFile.findFirst({
    where: { registrationId: row.id, kind: "ACCOMMODATION_PROOF", createdAt: { gt: last.at } },
    select: { id: true },
  });
  if (proof) changed.push("accommodation");
  return items.filter((item) => row.reopenedItems.includes(item) && !changed.includes(item));
}
