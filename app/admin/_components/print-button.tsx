"use client";

export const PrintButton = () => (
  <button type="button" className="button no-print" onClick={() => window.print()}>
    打印
  </button>
);
