"use client";

import { useEffect } from "react";
import { fetchAhead, forgetOthers } from "./held-pictures";

/** A delay, so that the present pictures load first. */
const PAUSE_MS = 700;

/** Prefetches the pictures of the next registration while the reviewer decides on this one. */
export function FetchAhead({ present, next }: { present: readonly string[]; next: readonly string[] }) {
  const [shown, ahead] = [present.join(), next.join()];
  useEffect(() => {
    const addresses = ahead.split(",").filter(Boolean);
    forgetOthers([...shown.split(","), ...addresses]);
    const over = new AbortController();
    const timer = setTimeout(() => void fetchAhead(addresses, over.signal), PAUSE_MS);
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, [shown, ahead]);
  return null;
}
