"use client";

import { type ReactNode, useEffect, useState } from "react";

/** The ids of the notices that this document has already removed. */
const gone = new Set<string>();

/**
 * A notice that is shown once. It does not appear again when Back shows a cached page. `id` identifies this one
 * appearance. A page that our script loaded still has the notice in its address, where it is removed.
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
