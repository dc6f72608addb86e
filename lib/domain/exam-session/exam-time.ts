import { shanghaiTime } from "@/lib/core/clock";
import { isOpen, type Window } from "./windows";

// When the exam is. A language may have a time of its own; the others are examined at the exam session's time. Nothing
// but this file decides which of the two counts (tests/unit/house/exam-time.test.ts).

type OwnTime = { examStartsAt: Date | null; examEndsAt: Date | null };

/** The times of an exam session's exams. A language with a time of its own has both, the others neither. */
export type ExamTimes = { examStartsAt: Date; examEndsAt: Date; languages: readonly OwnTime[] };

/** The columns of ExamTimes, as a query names them. */
export const examTimeColumns = {
  examStartsAt: true,
  examEndsAt: true,
  languages: {
    select: { id: true, name: true, examStartsAt: true, examEndsAt: true },
    orderBy: { position: "asc" },
  },
} as const;

type Times = Pick<ExamTimes, "examStartsAt" | "examEndsAt">;

const timeWith = (examSession: Times, own: OwnTime | undefined): Window => ({
  opensAt: own?.examStartsAt ?? examSession.examStartsAt,
  closesAt: own?.examEndsAt ?? examSession.examEndsAt,
});

/** The exam of who chose this language; of who has not chosen one yet, the exam session's. */
export const examTimeOf = (
  examSession: Times & { languages: readonly (OwnTime & { id: string })[] },
  languageId: string | null,
): Window =>
  timeWith(
    examSession,
    examSession.languages.find(({ id }) => id === languageId),
  );

/** The exams of an exam session, the earliest first. `languages`: their names; null when all have the same time. */
export type Exam = Window & { languages: string[] | null };

export function examsOf(examSession: Times & { languages: readonly (OwnTime & { name: string })[] }): Exam[] {
  const exams: (Window & { languages: string[] })[] = [];
  for (const language of examSession.languages) {
    const time = timeWith(examSession, language);
    const known = exams.find((exam) => isSameTime(exam, time));
    if (known) known.languages.push(language.name);
    else exams.push({ ...time, languages: [language.name] });
  }
  const [only = timeWith(examSession, undefined), ...others] = exams;
  if (others.length === 0) return [{ opensAt: only.opensAt, closesAt: only.closesAt, languages: null }];
  return exams.toSorted((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
}

export const isSameTime = (a: Window, b: Window): boolean =>
  a.opensAt.getTime() === b.opensAt.getTime() && a.closesAt.getTime() === b.closesAt.getTime();

/** From the beginning of the first exam of an exam session to the end of the last one. */
export function examSpan(examSession: ExamTimes): Window {
  const times = examSession.languages.length
    ? examSession.languages.map((language) => timeWith(examSession, language))
    : [timeWith(examSession, undefined)];
  return {
    opensAt: new Date(Math.min(...times.map(({ opensAt }) => opensAt.getTime()))),
    closesAt: new Date(Math.max(...times.map(({ closesAt }) => closesAt.getTime()))),
  };
}

/** Whether nobody could sit both exams: one begins before the other has ended. */
export const overlaps = (a: Window, b: Window): boolean => isOpen(a, b.opensAt) || isOpen(b, a.opensAt);

const weekdays = ["日", "一", "二", "三", "四", "五", "六"];
const pad = (value: number) => String(value).padStart(2, "0");

/** 考试时间 as it is printed, in Shanghai time: 2023年11月5日（星期日）09:00–11:00. */
export function examTime({ opensAt, closesAt }: Window): string {
  const start = shanghaiTime(opensAt);
  const end = shanghaiTime(closesAt);
  const hours = `${pad(start.hour)}:${pad(start.minute)}–${pad(end.hour)}:${pad(end.minute)}`;
  return `${start.year}年${start.month}月${start.day}日（星期${weekdays[start.weekday] ?? ""}）${hours}`;
}
