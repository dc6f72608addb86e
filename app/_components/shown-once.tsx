"use client";

import { type ReactNode, useEffect, useState } from "react";

/** The notices that have left the screen in this document. */
const gone = new Set<string>();

/**
 * What is said once: it does not come again when Back shows a page that the browser has kept. `id` names this one
 * showing. A page that a script of ours has fetched still carries the notice in its address; it is taken out there.
 */
export function ShownOnce({ id, children }: { id: string; children: ReactNode }) {
  const [shown, setShown] = useState(!gone.has(id));

  useEffect(() => {
    const address = new URL(window.location.href);
    if (address.searchParams.has("notice")) {
      address.searchParams.delete("notice");
      window.history.replaceState(null, "", address);
    }
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) setShown(false);
    };
    window.addEventListener("pageshow", onShow);
    return () => {
      window.removeEventListener("pageshow", onShow);
      gone.add(id);
    };
  }, [id]);

  return shown && children;
}
