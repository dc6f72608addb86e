import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { ExamSessionView } from "@/lib/domain/exam-session/queries";
import type { DetailsInput } from "../schema";
import type { CandidateInExamSession } from "./standing";

/**
 * The parts of the account's newest submitted registration in another exam session that can be reused. null when there
 * is none.
 */
const newest = ({ accountId, examSessionId }: CandidateInExamSession) =>
  db().registration.findFirst({
    where: {
      accountId,
      examSessionId: { not: examSessionId },
      detailsSavedAt: { not: null },
      submittedAt: { not: null },
    },
    orderBy: { submittedAt: "desc" },
    select: {
      id: true,
      category: true,
      name: true,
      sex: true,
      idType: true,
      documentEncrypted: true,
      level: true,
      studentNumber: true,
      language: { select: { name: true } },
      school: { select: { name: true } },
      teachingPoint: { select: { name: true } },
      examSession: { select: { title: true } },
      files: { where: { kind: "PORTRAIT", removedAt: null }, select: { id: true } },
    },
  });

/** What a returning candidate may reuse: the exam session it comes from, and his earlier portrait. */
export async function earlierRegistration(
  own: CandidateInExamSession,
): Promise<{ sessionTitle: string; portraitId: string | null } | null> {
  const row = await newest(own);
  return row && { sessionTitle: row.examSession.title, portraitId: row.files[0]?.id ?? null };
}

/**
 * The form values of that registration, as the candidate would enter them now. A school, level or language that this
 * exam session does not offer stays empty. So do values of the earlier time (the month of graduation, the requested
 * accommodation). null when there is nothing to reuse.
 */
export async function earlierDetails(
  own: CandidateInExamSession,
  examSession: ExamSessionView,
): Promise<DetailsInput | null> {
  const row = await newest(own);
  if (!row) return null;
  const school = examSession.schools.find(({ name }) => name === row.school?.name);
  const known = <T extends string>(value: T | null, offered: readonly T[]) =>
    value !== null && offered.includes(value) ? value : "";
  return {
    category: known(row.category, examSession.categories),
    name: row.name ?? "",
    sex: row.sex ?? "",
    idType: known(row.idType, examSession.idTypes),
    documentNumber: row.documentEncrypted
      ? decryptColumn("registration.document_encrypted", row.id, row.documentEncrypted)
      : "",
    level: known(row.level, examSession.levels),
    language: examSession.languages.find(({ name }) => name === row.language?.name)?.id ?? "",
    school: school?.id ?? "",
    teachingPoint: school?.teachingPoints.find(({ name }) => name === row.teachingPoint?.name)?.id ?? "",
    studentNumber: row.studentNumber ?? "",
  };
}
