"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Refreshes the page every few seconds while it is visible: for pages that show the progress of a job while it runs.
 */
export function RefreshWhile({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    let over = false;
    let asking = false;
    const refresh = async () => {
      if (document.hidden || asking) return;
      asking = true;
      // When a refresh fails, the framework replaces the page with the browser's error page. So the connection is
      // tested first.
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
