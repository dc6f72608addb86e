"use client";

import { useEffect, useRef, useState } from "react";
import { keepTyped } from "@/app/_components/typed-keeper";

const PAUSE_MS = 1500;

type Said = { tone: "text-muted" | "text-bad"; text: string };

/** Sends the form around it to the server a moment after each change, so that nothing typed is lost. Without JavaScript there is 下一步. */
export function DraftKeeper({ fields, basis }: { fields: readonly string[]; basis: string }) {
  const place = useRef<HTMLOutputElement>(null);
  const [said, setSaid] = useState<Said>({ tone: "text-muted", text: "" });

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let timer: number | undefined;

    let under = new AbortController();

    const body = () => {
      const typed = new URLSearchParams({ basis });
      for (const [name, value] of new FormData(form)) if (typeof value === "string" && fields.includes(name)) typed.append(name, value);
      return typed;
    };
    const keep = async () => {
      timer = undefined;
      try {
        const answer = await fetch("/registration/details/draft", { method: "POST", body: body(), signal: under.signal });
        const { savedAt, message } = (await answer.json()) as { savedAt?: string; message?: string };
        // Signed out: the tab keeps it until its owner is back.
        if (answer.status === 401) keepTyped("details", basis, form);
        if (savedAt) setSaid({ tone: "text-muted", text: `已自动保存 ${clock(new Date(savedAt))}` });
        else setSaid({ tone: "text-bad", text: `未能自动保存：${message ?? "请稍后重试。"}` });
      } catch {
        if (under.signal.aborted) return;
        setSaid({ tone: "text-bad", text: "网络不通，暂未保存。请保持本页打开，恢复后会继续保存。" });
        later();
      }
    };
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void keep(), PAUSE_MS);
    };
    // The page may be gone before the pause is over.
    const leave = () => {
      if (timer === undefined) return;
      window.clearTimeout(timer);
      timer = undefined;
      navigator.sendBeacon("/registration/details/draft", body());
    };
    // The form itself is on its way: a draft that overtakes it would be older than what it saves.
    const stop = () => {
      window.clearTimeout(timer);
      timer = undefined;
      under.abort();
      under = new AbortController();
    };

    form.addEventListener("input", later);
    form.addEventListener("submit", stop);
    window.addEventListener("pagehide", leave);
    return () => {
      form.removeEventListener("input", later);
      form.removeEventListener("submit", stop);
      window.removeEventListener("pagehide", leave);
      stop();
    };
  }, [fields, basis]);

  return (
    <output ref={place} className={`mb-4 block min-h-6 text-sm ${said.tone}`}>
      {said.text}
    </output>
  );
}

/** 12:03 in Shanghai, wherever the browser is. */
const clock = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
