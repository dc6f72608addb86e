"use client";

/**
 * A post that failed on its way. `reference`: the server's number of its own error. `retry` sends the same form again.
 */
export type TransitProblem = { reference: string | undefined; retry: (() => void) | undefined };

let problem: TransitProblem | null = null;
const listeners = new Set<() => void>();

const tell = (next: TransitProblem | null) => {
  problem = next;
  for (const listener of listeners) listener();
};

export const reportTransitProblem = (reported: TransitProblem): void => tell(reported);
export const clearTransitProblem = (): void => (problem === null ? undefined : tell(null));
export const currentTransitProblem = (): TransitProblem | null => problem;

export function watchTransitProblem(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
