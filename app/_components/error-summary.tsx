"use client";

import { useT } from "@/app/_components/language";
import { useEffect, useRef } from "react";

/** The number of summaries on the page: the title of the page mentions errors as long as one is left. */
let shown = 0;

/**
 * Lists the errors on top of the page, with a link to each field. It takes the focus when it appears, so that a screen
 * reader reads it first.
 */
export function ErrorSummary({
  errors,
  ids,
}: {
  errors: readonly { field: string; message: string }[];
  ids?: Record<string, string> | undefined;
}) {
  const t = useT();

  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!errors.length) return;
    box.current?.focus();
    shown++;
    const prefix = t("错误：");
    if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
    return () => {
      shown--;
      if (shown === 0 && document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    };
  }, [errors, t]);
  if (!errors.length) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      aria-labelledby="error-summary-title"
      className="mb-6 rounded-md border-4 border-bad bg-white p-4"
    >
      <h2 id="error-summary-title">{t("请更正以下内容")}</h2>
      <ul className="mt-2 list-disc pl-5">
        {errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field ? (
              <a href={`#${ids?.[field] ?? field}`} className="font-semibold text-bad">
                {message}
              </a>
            ) : (
              <span className="font-semibold text-bad">{message}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
