"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const RENEW_MS = 2 * 60_000;

/** Marks a link that leads to another page of the same registration: the claim is kept. */
export const KEEPS_CLAIM = { "data-keeps-claim": "" };

/**
 * Claims the registration while its page is open, and releases it when the reviewer leaves. When a colleague has the
 * claim, the page is reloaded and names him.
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
        // No network at the moment: the claim lasts for ten minutes.
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
