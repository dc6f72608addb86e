/** An entry of 常见问题: a question and its answer in Markdown. */
export type Question = { question: string; answer: string };

/**
 * Splits the text of 常见问题 into its entries: a heading of the second level ("## …") begins one. What stands before
 * the first heading belongs to no question and is left out, as is a question without an answer.
 */
export function questionsIn(text: string): Question[] {
  const entries = text.split(/^##[ \t]+/m).slice(1);
  return entries.flatMap((entry) => {
    const [question = "", ...lines] = entry.split("\n");
    const answer = lines.join("\n").trim();
    return question.trim() && answer ? [{ question: question.trim(), answer }] : [];
  });
}

const folded = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");

/** The entries that contain every word of `wanted`, in the question or the answer. All of them for an empty search. */
export function findQuestions(entries: readonly Question[], wanted: string): Question[] {
  const words = wanted.trim().split(/\s+/).map(folded).filter(Boolean);
  return entries.filter(({ question, answer }) => {
    const text = folded(question + answer);
    return words.every((word) => text.includes(word));
  });
}
