/**
 * Answers the same question from memory for some seconds, so that a navigation on every page costs the database one
 * query now and then. Questions are the same when their keys are. A failed answer is not kept.
 */
export function keptForSeconds<Question, Answer>(
  seconds: number,
  keyOf: (question: Question) => string,
  ask: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  const kept = new Map<string, { until: number; answer: Promise<Answer> }>();
  return (question) => {
    const now = performance.now();
    const key = keyOf(question);
    const known = kept.get(key);
    if (known && known.until > now) return known.answer;
    for (const [old, { until }] of kept) if (until <= now) kept.delete(old);
    const answer = ask(question);
    kept.set(key, { until: now + seconds * 1000, answer });
    answer.catch(() => kept.delete(key));
    return answer;
  };
}
