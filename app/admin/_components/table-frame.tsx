"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * Around a table of the desk. A table that is wider than the page, because many columns were chosen, scrolls in a box
 * of its own (desk.css); every other one scrolls with the page, so that its head can stay in view.
 */
export function TableFrame({ inCard, children }: { inCard: boolean; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const box = frame.current;
    const table = box?.firstElementChild;
    if (!box || !table || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() =>
      box.toggleAttribute("data-wide", table.scrollWidth > box.clientWidth + 1),
    );
    observer.observe(box);
    observer.observe(table);
    return () => observer.disconnect();
  }, []);

  return (
    // Where it scrolls, a keyboard must be able to scroll it, also when no cell holds anything to press.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={frame} className={`table-frame ${inCard ? "table-frame-in-card" : ""}`} tabIndex={0}>
      {children}
    </div>
  );
}
