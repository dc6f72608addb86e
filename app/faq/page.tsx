import { CandidateShell } from "@/app/_components/candidate-shell";
import { PhoneLinks } from "@/app/_components/phone-links";
import { texts } from "@/app/_lib/texts";
import { currentVisitor } from "@/lib/auth/step";
import { findQuestions, questionsIn } from "@/lib/core/questions";
import { homeContent } from "@/lib/domain/exam-session/queries";
import { SessionChoice } from "@/app/_home/session-choice";
import { QuestionList } from "./question-list";
import { QuestionSearch } from "./question-search";
import "@/app/_home/home.css";

export const generateMetadata = async () => ({ title: (await texts()).t("常见问题") });

const FEW = 3;

/** 常见问题 with a search. */
export default async function QuestionsPage({ searchParams }: PageProps<"/faq">) {
  const [{ q }, words, visitor] = [await searchParams, await texts(), await currentVisitor()];
  const { examSession } = visitor;
  const { t } = words;
  const wanted = typeof q === "string" ? q.slice(0, 50) : "";
  const all = questionsIn(examSession ? (await homeContent(examSession)).faqText : "");
  const found = findQuestions(all, wanted);
  // Each exam session has its own questions.
  if (!examSession && visitor.current.length > 0)
    return (
      <CandidateShell>
        <h1 className="mb-4">{t("常见问题")}</h1>
        <p>{t("各批次的常见问题不同，选择批次后显示在该批次的首页。")}</p>
        <SessionChoice visitor={visitor} words={words} />
      </CandidateShell>
    );
  return (
    <CandidateShell>
      <h1 className="mb-4">{t("常见问题")}</h1>
      <section className="home-part" aria-label={t("常见问题")}>
        {all.length > 0 && <QuestionSearch wanted={wanted} words={words} />}
        {wanted && (
          <p className="mb-2">
            <output>{t("找到{count}个问题。", { count: found.length })}</output> <a href="/faq">{t("显示全部")}</a>
          </p>
        )}
        <QuestionList questions={found} open={wanted !== "" && found.length <= FEW} />
        {all.length === 0 && <p>{t("目前没有常见问题。")}</p>}
        {all.length > 0 && found.length === 0 && examSession && (
          <p>
            {t("没有找到您的问题？请换个说法再搜，或致电考务办公室：")}
            <PhoneLinks text={examSession.contactPhone} />　{examSession.contactHours}
          </p>
        )}
      </section>
    </CandidateShell>
  );
}
