import { type Fen, fenToYuan } from "@/lib/core/money";
import { shanghaiTime } from "@/lib/core/clock";
import type { CandidateCategory, IdType, Season } from "@/lib/adapter/db/enums";
import { isOver } from "./current";
import type { ExamTimes } from "./exam-time";
import { openTo } from "./offered";
import { templateWidths } from "./number-template";
import type { SessionWindows, Window } from "./windows";
import type { SessionProblem, SessionProblemCode } from "./problem";

/** No exam of this kind costs more: a higher fee is a typing error. In fen. */
export const MAX_FEE_FEN = 2_000 * 100;

const HOUR_MS = 60 * 60 * 1000;
/** A candidate who is approved in the last minute of review should have a day to pay. */
const MIN_TIME_TO_PAY_MS = 24 * HOUR_MS;
/** The exams of one exam session are on one weekend. Farther apart, a wrong month or year may have been typed. */
const MAX_EXAMS_APART_MS = 14 * 24 * HOUR_MS;

/** The fields of an exam session that the check reads, stored or typed. */
export type CheckedSession = SessionWindows & {
  title: string;
  schoolName: string;
  schoolNameEn: string;
  year: number;
  season: Season;
  numberPrefix: string;
  examStartsAt: Date;
  examEndsAt: Date;
  examAddress: string;
  feeFen: Fen;
  categories: readonly CandidateCategory[];
  closedCategories: readonly CandidateCategory[];
  idTypes: readonly IdType[];
  closedIdTypes: readonly IdType[];
  levels: readonly string[];
  closedLevels: readonly string[];
  languages: readonly {
    name: string;
    code: string;
    feeFen: Fen | null;
    closed: boolean;
    examStartsAt: Date | null;
    examEndsAt: Date | null;
  }[];
  schools: readonly { closed: boolean }[];
  graduationMonth: string;
  noticeText: string;
  tipsText: string;
  admitCardNotes: readonly string[];
  faqText: string;
  pledgeText: string;
  admitNumberTemplate: string;
  schoolCode: string;
  contactPhone: string;
  contactHours: string;
  rosterRequired: boolean;
};

/** Another published exam session. */
export type OtherSession = ExamTimes & {
  title: string;
  numberPrefix: string;
  schoolCode: string;
  year: number;
  season: Season;
  admitNumberTemplate: string;
  registrationOpensAt: Date;
  registrationClosesAt: Date;
};

/** The data around the exam session that the check needs from the database. */
export type Surroundings = {
  others: readonly OtherSession[];
  rooms: readonly { number: number; capacity: number }[];
  rosterEntries: number;
  /** The name under which this installation sends SMS. */
  smsSignature: string | null;
  /** The messages to candidates whose SMS template is not set: their SMS are not sent. */
  smsWithoutTemplate: readonly ExpectedSms[];
};

/** The messages that every exam session sends to candidates. */
export const expectedSms = ["review-result", "card-published", "card-changed", "refund"] as const;
export type ExpectedSms = (typeof expectedSms)[number];

const problem = (field: string, code: SessionProblemCode, values?: SessionProblem["values"]): SessionProblem => ({
  field,
  code,
  ...(values ? { values } : {}),
});

const when = (
  holds: boolean,
  field: string,
  code: SessionProblemCode,
  values?: SessionProblem["values"],
): SessionProblem[] => (holds ? [problem(field, code, values)] : []);

/** Contradictions that a published exam session must never have. Each names the field where staff can correct it. */
export const contradictions = (examSession: CheckedSession, around: Surroundings): SessionProblem[] => [
  ...missing(examSession),
  ...wrongOrder(examSession),
  ...absurdFees(examSession),
  ...wrongNumbers(examSession, around),
];

function missing(examSession: CheckedSession): SessionProblem[] {
  const texts = [
    "schoolName",
    "schoolNameEn",
    "numberPrefix",
    "examAddress",
    "noticeText",
    "tipsText",
    "pledgeText",
    "contactPhone",
    "contactHours",
  ] as const;
  const { categories, closedCategories, idTypes, closedIdTypes, levels, closedLevels } = examSession;
  const { languages, schools } = examSession;
  const choices = {
    categories: openTo(categories, closedCategories).length,
    idTypes: openTo(idTypes, closedIdTypes).length,
    levels: openTo(levels, closedLevels).length,
    languages: languages.filter(({ closed }) => !closed).length,
    schools: schools.filter(({ closed }) => !closed).length,
  };
  return [
    ...texts.flatMap((name) => when(!examSession[name].trim(), name, "empty")),
    ...when(examSession.admitCardNotes.length === 0, "notes", "empty"),
    ...Object.entries(choices).flatMap(([name, count]) => when(count === 0, name, "none_offered")),
  ];
}

/** Registration, review, payment, printing and the exam follow each other. They may overlap, as in the old system. */
function wrongOrder(examSession: CheckedSession): SessionProblem[] {
  const { registrationOpensAt, registrationClosesAt, reviewOpensAt, reviewClosesAt } = examSession;
  const { paymentOpensAt, paymentClosesAt, printingOpensAt, printingClosesAt, examStartsAt, examEndsAt } = examSession;
  const lastEnd = examSession.languages.reduce(
    (last, language) => (language.examEndsAt && language.examEndsAt > last ? language.examEndsAt : last),
    examEndsAt,
  );
  return [
    // A candidate who is sent back in the last hour of registration must still be able to correct and be reviewed.
    ...when(registrationClosesAt > reviewClosesAt, "reviewClosesAt", "review_closes_first"),
    ...when(reviewOpensAt < registrationOpensAt, "reviewOpensAt", "review_opens_first"),
    ...when(paymentOpensAt < reviewOpensAt, "paymentOpensAt", "payment_opens_first"),
    ...when(paymentClosesAt <= reviewClosesAt, "paymentClosesAt", "payment_closes_first"),
    ...when(paymentClosesAt > examStartsAt, "paymentClosesAt", "payment_after_exam"),
    ...when(printingClosesAt <= paymentClosesAt, "printingClosesAt", "printing_closes_first"),
    ...when(printingOpensAt >= examStartsAt, "printingOpensAt", "printing_opens_after_exam"),
    ...when(printingClosesAt > lastEnd, "printingClosesAt", "printing_after_exam"),
    ...examSession.languages.flatMap(({ name, examStartsAt: own }) =>
      own === null
        ? []
        : [
            ...when(paymentClosesAt > own, "languages", "language_exam_before_payment", { name }),
            ...when(printingOpensAt >= own, "languages", "language_exam_before_printing", { name }),
          ],
    ),
  ];
}

function absurdFees({ feeFen, languages }: CheckedSession): SessionProblem[] {
  const absurd = (fee: Fen) => (fee <= 0 ? "fee_zero" : fee > MAX_FEE_FEN ? "fee_too_high" : null);
  const own = languages.flatMap(({ name, feeFen: fee }) => {
    const code = fee === null ? null : absurd(fee);
    return code ? [problem("languages", `language_${code}`, { name, most: fenToYuan(MAX_FEE_FEN) })] : [];
  });
  const code = absurd(feeFen);
  return [...(code ? [problem("fee", code, { most: fenToYuan(MAX_FEE_FEN) })] : []), ...own];
}

function wrongNumbers(examSession: CheckedSession, { others, rooms }: Surroundings): SessionProblem[] {
  const collides = others.find(
    (other) =>
      examSession.numberPrefix !== "" &&
      other.numberPrefix === examSession.numberPrefix &&
      other.registrationOpensAt < examSession.registrationClosesAt &&
      examSession.registrationOpensAt < other.registrationClosesAt,
  );
  return [
    ...(collides ? [problem("numberPrefix", "number_prefix_collides", { title: collides.title })] : []),
    ...wrongTemplate(examSession, rooms),
  ];
}

/**
 * A template whose places are too narrow gives some candidates no 准考证号. Without this check staff would notice only when
 * seats are drawn.
 */
function wrongTemplate(examSession: CheckedSession, rooms: Surroundings["rooms"]): SessionProblem[] {
  const widths = templateWidths(examSession.admitNumberTemplate);
  const tooLong = (part: "room" | "seat", most: number) => most > 10 ** (widths[part] ?? 9) - 1;
  const long = examSession.languages.filter(({ code }) => code.length > (widths.language ?? 9));
  return [
    ...when(widths.school !== undefined && !examSession.schoolCode, "schoolNumber", "empty"),
    ...when(examSession.schoolCode.length > (widths.school ?? 9), "numberTemplate", "template_school_narrow"),
    ...long.slice(0, 1).map(({ name, code }) => problem("numberTemplate", "template_language_narrow", { name, code })),
    ...when(
      tooLong("room", Math.max(0, ...rooms.map(({ number }) => number))),
      "numberTemplate",
      "template_room_narrow",
    ),
    ...when(
      tooLong("seat", Math.max(0, ...rooms.map(({ capacity }) => capacity))),
      "numberTemplate",
      "template_seat_narrow",
    ),
  ];
}

/**
 * Prevents publishing at this time: no candidate could register any more. At the exact closing time it is already too
 * late.
 */
export const windowsAlreadyOver = (examSession: CheckedSession, now: Date): SessionProblem[] =>
  when(examSession.registrationClosesAt <= now, "registrationClosesAt", "registration_over");

/** Settings that may be intended. Staff must confirm them before publishing. */
export function publishWarnings(examSession: CheckedSession, around: Surroundings, now: Date): SessionProblem[] {
  const { examStartsAt, examEndsAt, reviewClosesAt, paymentClosesAt, year, graduationMonth } = examSession;
  const exam = shanghaiTime(examStartsAt);
  const end = shanghaiTime(examEndsAt);
  const [graduationYear, month] = graduationMonth.split("-").map(Number);
  const inTitle = /(20\d{2})年/.exec(examSession.title)?.[1];
  return [
    ...sessionsBeside(examSession, around.others, now),
    ...when(examSession.registrationOpensAt <= now, "registrationOpensAt", "opens_at_once"),
    ...when(
      paymentClosesAt.getTime() - reviewClosesAt.getTime() < MIN_TIME_TO_PAY_MS,
      "paymentClosesAt",
      "short_time_to_pay",
    ),
    ...when(
      exam.day !== end.day || exam.month !== end.month || exam.year !== end.year,
      "examEndsAt",
      "exam_over_midnight",
    ),
    ...examSession.languages.flatMap(({ name, examStartsAt: own }) =>
      when(
        own !== null && Math.abs(own.getTime() - examStartsAt.getTime()) > MAX_EXAMS_APART_MS,
        "languages",
        "language_exam_far",
        { name },
      ),
    ),
    ...printedTooEarly(examSession).map(({ name }) =>
      problem("printingClosesAt", "printing_closes_before_language", { names: name }),
    ),
    ...when(year !== exam.year && year !== exam.year - 1, "year", "other_year_than_exam", {
      year,
      examYear: exam.year,
    }),
    ...when(inTitle !== undefined && Number(inTitle) !== year, "title", "title_names_other_year", {
      year,
      named: inTitle ?? "",
    }),
    ...when(
      examSession.categories.some((category) => category.endsWith("GRADUATING")) &&
        !examSession.noticeText.includes(`${graduationYear}年${month}月`),
      "noticeText",
      "notice_without_graduation_month",
      { month: `${graduationYear}年${month}月` },
    ),
    ...around.others
      .filter((other) => givesSameNumbers(examSession, other))
      .map(({ title }) => problem("numberTemplate", "card_numbers_repeat", { title })),
    ...when(around.rooms.length === 0, "rooms", "no_rooms"),
    ...(around.smsSignature && !belongsTo(around.smsSignature, examSession.schoolName)
      ? [problem("schoolName", "sms_signature_differs", { signature: around.smsSignature })]
      : []),
    ...around.smsWithoutTemplate.map((template) => problem("sms", "no_sms_template", { template })),
    ...when(!examSession.faqText.trim(), "faqText", "no_questions"),
    ...when(examSession.rosterRequired && around.rosterEntries === 0, "rosterRequired", "no_roster"),
  ];
}

/**
 * The languages that are examined later than the others, after printing has closed: their people cannot print in the
 * last hours or days before their exam. It may be meant, so it is asked, not refused.
 */
export const printedTooEarly = <L extends { examStartsAt: Date | null }>({
  printingClosesAt,
  examStartsAt,
  languages,
}: Pick<CheckedSession, "printingClosesAt" | "examStartsAt"> & { languages: readonly L[] }): L[] =>
  languages.filter(({ examStartsAt: own }) => own !== null && own > examStartsAt && own > printingClosesAt);

/** Vendors approve short names too: "武汉轻工" for 武汉轻工大学. A candidate recognises either. */
const belongsTo = (signature: string, schoolName: string) =>
  schoolName.includes(signature) || signature.includes(schoolName);

const givesSameNumbers = (examSession: CheckedSession, other: OtherSession) =>
  examSession.schoolCode === other.schoolCode &&
  examSession.year === other.year &&
  examSession.season === other.season &&
  examSession.admitNumberTemplate === other.admitNumberTemplate;

/**
 * The other published exam sessions whose exam is not over either (current.ts): candidates meet both, and choose by
 * their titles.
 */
const sessionsBeside = (examSession: ExamTimes, others: readonly OtherSession[], now: Date): SessionProblem[] =>
  isOver(examSession, now)
    ? []
    : others.filter((other) => !isOver(other, now)).map(({ title }) => problem("title", "session_beside", { title }));

type Moments = SessionWindows & { examStartsAt: Date; examEndsAt: Date };

const closings = [
  "registrationClosesAt",
  "reviewClosesAt",
  "paymentClosesAt",
  "printingClosesAt",
  "examStartsAt",
] as const;

/**
 * Refuses an edit that moves a closing time from the future into the past: all candidates in that step would lapse at
 * once.
 */
export const movedIntoPast = (before: Moments, after: Moments, now: Date): SessionProblem[] =>
  closings.flatMap((name) => when(before[name] > now && after[name] <= now, name, "moved_into_past"));

/** The same for the exams of the languages that are kept: each as it counts before and after (exam-time.ts). */
export const examsMovedIntoPast = (
  kept: readonly { name: string; before: Window; after: Window }[],
  now: Date,
): SessionProblem[] =>
  kept.flatMap(({ name, before, after }) =>
    when(before.opensAt > now && after.opensAt <= now, "languages", "language_exam_moved_into_past", { name }),
  );

/**
 * The contradictions that an edit adds. One that existed before does not prevent staff from correcting something else.
 */
export const newContradictions = (
  before: CheckedSession,
  after: CheckedSession,
  around: Surroundings,
): SessionProblem[] => {
  const known = new Set(contradictions(before, around).map(({ field, code }) => `${field} ${code}`));
  return contradictions(after, around).filter(({ field, code }) => !known.has(`${field} ${code}`));
};
