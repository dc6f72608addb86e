"use client";

import { useEffect, useRef, useState } from "react";
import { keepTyped } from "@/app/_components/typed-keeper";

const PAUSE_MS = 1500;
const AFTER_POST_MS = 5000;

type Said = { tone: "text-muted" | "text-bad"; text: string };

/**
 * Sends the surrounding form to the server a moment after each change, so that no input is lost. Without JavaScript the
 * candidate uses 下一步.
 */
export function DraftKeeper({ name, fields, basis }: { name: string; fields: readonly string[]; basis: string }) {
  const place = useRef<HTMLOutputElement>(null);
  const [said, setSaid] = useState<Said>({ tone: "text-muted", text: "" });

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let timer: number | undefined;
    let under = new AbortController();

    const body = () => {
      const typed = new URLSearchParams({ basis });
      for (const [name, value] of new FormData(form))
        if (typeof value === "string" && fields.includes(name)) typed.append(name, value);
      return typed;
    };
    const keep = async () => {
      timer = undefined;
      // Two concurrent requests could arrive in the wrong order.
      under.abort();
      under = new AbortController();
      const { signal } = under;
      try {
        // The request continues when the page is closed meanwhile.
        const answer = await fetch("/registration/details/draft", {
          method: "POST",
          body: body(),
          signal,
          keepalive: true,
        });
        const { savedAt, message } = (await answer.json()) as { savedAt?: string; message?: string };
        // Signed out: the tab keeps the values until the candidate signs in again.
        if (answer.status === 401) keepTyped(name, basis, form);
        if (savedAt) setSaid({ tone: "text-muted", text: `已自动保存 ${clock(new Date(savedAt))}` });
        else setSaid({ tone: "text-bad", text: `未能自动保存：${message ?? "请稍后重试。"}` });
      } catch {
        if (signal.aborted) return;
        setSaid({ tone: "text-bad", text: "网络不通，暂未保存。请保持本页打开，恢复后会继续保存。" });
        later();
      }
    };
    const later = (pause = PAUSE_MS) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void keep(), pause);
    };
    // The candidate may close the page before the delay ends.
    const leave = () => {
      if (timer === undefined) return;
      window.clearTimeout(timer);
      timer = undefined;
      navigator.sendBeacon("/registration/details/draft", body());
    };
    const typed = () => later();
    const stop = () => {
      window.clearTimeout(timer);
      timer = undefined;
      under.abort();
      under = new AbortController();
    };
    // The form itself is being posted. If the post fails, the draft is still saved. (If it succeeds, the server refuses
    // the later draft.)
    const posted = () => {
      stop();
      later(AFTER_POST_MS);
    };

    form.addEventListener("input", typed);
    form.addEventListener("submit", posted);
    window.addEventListener("pagehide", leave);
    return () => {
      form.removeEventListener("input", typed);
      form.removeEventListener("submit", posted);
      window.removeEventListener("pagehide", leave);
      stop();
    };
  }, [name, fields, basis]);

  return (
    <output ref={place} className={`mb-4 block min-h-6 text-sm ${said.tone}`}>
      {said.text}
    </output>
  );
}

/** 12:03 in Shanghai, whatever the browser's time zone. */
const clock = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
