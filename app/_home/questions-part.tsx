import { QuestionList } from "@/app/faq/question-list";
import { QuestionSearch } from "@/app/faq/question-search";
import type { Texts } from "@/app/_lib/texts";
import { questionsIn } from "@/lib/core/questions";

const SHOWN = 5;

/** The first of 常见问题, and the way to all of them. */
export function QuestionsPart({ faqText, words }: { faqText: string; words: Texts }) {
  const { t } = words;
  const questions = questionsIn(faqText);
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="questions" className="home-part">
      <h2 id="questions">{t("常见问题")}</h2>
      <QuestionSearch wanted="" words={words} />
      <QuestionList questions={questions.slice(0, SHOWN)} />
      {questions.length > SHOWN && (
        <p className="mt-2">
          <a href="/faq" className="inline-flex min-h-11 items-center">
            {t("全部{count}个问题", { count: questions.length })}
          </a>
        </p>
      )}
    </section>
  );
}
