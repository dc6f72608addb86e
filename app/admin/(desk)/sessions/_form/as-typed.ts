import { formatInput } from "@/app/_lib/format";
import { fenToYuan } from "@/lib/core/money";
import { formatLanguages, formatLevels, formatSchools } from "@/lib/domain/exam-session/list-text";
import type { SessionContent } from "@/lib/domain/exam-session/new-session";
import type { SessionValues } from "./fields";

const tick = (on: boolean) => (on ? "on" : "");

const ticks = (prefix: string, values: readonly string[]) =>
  Object.fromEntries(values.map((value) => [`${prefix}-${value}`, "on"]));

/** A session as its form shows it. */
export const asTyped = (examSession: SessionContent): SessionValues => ({
  title: examSession.title,
  schoolName: examSession.schoolName,
  schoolNameEn: examSession.schoolNameEn,
  year: String(examSession.year),
  season: examSession.season,
  examStartsAt: formatInput(examSession.examStartsAt),
  examEndsAt: formatInput(examSession.examEndsAt),
  examAddress: examSession.examAddress,
  registrationOpensAt: formatInput(examSession.registrationOpensAt),
  registrationClosesAt: formatInput(examSession.registrationClosesAt),
  reviewOpensAt: formatInput(examSession.reviewOpensAt),
  reviewClosesAt: formatInput(examSession.reviewClosesAt),
  paymentOpensAt: formatInput(examSession.paymentOpensAt),
  paymentClosesAt: formatInput(examSession.paymentClosesAt),
  printingOpensAt: formatInput(examSession.printingOpensAt),
  printingClosesAt: formatInput(examSession.printingClosesAt),
  ...ticks("category", examSession.categories),
  ...ticks("categoryClosed", examSession.closedCategories),
  ...ticks("idType", examSession.idTypes),
  ...ticks("idTypeClosed", examSession.closedIdTypes),
  graduationMonth: examSession.graduationMonth,
  schools: formatSchools(examSession.schools),
  languages: formatLanguages(examSession.languages),
  levels: formatLevels(examSession.levels.map((name) => ({ name, closed: examSession.closedLevels.includes(name) }))),
  fee: fenToYuan(examSession.feeFen),
  payerIdentity: tick(examSession.payerIdentity),
  refundLimit: fenToYuan(examSession.refundLimitFen),
  rosterRequired: tick(examSession.rosterRequired),
  twoStageReview: tick(examSession.twoStageReview),
  portraitWidth: String(examSession.portraitWidth),
  portraitHeight: String(examSession.portraitHeight),
  portraitMaxKb: String(examSession.portraitMaxKb),
  noticeText: examSession.noticeText,
  tipsText: examSession.tipsText,
  faqText: examSession.faqText,
  notes: examSession.admitCardNotes.join("\n"),
  pledgeText: examSession.pledgeText,
  numberPrefix: examSession.numberPrefix,
  numberTemplate: examSession.admitNumberTemplate,
  schoolNumber: examSession.schoolCode,
  contactPhone: examSession.contactPhone,
  contactHours: examSession.contactHours,
  contactAddress: examSession.contactAddress,
  brandColour: examSession.brandColour,
});
