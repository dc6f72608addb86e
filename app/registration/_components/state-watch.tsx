"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useHydrated } from "@/app/_components/use-hydrated";

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 300_000;
/** The shortest time between two polls, however often the page is hidden and shown. */
const LEAST_PAUSE_MS = 10_000;
/**
 * At a moment when the clock changes something, all waiting phones poll. A random delay spreads them over more than one
 * second.
 */
const TURN_SPREAD_MS = 5_000;
/** The longest delay of a browser's timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The pages that this document has already left. */
const gone = new Set<string>();

export type Watched = {
  /** The mark that the page was rendered with: app/api/registration/mark. */
  mark: string;
  of?: "appeals";
  /** Whether other people may change it at any moment. */
  polls: boolean;
  /**
   * Milliseconds from rendering to the next change by the clock; null when there is none while the page may be open.
   */
  turnsInMs: number | null;
};

/**
 * Reloads the page when its mark has changed: by polling while the candidate waits for other people, at the moment when
 * the clock changes something, and when Back shows a cached page. Only while the page is visible. `id` identifies this
 * rendering. `words`: the place that says the page updates itself; without JavaScript it has a link.
 */
export function StateWatch({
  id,
  mark,
  of,
  polls,
  turnsInMs,
  words = false,
}: Watched & { id: string; words?: boolean }) {
  const router = useRouter();
  const hydrated = useHydrated();

  useEffect(() => {
    const over = new AbortController();
    let poll: number | undefined;
    let pause = FIRST_PAUSE_MS;
    let askedAt = performance.now();
    const waits = polls || turnsInMs !== null;

    const ask = async (turn: () => void) => {
      window.clearTimeout(poll);
      if (over.signal.aborted || document.hidden) return;
      askedAt = performance.now();
      try {
        const answer = await fetch(`/api/registration/mark${of ? `?of=${of}` : ""}`, {
          cache: "no-store",
          signal: over.signal,
        });
        // Signed out: the next press shows it.
        if (answer.status === 401) return over.abort();
        if (answer.ok && (await answer.text()) !== mark) return turn();
      } catch {
        // No network at the moment: the next poll tries again.
      }
      plan();
    };
    const askAnew = () => void ask(() => router.refresh());
    const plan = () => {
      if (!polls || over.signal.aborted) return;
      poll = window.setTimeout(askAnew, pause * (0.8 + 0.4 * Math.random()));
      pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
    };

    // A cached form has an old version, so the page is loaded again from the server.
    const askKept = () => void ask(() => window.location.reload());
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) askKept();
    };
    const onVisible = () => {
      pause = FIRST_PAUSE_MS;
      if (!document.hidden && waits && performance.now() - askedAt >= LEAST_PAUSE_MS) askAnew();
    };

    if (gone.has(id)) askKept();
    else plan();
    const turn =
      turnsInMs !== null && turnsInMs < MAX_TIMER_MS - TURN_SPREAD_MS
        ? window.setTimeout(askAnew, turnsInMs + 500 + Math.random() * TURN_SPREAD_MS)
        : undefined;
    window.addEventListener("pageshow", onShow);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      gone.add(id);
      over.abort();
      window.clearTimeout(poll);
      window.clearTimeout(turn);
      window.removeEventListener("pageshow", onShow);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [id, mark, of, polls, turnsInMs, router]);

  if (!words || !(polls || turnsInMs !== null)) return null;
  if (hydrated) return <span>本页会自动更新，不用反复刷新。</span>;
  return (
    <a href="?" className="inline-flex min-h-11 items-center">
      刷新，查看最新状态
    </a>
  );
}
