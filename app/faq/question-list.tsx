import { Markdown } from "@/app/_components/markdown";
import type { Question } from "@/lib/core/questions";

/** Questions that unfold to their answers. The school wrote them in Chinese. */
export const QuestionList = ({ questions, open = false }: { questions: readonly Question[]; open?: boolean }) => (
  <div className="questions" lang="zh-CN">
    {questions.map(({ question, answer }) => (
      <details key={question} open={open}>
        <summary>{question}</summary>
        <Markdown text={answer} />
      </details>
    ))}
  </div>
);
