"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const FIRST_MS = 2_000;
const LONGEST_MS = 15_000;
/**
 * At two seconds for ten minutes: whoever fetches another phone first still sees his payment at once. Then ever slower.
 */
const EAGER_TRIES = 300;

/**
 * Turns the page when the order is no longer what the page shows: asks our server, never the browser's idea of a
 * payment. Rests while the page is hidden and asks at once when it comes back from the phone's WeChat.
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
        // Signed out, or not ours: the page itself says what to do when it is loaded again.
        const status =
          answer.status === 404 ? "gone" : answer.ok ? ((await answer.json()) as { status: string }).status : shown;
        if (status !== shown && !isOver()) {
          over.abort();
          router.refresh();
          return;
        }
      } catch {
        // No network for a moment: the next try follows.
      }
      const pause = tries < EAGER_TRIES ? FIRST_MS : Math.min(LONGEST_MS, FIRST_MS * 1.3 ** (tries - EAGER_TRIES));
      if (!isOver()) timer = window.setTimeout(() => void ask(), pause);
    };

    const onVisible = () => {
      tries = 0;
      if (!document.hidden) void ask();
    };
    timer = window.setTimeout(() => void ask(), FIRST_MS);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      over.abort();
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [orderId, router, shown]);

  return null;
}
