"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const FIRST_MS = 2_000;
const LONGEST_MS = 15_000;
/**
 * Every two seconds for ten minutes, so that a candidate who first fetches another phone sees his payment at once. Then
 * more and more slowly.
 */
const EAGER_TRIES = 300;

/**
 * Reloads the page when the order has changed. It polls our server and never trusts the browser's report of a payment.
 * It pauses while the page is hidden, and polls at once when the candidate returns from WeChat or the network is back.
 */
export function PaymentPoll({ orderId, shown = "waiting" }: { orderId: string; shown?: "waiting" | "checking" }) {
  const router = useRouter();

  useEffect(() => {
    let timer: number | undefined;
    let tries = 0;
    const over = new AbortController();
    const isOver = () => over.signal.aborted;

    const ask = async () => {
      window.clearTimeout(timer);
      if (isOver() || document.hidden) return;
      tries++;
      try {
        const answer = await fetch(`/api/payments/${orderId}/status`, { cache: "no-store", signal: over.signal });
        // Signed out, or not the candidate's order: the reloaded page says what to do.
        const status =
          answer.status === 404 ? "gone" : answer.ok ? ((await answer.json()) as { status: string }).status : shown;
        if (status !== shown && !isOver()) {
          over.abort();
          router.refresh();
          return;
        }
      } catch {
        // No network at the moment: the next poll tries again.
      }
      const pause = tries < EAGER_TRIES ? FIRST_MS : Math.min(LONGEST_MS, FIRST_MS * 1.3 ** (tries - EAGER_TRIES));
      if (!isOver()) timer = window.setTimeout(() => void ask(), pause);
    };

    const onReturn = () => {
      tries = 0;
      if (!document.hidden) void ask();
    };
    timer = window.setTimeout(() => void ask(), FIRST_MS);
    document.addEventListener("visibilitychange", onReturn);
    window.addEventListener("online", onReturn);
    return () => {
      over.abort();
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", onReturn);
      window.removeEventListener("online", onReturn);
    };
  }, [orderId, router, shown]);

  return null;
}
