"use client";

import { useEnglish, useT } from "@/app/_components/language";
import { useEffect, useState } from "react";
import { formatLeft, formatLeftEnglish } from "@/app/_lib/format";

/**
 * The time until the exam begins: the server's text, updated in the browser. The visitor's clock is used only to
 * measure elapsed time.
 */
export function Countdown({ startsAt, now }: { startsAt: number; now: number }) {
  const [t, english] = [useT(), useEnglish()];

  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const shown = performance.now();
    const timer = setInterval(() => setPassed(performance.now() - shown), 10_000);
    return () => clearInterval(timer);
  }, []);
  const left = startsAt - now - passed;
  return (
    <p className="mt-4 text-lg font-bold" role="timer">
      {left > 0
        ? t("距离考试开始还有{left}", { left: english ? formatLeftEnglish(left) : formatLeft(left) })
        : t("考试进行中，请遵守考场纪律。")}
    </p>
  );
}
