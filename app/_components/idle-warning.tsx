"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { KEEP_TYPED } from "./typed-keeper";

const WARNING_MS = 2 * 60_000;
const LOOK_MS = 5_000;

/**
 * Two minutes before a session ends for want of use, a dialog with the way to stay. Another tab may have used the session meanwhile, so
 * the server is asked before anybody is sent to sign in again.
 */
export function IdleWarning({ minutes, audience, login }: { minutes: number; audience: "candidate" | "staff"; login: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [left, setLeft] = useState<number | null>(null);
  const endsAt = useRef(0);

  /** Counts as use of the session when it is still good. */
  const stay = useCallback(async () => {
    const answer = await fetch(`/api/session?audience=${audience}`, { cache: "no-store" });
    if (answer.status === 401) {
      window.dispatchEvent(new Event(KEEP_TYPED));
      window.location.assign(`${login}?next=${encodeURIComponent(window.location.pathname)}`);
      return;
    }
    endsAt.current = Date.now() + minutes * 60_000;
    setLeft(null);
  }, [audience, login, minutes]);

  useEffect(() => {
    endsAt.current = Date.now() + minutes * 60_000;
    const look = () => {
      const rest = endsAt.current - Date.now();
      if (rest > WARNING_MS) return;
      // The server's clock has the last word: a moment is left for it.
      if (rest < -LOOK_MS) return void stay().catch(() => undefined);
      setLeft(Math.max(0, Math.ceil(rest / 1000)));
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [minutes, stay]);

  const warns = left !== null;
  useEffect(() => {
    if (warns) dialog.current?.showModal();
  }, [warns]);

  if (!warns) return null;
  return (
    <dialog ref={dialog} aria-labelledby="idle-title" className="max-w-md rounded-lg border border-line p-6 backdrop:bg-black/50">
      <h2 id="idle-title">即将自动退出</h2>
      <p className="mt-2">您已较长时间没有操作。为保护个人信息，系统将在约 {Math.ceil(left / 60)} 分钟后自动退出，已保存的内容不会丢失。</p>
      <button type="button" className="button button-primary mt-5 w-full" onClick={() => void stay().catch(() => undefined)}>
        继续使用
      </button>
    </dialog>
  );
}
