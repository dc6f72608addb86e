// Runs in the browser before anything else of ours.

/** Longer than any action takes. A line that swallows everything is told after it, instead of never. */
const ACTION_TIMEOUT_MS = 60_000;

const plainFetch = window.fetch;

/**
 * Calls of server actions end when no answer begins in time: the framework waits for each before it makes the next, a
 * retry included.
 */
window.fetch = (input, init) => {
  if (!init || !new Headers(init.headers).has("next-action")) return plainFetch(input, init);
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ACTION_TIMEOUT_MS);
  return plainFetch(input, { ...init, signal: controller.signal }).finally(() => clearTimeout(timer));
};
