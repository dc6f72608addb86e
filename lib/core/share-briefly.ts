/**
 * Shares one answer between all calls of the next `milliseconds`, counted from the moment at which it was asked for. A
 * crowd that opens the same page then asks the database a few times a second, and not once each. A failure is not kept.
 */
export function shareBriefly<T>(
  milliseconds: number,
  load: () => Promise<T>,
  clock: () => number = () => performance.now(),
): () => Promise<T> {
  let shared: { until: number; answer: Promise<T> } | undefined;
  return () => {
    const now = clock();
    if (shared && now < shared.until) return shared.answer;
    const asked = { until: now + milliseconds, answer: load() };
    shared = asked;
    asked.answer.catch(() => {
      if (shared === asked) shared = undefined;
    });
    return asked.answer;
  };
}
