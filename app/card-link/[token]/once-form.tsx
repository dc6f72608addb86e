"use client";

import { type ReactNode, useRef } from "react";

/**
 * A plain post that a second press does not repeat: the link works once, and the second answer would hide the first.
 */
export function OnceForm({ action, children }: { action: string; children: ReactNode }) {
  const sent = useRef(false);
  return (
    <form
      method="post"
      action={action}
      className="card"
      onSubmit={(event) => {
        if (sent.current) event.preventDefault();
        sent.current = true;
      }}
    >
      {children}
    </form>
  );
}
