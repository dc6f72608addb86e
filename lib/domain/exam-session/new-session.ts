import { fromShanghai, shanghaiTime } from "@/lib/core/clock";
import { USUAL_BRAND_COLOUR } from "@/lib/core/brand-colour";
import { usualPortrait } from "@/lib/core/portrait-rule";
import { CandidateCategory, IdType, type Season } from "@/lib/adapter/db/enums";
import { defaultAdmitCardNotes, defaultNotice, defaultPledge, defaultQuestions, defaultTips } from "./default-texts";
import type { EditableExamSession } from "./queries";
import { seasonWords, shortName } from "./short-name";
import { windowColumns } from "./windows";

const DAY_MS = 24 * 60 * 60 * 1000;
const SATURDAY = 6;

/** The fields that the form of an exam session shows. Of a list entry only the name counts. */
export type SessionContent = Omit<
  EditableExamSession,
  "id" | "updatedAt" | "publishedAt" | "textsVersion" | "schools" | "languages" | "_count" | InForce
> & {
  schools: { name: string; closed: boolean; teachingPoints: { name: string; closed: boolean }[] }[];
  languages: {
    name: string;
    code: string;
    feeFen: number | null;
    closed: boolean;
    examStartsAt: Date | null;
    examEndsAt: Date | null;
  }[];
};
type InForce =
  | "archivedAt"
  | "newcomersClosedAt"
  | "cardsPublishedAt"
  | "cardVersion"
  | "seatsFrozenAt"
  | "emblemHash"
  | "bannerHash";

const yearMonth = (year: number, month: number) => `${year}-${String(month).padStart(2, "0")}`;

/**
 * The defaults of a new exam session that is not a copy: the intervals of the old system's timetable, starting on the
 * first Saturday at least a week from now, and the default texts. Values that only the school knows stay empty, and
 * publishing requires them.
 */
export function newSession(now: Date): SessionContent {
  const { year, month, day, weekday } = shanghaiTime(now);
  const firstDay = day + 7 + ((SATURDAY - weekday + 7) % 7);
  const at = (plusDays: number, hour = 0) => fromShanghai(year, month, firstDay + plusDays, hour);
  const exam = shanghaiTime(at(29, 9));
  const season = exam.month > 6 ? "AUTUMN" : "SPRING";
  const graduation = season === "AUTUMN" ? { year: exam.year, month: 6 } : { year: exam.year - 1, month: 12 };
  return {
    title: `${shortName({ year: exam.year, season })}高等学历继续教育学士学位外语考试`,
    schoolName: "",
    schoolNameEn: "",
    year: exam.year,
    season,
    numberPrefix: "",
    registrationOpensAt: at(0),
    registrationClosesAt: at(7, 17),
    reviewOpensAt: at(0),
    reviewClosesAt: at(8, 17),
    paymentOpensAt: at(8),
    paymentClosesAt: at(13, 20),
    printingOpensAt: at(25),
    printingClosesAt: at(29, 9),
    examStartsAt: at(29, 9),
    examEndsAt: at(29, 11),
    examAddress: "",
    feeFen: 0,
    categories: Object.values(CandidateCategory),
    closedCategories: [],
    idTypes: Object.values(IdType),
    closedIdTypes: [],
    levels: ["专升本", "高起本"],
    closedLevels: [],
    graduationMonth: yearMonth(graduation.year, graduation.month),
    noticeText: defaultNotice(graduation),
    tipsText: defaultTips,
    faqText: defaultQuestions,
    admitCardNotes: [...defaultAdmitCardNotes],
    pledgeText: defaultPledge,
    admitNumberTemplate: "{school:5}{yy}{half}{language:1}{room:3}{seat:2}",
    schoolCode: "",
    contactPhone: "",
    contactHours: "工作日 8:30–11:30，14:30–17:00",
    contactAddress: "",
    brandColour: USUAL_BRAND_COLOUR,
    rosterRequired: false,
    twoStageReview: false,
    payerIdentity: false,
    refundLimitFen: 20_000,
    portraitWidth: usualPortrait.width,
    portraitHeight: usualPortrait.height,
    portraitMaxKb: usualPortrait.maxKb,
    schools: [],
    languages: ["英语", "日语", "俄语", "法语", "德语"].map((name, index) => ({
      name,
      code: String(index + 1),
      feeFen: null,
      closed: false,
      examStartsAt: null,
      examEndsAt: null,
    })),
  };
}

/** A copy may be moved by these numbers of half years. */
export const COPY_HALF_YEARS = [1, 2, 3, 4] as const;

/** A copy is moved by a year, or by as many half years as bring its registration into the future. */
export function usualHalfYears(examSession: Pick<EditableExamSession, "registrationClosesAt">, now: Date): number {
  const isAhead = (halves: number) => moved(examSession.registrationClosesAt, halves) > now;
  return isAhead(2) ? 2 : (COPY_HALF_YEARS.find(isAhead) ?? COPY_HALF_YEARS.length);
}

const HALF_YEAR_DAYS = 26 * 7;

/** Whole weeks, so that a Sunday stays a Sunday and 17:00 stays 17:00. */
const moved = (instant: Date, halfYears: number) => new Date(instant.getTime() + halfYears * HALF_YEAR_DAYS * DAY_MS);

/**
 * Moves an exam session's content by half years: windows, exams (also those of single languages), year and season, the
 * month of graduation, and the title and notice that name them.
 */
export function copiedSession(examSession: SessionContent, halfYears: number): SessionContent {
  const times = Object.fromEntries(
    (
      [...Object.keys(windowColumns), "examStartsAt", "examEndsAt"] as (
        | keyof typeof windowColumns
        | "examStartsAt"
        | "examEndsAt"
      )[]
    ).map((name) => [name, moved(examSession[name], halfYears)]),
  );
  const halves = examSession.year * 2 + Number(examSession.season === "AUTUMN") + halfYears;
  const [year, season]: [number, Season] = [Math.floor(halves / 2), halves % 2 ? "AUTUMN" : "SPRING"];
  const before = readMonth(examSession.graduationMonth);
  const after = monthsLater(before, halfYears * 6);
  const movedOrNull = (instant: Date | null) => instant && moved(instant, halfYears);
  return {
    ...examSession,
    ...times,
    languages: examSession.languages.map((language) => ({
      ...language,
      examStartsAt: movedOrNull(language.examStartsAt),
      examEndsAt: movedOrNull(language.examEndsAt),
    })),
    year,
    season,
    graduationMonth: yearMonth(after.year, after.month),
    title: examSession.title
      .replace(`${examSession.year}年`, `${year}年`)
      .replace(`${seasonWords[examSession.season]}`, seasonWords[season]),
    noticeText: examSession.noticeText.replaceAll(
      `${before.year}年${before.month}月`,
      `${after.year}年${after.month}月`,
    ),
  };
}

const readMonth = (text: string) => ({ year: Number(text.slice(0, 4)), month: Number(text.slice(5)) });

function monthsLater({ year, month }: { year: number; month: number }, months: number) {
  const count = year * 12 + month - 1 + months;
  return { year: Math.floor(count / 12), month: (count % 12) + 1 };
}
