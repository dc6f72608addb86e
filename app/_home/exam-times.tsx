import type { Texts } from "@/app/_lib/texts";
import type { Exam } from "@/lib/domain/exam-session/exam-time";
import type { Window } from "@/lib/domain/exam-session/windows";

/** When the exam is; where the languages have several times, each time with its languages. */
export function ExamTimes({
  exams,
  words: { t, language },
  hours,
}: {
  exams: readonly Exam[];
  words: Texts;
  hours: (exam: Window) => string;
}) {
  return exams.map((exam) => (
    <span key={exam.opensAt.getTime() + exam.closesAt.getTime()} className="block">
      {exam.languages && `${exam.languages.map((name) => t(name)).join(language === "en" ? ", " : "、")} `}
      <span className="break-keep">{hours(exam)}</span>
    </span>
  ));
}
