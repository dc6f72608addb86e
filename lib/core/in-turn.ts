const last = new Map<string, Promise<unknown>>();

/**
 * Runs work of the same key one after another in this process, and answers with what the work answers with. Nothing is
 * promised across processes: it only keeps acts that arrive together from being counted against one another.
 */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(key) ?? Promise.resolve();
  const mine = before.then(work);
  // The next one waits for this one's end, not for its success.
  const ended = mine.then(
    () => undefined,
    () => undefined,
  );
  last.set(key, ended);
  void ended.then(() => {
    if (last.get(key) === ended) last.delete(key);
  });
  return mine;
}
