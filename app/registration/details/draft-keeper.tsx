"use client";

import { useEffect, useRef, useState } from "react";
import { useT } from "@/app/_components/language";
import { usePageExamSession } from "@/app/_components/page-exam-session";
import { keepTyped } from "@/app/_components/typed-keeper";

const PAUSE_MS = 1500;
const AFTER_POST_MS = 5000;
/** How long "已保存" stays in view before it goes back to the end of the form. */
const NEWS_MS = 4000;

/** Fields whose value this page changes by itself when another one is changed. */
const followers: Record<string, readonly string[]> = {
  documentNumber: ["sex"],
  idType: ["sex"],
  school: ["teachingPoint"],
  category: ["graduationMonth"],
};

/** `old`: it was in view for a while. */
type Said = { bad: boolean; text: string; old?: true };

/**
 * Sends the surrounding form to the server a moment after each change, so that no input is lost, and says so at the
 * lower edge of the screen for a moment, then at the end of the form. Without JavaScript the candidate uses 下一步.
 */
export function DraftKeeper({ name, fields, basis }: { name: string; fields: readonly string[]; basis: string }) {
  const t = useT();
  const examSession = usePageExamSession();
  const place = useRef<HTMLOutputElement>(null);
  const [said, setSaid] = useState<Said>({ bad: false, text: "" });

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let timer: number | undefined;
    let under = new AbortController();

    // Only what was changed on this page: another device may have filled in the rest meanwhile.
    const changed = new Set<string>();
    const body = () => {
      const typed = new URLSearchParams({ basis, ...(examSession ? { examSession } : {}) });
      for (const [name, value] of new FormData(form))
        if (typeof value === "string" && fields.includes(name) && changed.has(name)) typed.append(name, value);
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
        if (savedAt) setSaid({ bad: false, text: t("已保存 {time}", { time: clock(new Date(savedAt)) }) });
        else setSaid({ bad: true, text: t("未能自动保存：{why}", { why: t(message ?? "请稍后重试。") }) });
      } catch {
        if (signal.aborted) return;
        setSaid({ bad: true, text: t("网络不通，暂未保存。请保持本页打开，恢复后会继续保存。") });
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
    const typed = (event: Event) => {
      const { name: field = "" } = event.target as Partial<HTMLInputElement>;
      for (const name of [field, ...(followers[field] ?? [])]) changed.add(name);
      later();
    };
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
  }, [name, fields, basis, examSession, t]);

  useEffect(() => {
    if (said.bad || said.old) return;
    const timer = window.setTimeout(() => setSaid({ ...said, old: true }), NEWS_MS);
    return () => window.clearTimeout(timer);
  }, [said]);

  return (
    <output
      ref={place}
      className={`saved-note mt-3 ${said.bad ? "text-bad" : "text-muted"} ${said.old ? "" : "sticky"}`}
    >
      {said.text}
    </output>
  );
}

/** 12:03 in Shanghai, whatever the browser's time zone. */
const clock = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
