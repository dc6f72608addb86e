"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useHydrated } from "@/app/_components/use-hydrated";

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 300_000;
/** What is asked about in one go is not asked about again sooner, however often the page is hidden and shown. */
const LEAST_PAUSE_MS = 10_000;
/** After an instant of the clock all waiting phones ask; they do not all ask in the same second. */
const TURN_SPREAD_MS = 5_000;
/** Browsers count no further. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The pages that have left the screen in this document. */
const gone = new Set<string>();

export type Watched = {
  /** What the page was made from: app/api/registration/mark. */
  mark: string;
  of?: "appeals";
  /** Whether others may change it at any moment. */
  polls: boolean;
  /** When the clock changes it next, in milliseconds from its making; null: not before it is left. */
  turnsInMs: number | null;
};

/**
 * Loads the page anew when what it was made from has changed: now and then while it waits for others, at the instant at
 * which the clock turns it, and when Back shows it again from what the browser kept. Only while it is visible. `id`
 * names this making of the page. `words`: where it is said that the page turns by itself; without JavaScript a link
 * stands there.
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
        // Signed out: the next press says so.
        if (answer.status === 401) return over.abort();
        if (answer.ok && (await answer.text()) !== mark) return turn();
      } catch {
        // No network for a moment: the next question follows.
      }
      plan();
    };
    const askAnew = () => void ask(() => router.refresh());
    const plan = () => {
      if (!polls || over.signal.aborted) return;
      poll = window.setTimeout(askAnew, pause * (0.8 + 0.4 * Math.random()));
      pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
    };

    // A form that was kept knows an older state: it is loaded as a new page, with what the server has now.
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
