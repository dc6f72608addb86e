"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Draws the page anew every so many seconds while it is seen: for pages that show how far some work is, as long as it
 * runs.
 */
export function RefreshWhile({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    let over = false;
    let asking = false;
    const refresh = async () => {
      if (document.hidden || asking) return;
      asking = true;
      // When a refresh does not come through, the framework leaves the page for the browser's own error page. So the
      // way is tried first.
      const reached = await isReady();
      asking = false;
      if (reached && !over) router.refresh();
    };
    const timer = setInterval(() => void refresh(), seconds * 1000);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [router, seconds]);
  return null;
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}
