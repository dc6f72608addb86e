import type { CandidateCategory } from "@/lib/adapter/db/enums";

/** 自考 candidates give a 考籍号, 成考 candidates a 学号. */
export const isSelfStudy = (category: CandidateCategory): boolean => category.startsWith("SELF_STUDY");

/** The categories that ask for the month of the graduation application. */
export const isGraduating = (category: CandidateCategory): boolean => category.endsWith("GRADUATING");

/**
 * Rule 3 of the 报名须知: a candidate who applied for the certificate before the exam session's month is a graduate and may
 * not register.
 */
export const graduatedEarlier = (
  { category, graduationMonth }: { category: CandidateCategory; graduationMonth: string | null },
  examSession: { graduationMonth: string },
): boolean => isGraduating(category) && graduationMonth !== null && graduationMonth < examSession.graduationMonth;
