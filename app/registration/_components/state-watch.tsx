"use client";

import { useT } from "@/app/_components/language";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { usePageExamSession } from "@/app/_components/page-exam-session";
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

/** The page was loaded anew by itself, and a screen reader has not been told yet. */
let turned = false;
/** Long enough for the browser to draw the new page. */
const ANNOUNCE_AFTER_MS = 500;

/**
 * The place that tells a screen reader what a page says after it has turned by itself. It is there before it has words,
 * and no part of the page, which is drawn anew.
 */
function announcer(): HTMLElement {
  const present = document.getElementById("page-turned");
  if (present) return present;
  const place = document.createElement("div");
  place.id = "page-turned";
  place.className = "sr-only no-print";
  place.setAttribute("role", "status");
  document.body.append(place);
  return place;
}

/** The state that a page tells first, in its card or in its highlighted sentence. */
const stateOnPage = () =>
  document.querySelector("main :is(h2, [role=status] > p, [role=alert] > p)")?.textContent.trim() ?? document.title;

export type Watched = {
  /** The mark that the page was rendered with: app/api/registration/mark. */
  mark: string;
  of?: "appeals" | "phone-appeals";
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
  const t = useT();

  const router = useRouter();
  const examSession = usePageExamSession();
  const hydrated = useHydrated();

  useEffect(() => {
    const over = new AbortController();
    let poll: number | undefined;
    let pause = FIRST_PAUSE_MS;
    let askedAt = performance.now();
    const waits = polls || turnsInMs !== null;
    const asked = new URLSearchParams({ ...(of ? { of } : {}), ...(examSession ? { session: examSession } : {}) });

    const ask = async (turn: () => void) => {
      window.clearTimeout(poll);
      if (over.signal.aborted || document.hidden) return;
      askedAt = performance.now();
      try {
        const answer = await fetch(`/api/registration/mark?${asked}`, {
          cache: "no-store",
          signal: over.signal,
        });
        // Signed out: the next press shows it.
        if (answer.status === 401) return over.abort();
        if (answer.ok && (await answer.text()) !== mark) return turn();
        if (!answer.ok) return plan(true);
      } catch {
        // No network at the moment: the next poll tries again, or the moment when it is back. This one reached nobody.
        askedAt = -LEAST_PAUSE_MS;
        return plan(true);
      }
      plan();
    };
    const askAnew = () =>
      void ask(() => {
        turned = true;
        router.refresh();
      });
    /** `missed`: the last question was not answered, so it is asked again, also where only the clock turns the page. */
    const plan = (missed = false) => {
      if (!(polls || missed) || over.signal.aborted) return;
      poll = window.setTimeout(askAnew, pause * (0.8 + 0.4 * Math.random()));
      pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
    };

    // A cached form has an old version, so the page is loaded again from the server.
    const askKept = () => void ask(() => window.location.reload());
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) askKept();
    };
    // The page is shown again, or the network is back: a change may have been missed.
    const onReturn = () => {
      pause = FIRST_PAUSE_MS;
      if (!document.hidden && waits && performance.now() - askedAt >= LEAST_PAUSE_MS) askAnew();
    };

    const place = announcer();
    if (turned) {
      turned = false;
      window.setTimeout(() => {
        place.textContent = t("本页已更新：{state}", { state: stateOnPage() });
      }, ANNOUNCE_AFTER_MS);
    }
    if (gone.has(id)) askKept();
    else plan();
    const turn =
      turnsInMs !== null && turnsInMs < MAX_TIMER_MS - TURN_SPREAD_MS
        ? window.setTimeout(askAnew, turnsInMs + 500 + Math.random() * TURN_SPREAD_MS)
        : undefined;
    window.addEventListener("pageshow", onShow);
    document.addEventListener("visibilitychange", onReturn);
    window.addEventListener("online", onReturn);
    return () => {
      gone.add(id);
      over.abort();
      window.clearTimeout(poll);
      window.clearTimeout(turn);
      window.removeEventListener("pageshow", onShow);
      document.removeEventListener("visibilitychange", onReturn);
      window.removeEventListener("online", onReturn);
    };
  }, [id, mark, of, polls, turnsInMs, examSession, router, t]);

  if (!words || !(polls || turnsInMs !== null)) return null;
  // Both take one line of the same height, so that nothing below moves when the script has started.
  return (
    <span className="flex min-h-11 items-center">
      {hydrated ? t("本页会自动更新，不用反复刷新。") : <a href="?">{t("刷新，查看最新状态")}</a>}
    </span>
  );
}
