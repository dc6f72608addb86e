import { type Fen, fenToYuan } from "@/lib/core/money";
import { shanghaiTime } from "@/lib/core/clock";
import type { CandidateCategory, IdType, Season } from "@/lib/adapter/db/enums";
import { templateWidths } from "./number-template";
import type { SessionWindows } from "./windows";
import type { SessionProblem, SessionProblemCode } from "./problem";

/** No exam of this kind costs more: a fee above it is a slip of the hand. Fen. */
export const MAX_FEE_FEN = 2_000 * 100;

const HOUR_MS = 60 * 60 * 1000;
/** Who is approved in the last minute of review should have a day to pay. */
const MIN_TIME_TO_PAY_MS = 24 * HOUR_MS;

/** What the check looks at of a session, stored or typed. */
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
  idTypes: readonly IdType[];
  levels: readonly unknown[];
  languages: readonly { name: string; code: string; feeFen: Fen | null }[];
  schools: readonly unknown[];
  graduationMonth: string;
  noticeText: string;
  tipsText: string;
  admitCardNotes: readonly string[];
  pledgeText: string;
  admitNumberTemplate: string;
  schoolCode: string;
  contactPhone: string;
  contactHours: string;
  rosterRequired: boolean;
};

/** Another session that is published. */
export type OtherSession = {
  title: string;
  numberPrefix: string;
  schoolCode: string;
  year: number;
  season: Season;
  admitNumberTemplate: string;
  registrationOpensAt: Date;
  registrationClosesAt: Date;
  examStartsAt: Date;
  examEndsAt: Date;
};

/** What stands around the session in the database. */
export type Surroundings = {
  others: readonly OtherSession[];
  rooms: readonly { number: number; capacity: number }[];
  rosterEntries: number;
};

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

/** What a published session must not be, at any time: each names the field where it is mended. */
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
  const listed = ["categories", "idTypes", "levels", "languages", "schools"] as const;
  return [
    ...texts.flatMap((name) => when(!examSession[name].trim(), name, "empty")),
    ...when(examSession.admitCardNotes.length === 0, "notes", "empty"),
    ...listed.flatMap((name) => when(examSession[name].length === 0, name, "none_offered")),
  ];
}

/** Registration, review, payment, printing and the exam follow each other; they may overlap, as the source's do. */
function wrongOrder(examSession: CheckedSession): SessionProblem[] {
  const { registrationOpensAt, registrationClosesAt, reviewOpensAt, reviewClosesAt } = examSession;
  const { paymentOpensAt, paymentClosesAt, printingOpensAt, printingClosesAt, examStartsAt, examEndsAt } = examSession;
  return [
    // Who was sent back in the last hour of registration must still be able to correct and be reviewed.
    ...when(registrationClosesAt > reviewClosesAt, "reviewClosesAt", "review_closes_first"),
    ...when(reviewOpensAt < registrationOpensAt, "reviewOpensAt", "review_opens_first"),
    ...when(paymentOpensAt < reviewOpensAt, "paymentOpensAt", "payment_opens_first"),
    ...when(paymentClosesAt <= reviewClosesAt, "paymentClosesAt", "payment_closes_first"),
    ...when(paymentClosesAt > examStartsAt, "paymentClosesAt", "payment_after_exam"),
    ...when(printingClosesAt <= paymentClosesAt, "printingClosesAt", "printing_closes_first"),
    ...when(printingOpensAt >= examStartsAt, "printingOpensAt", "printing_opens_after_exam"),
    ...when(printingClosesAt > examEndsAt, "printingClosesAt", "printing_after_exam"),
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
 * A template whose places are too narrow gives some candidate no 准考证号, which nobody would notice before seats are
 * drawn.
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

/** What hinders publishing at this time: nobody could register any more. The closing instant itself is too late. */
export const overBeforeItBegins = (examSession: CheckedSession, now: Date): SessionProblem[] =>
  when(examSession.registrationClosesAt <= now, "registrationClosesAt", "registration_over");

/** What may be meant, and has to be confirmed before publishing. */
export function publishWarnings(examSession: CheckedSession, around: Surroundings, now: Date): SessionProblem[] {
  const { examStartsAt, examEndsAt, reviewClosesAt, paymentClosesAt, year, graduationMonth } = examSession;
  const exam = shanghaiTime(examStartsAt);
  const end = shanghaiTime(examEndsAt);
  const [graduationYear, month] = graduationMonth.split("-").map(Number);
  const inTitle = /(20\d{2})年/.exec(examSession.title)?.[1];
  return [
    ...hiddenSessions(examSession, around.others, now),
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
    ...when(examSession.rosterRequired && around.rosterEntries === 0, "rosterRequired", "no_roster"),
  ];
}

const givesSameNumbers = (examSession: CheckedSession, other: OtherSession) =>
  examSession.schoolCode === other.schoolCode &&
  examSession.year === other.year &&
  examSession.season === other.season &&
  examSession.admitNumberTemplate === other.admitNumberTemplate;

/**
 * Candidates meet the published session whose exam is latest (queries.ts currentExamSession): which of two will be
 * hidden while its exam is still ahead.
 */
export const hiddenSessions = (
  examSession: { examStartsAt: Date },
  others: readonly Pick<OtherSession, "title" | "examStartsAt" | "examEndsAt">[],
  now: Date,
): SessionProblem[] =>
  others.flatMap((other) => {
    if (other.examStartsAt > examSession.examStartsAt)
      return [problem("examStartsAt", "hidden_by_session", { title: other.title })];
    return other.examEndsAt > now ? [problem("examStartsAt", "hides_session", { title: other.title })] : [];
  });

type Moments = SessionWindows & { examStartsAt: Date; examEndsAt: Date };

const closings = [
  "registrationClosesAt",
  "reviewClosesAt",
  "paymentClosesAt",
  "printingClosesAt",
  "examStartsAt",
] as const;

/**
 * What an edit must not do: move an end that is still ahead to where it is past, so that everybody behind it lapses at
 * once.
 */
export const movedIntoPast = (before: Moments, after: Moments, now: Date): SessionProblem[] =>
  closings.flatMap((name) => when(before[name] > now && after[name] <= now, name, "moved_into_past"));

/** The contradictions that an edit brings in. One that stood before hinders nobody who mends something else. */
export const newContradictions = (
  before: CheckedSession,
  after: CheckedSession,
  around: Surroundings,
): SessionProblem[] => {
  const known = new Set(contradictions(before, around).map(({ field, code }) => `${field} ${code}`));
  return contradictions(after, around).filter(({ field, code }) => !known.has(`${field} ${code}`));
};
