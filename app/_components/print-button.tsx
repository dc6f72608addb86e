"use client";

import type { ReactNode } from "react";

/** Opens the browser's print dialog. Without JavaScript the visitor uses the browser's menu. */
export function PrintButton({ children, className = "button" }: { children: ReactNode; className?: string }) {
  return (
    <button type="button" className={className} onClick={() => window.print()}>
      {children}
    </button>
  );
}
