"use client";

import type { ReactNode } from "react";

/** Opens the browser's print dialog; without JavaScript the browser's own menu does the same. */
export function PrintButton({ children, className = "button" }: { children: ReactNode; className?: string }) {
  return (
    <button type="button" className={className} onClick={() => window.print()}>
      {children}
    </button>
  );
}
