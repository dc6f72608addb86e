import { Notice } from "@/app/_components/notice";
import { type Texts, texts } from "@/app/_lib/texts";
import { currentVisitor } from "@/lib/auth/step";
import { examsOf, examTimeOf, overlaps } from "@/lib/domain/exam-session/exam-time";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import type { Window } from "@/lib/domain/exam-session/windows";

/**
 * Tells a candidate who is about to begin that he has a registration in another exam session under way, so that nobody
 * registers and pays twice by mistake. He may do it on purpose: each exam session has its own registration.
 */
export async function OtherRegistrations({ examSession }: { examSession: ExamSessionFrame }) {
  const words = await texts();
  const { t } = words;
  const { current } = await currentVisitor();
  const others = current.filter((entry) => entry.registration && entry.examSession.id !== examSession.id);
  return others.map(({ examSession: other, registration }) => (
    <Notice key={other.id} tone="warn" title={t("您在另一个考试批次已有报名")}>
      <p lang="zh-CN">{other.title}</p>
      <p>
        {registration?.submittedAt
          ? t("该报名已经提交。两个批次单独审核、单独缴费，只参加一次考试的，请不要再报本批次。")
          : t("该报名尚未提交。两个批次单独审核、单独缴费，请确认要报的是哪一个。")}
      </p>
      <Overlap examSession={examSession} other={examTimeOf(other, registration?.languageId ?? null)} words={words} />
      <p>
        <a href="/exam-sessions" className="inline-flex min-h-11 items-center">
          {t("切换批次")}
        </a>
      </p>
    </Notice>
  ));
}

/** He has not chosen his language here yet, so that of several times some may overlap. */
function Overlap({
  examSession,
  other,
  words: { t, language },
}: {
  examSession: ExamSessionFrame;
  other: Window;
  words: Texts;
}) {
  const exams = examsOf(examSession);
  const clashing = exams.filter((exam) => overlaps(exam, other));
  if (clashing.length === 0) return null;
  if (clashing.length === exams.length) return <p>{t("两个批次的考试时间重叠，不能同时参加。")}</p>;
  const names = clashing.flatMap(({ languages }) => languages ?? []).map((name) => t(name));
  return (
    <p>
      {t("如果报考{languages}，两个批次的考试时间重叠，不能同时参加。", {
        languages: names.join(language === "en" ? ", " : "、"),
      })}
    </p>
  );
}
