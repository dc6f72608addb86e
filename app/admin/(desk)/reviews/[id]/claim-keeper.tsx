"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const RENEW_MS = 2 * 60_000;

/** Put on a link that leads on with the same registration: the claim goes along. */
export const KEEPS_CLAIM = { "data-keeps-claim": "" };

/**
 * Claims the registration while its page is open, and lets go of it when the page is left. A colleague's claim redraws
 * the page, which says whose.
 */
export function ClaimKeeper({ id }: { id: string }) {
  const router = useRouter();

  useEffect(() => {
    let goesAlong = false;
    let mine = false;
    const renew = async () => {
      try {
        const answer = await fetch(`/api/reviews/${id}/claim`, { method: "POST" });
        if (answer.status === 409) router.refresh();
        mine = answer.ok;
      } catch {
        // No network for a moment: the claim lasts for ten minutes.
      }
    };
    const leave = () => {
      if (mine && !goesAlong) navigator.sendBeacon(`/api/reviews/${id}/release`);
      mine = false;
    };
    const onClick = (event: MouseEvent) => {
      goesAlong = event.target instanceof Element && event.target.closest("[data-keeps-claim]") !== null;
    };
    void renew();
    const timer = setInterval(() => void renew(), RENEW_MS);
    window.addEventListener("pagehide", leave);
    document.addEventListener("click", onClick);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("click", onClick);
      leave();
    };
  }, [id, router]);

  return null;
}
