"use client";

import { useState } from "react";
import { useT } from "./language";
import { useHydrated } from "./use-hydrated";

/**
 * Copies a text. Without JavaScript there is no button: the text itself can be selected. `what`: for screen readers.
 */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useT();
  const hydrated = useHydrated();
  const [copied, setCopied] = useState(false);
  if (!hydrated) return null;
  return (
    <button
      type="button"
      className="button button-small whitespace-nowrap"
      onClick={() => {
        void copy(text).then(setCopied);
      }}
    >
      <span aria-live="polite">{t(copied ? "已复制" : "复制")}</span>
      <span className="sr-only">{what}</span>
    </button>
  );
}

/** Old web views lack the clipboard's interface, or refuse it: they still copy what is selected. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "sr-only";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
