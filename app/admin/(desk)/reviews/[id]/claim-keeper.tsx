"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const RENEW_MS = 2 * 60_000;

/**
 * Claims the registration while its page is open, and releases it when the reviewer leaves. When a colleague has the
 * claim, the page is reloaded and names him.
 */
export function ClaimKeeper({ id }: { id: string }) {
  const router = useRouter();

  useEffect(() => {
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
      if (mine) navigator.sendBeacon(`/api/reviews/${id}/release`);
      mine = false;
    };
    void renew();
    const timer = setInterval(() => void renew(), RENEW_MS);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [id, router]);

  return null;
}
