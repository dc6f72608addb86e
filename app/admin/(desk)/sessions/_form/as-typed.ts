import { formatInput } from "@/app/_lib/format";
import { fenToYuan } from "@/lib/core/money";
import { formatLanguages, formatSchools } from "@/lib/domain/exam-session/lists";
import type { SessionContent } from "@/lib/domain/exam-session/new-session";
import type { SessionValues } from "./fields";

const tick = (on: boolean) => (on ? "on" : "");

const ticks = (prefix: string, values: readonly string[]) =>
  Object.fromEntries(values.map((value) => [`${prefix}-${value}`, "on"]));

/** A session as its form shows it. */
export const asTyped = (session: SessionContent): SessionValues => ({
  title: session.title,
  schoolName: session.schoolName,
  schoolNameEn: session.schoolNameEn,
  year: String(session.year),
  season: session.season,
  examStartsAt: formatInput(session.examStartsAt),
  examEndsAt: formatInput(session.examEndsAt),
  examAddress: session.examAddress,
  registrationOpensAt: formatInput(session.registrationOpensAt),
  registrationClosesAt: formatInput(session.registrationClosesAt),
  reviewOpensAt: formatInput(session.reviewOpensAt),
  reviewClosesAt: formatInput(session.reviewClosesAt),
  paymentOpensAt: formatInput(session.paymentOpensAt),
  paymentClosesAt: formatInput(session.paymentClosesAt),
  printingOpensAt: formatInput(session.printingOpensAt),
  printingClosesAt: formatInput(session.printingClosesAt),
  ...ticks("category", session.categories),
  ...ticks("idType", session.idTypes),
  graduationMonth: session.graduationMonth,
  schools: formatSchools(session.schools),
  languages: formatLanguages(session.languages),
  levels: session.levels.join("\n"),
  fee: fenToYuan(session.feeFen),
  payerIdentity: tick(session.payerIdentity),
  refundLimit: fenToYuan(session.refundLimitFen),
  rosterRequired: tick(session.rosterRequired),
  twoStageReview: tick(session.twoStageReview),
  portraitWidth: String(session.portraitWidth),
  portraitHeight: String(session.portraitHeight),
  portraitMaxKb: String(session.portraitMaxKb),
  noticeText: session.noticeText,
  tipsText: session.tipsText,
  notes: session.admitCardNotes.join("\n"),
  pledgeText: session.pledgeText,
  numberPrefix: session.numberPrefix,
  numberTemplate: session.admitNumberTemplate,
  schoolNumber: session.schoolCode,
  contactPhone: session.contactPhone,
  contactHours: session.contactHours,
});
