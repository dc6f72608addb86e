const last = new Map<string, Promise<unknown>>();

/**
 * Runs work with the same key one after another in this process, and returns the result of the work. It guarantees
 * nothing across processes. It only keeps concurrent actions from being counted against each other.
 */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(key) ?? Promise.resolve();
  const mine = before.then(work);
  // The next work waits for this one to end, even if it fails.
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
