"use client";

import { useT } from "@/app/_components/language";
import { useCallback, useEffect, useRef, useState } from "react";
import { KEEP_TYPED } from "./typed-keeper";

const WARNING_MS = 2 * 60_000;
const LOOK_MS = 5_000;

/**
 * Two minutes before a login session ends for lack of use, a dialog offers to stay. The server decides how much time is
 * left, because other tabs and pages use the login session too. Only 继续使用 counts as use. Polling does not, so an
 * unattended desk is signed out.
 */
export function IdleWarning({ minutes, audience }: { minutes: number; audience: "candidate" | "staff" }) {
  const t = useT();

  const dialog = useRef<HTMLDialogElement>(null);
  const [left, setLeft] = useState<number | null>(null);
  /** Whether 继续使用 extends the login session. A staff login session also ends after twelve hours. */
  const [prolongs, setProlongs] = useState(true);
  const understood = useRef(false);
  /** When it ends by this browser's clock, as the server last reported. */
  const endsAt = useRef(0);

  const ask = useCallback(
    async (use: boolean) => {
      const page = encodeURIComponent(window.location.pathname);
      const answer = await fetch(`/api/session?audience=${audience}&page=${page}${use ? "&use=1" : ""}`, {
        cache: "no-store",
      });
      if (answer.status === 401) {
        window.dispatchEvent(new Event(KEEP_TYPED));
        const { login } = (await answer.json()) as { login: string };
        window.location.assign(login);
        return;
      }
      const told = (await answer.json()) as { left: number; prolongs: boolean };
      endsAt.current = Date.now() + told.left;
      setProlongs(told.prolongs);
      if (told.prolongs) understood.current = false;
      setLeft(told.left <= WARNING_MS && !understood.current ? told.left : null);
    },
    [audience],
  );
  const stay = () => {
    // An end that cannot be extended is announced once: the last two minutes are for saving.
    if (!prolongs) understood.current = true;
    void ask(true).catch(() => undefined);
  };

  useEffect(() => {
    // The server records a use once a minute, so the login session may end a minute earlier than this page assumes.
    endsAt.current = Date.now() + (minutes - 1) * 60_000;
    const timer = setInterval(() => {
      if (endsAt.current - Date.now() <= WARNING_MS) void ask(false).catch(() => undefined);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [minutes, ask]);

  const warns = left !== null;
  useEffect(() => {
    if (warns) dialog.current?.showModal();
  }, [warns]);

  if (!warns) return null;
  return (
    <dialog
      ref={dialog}
      aria-labelledby="idle-title"
      className="max-w-md rounded-lg border border-line p-6 backdrop:bg-black/50"
      // Esc shows that the person is there.
      onClose={stay}
    >
      <h2 id="idle-title">{t("即将自动退出")}</h2>
      <p className="mt-2">
        {prolongs
          ? t("您已较长时间没有操作。为保护个人信息，")
          : t("本次登录即将满12小时，须重新登录。请先保存正在填写的内容，")}
        {t("系统将在约 {minutes} 分钟后自动退出，已保存的内容不会丢失。", {
          minutes: Math.max(1, Math.ceil(left / 60_000)),
        })}
      </p>
      <button type="button" className="button button-primary mt-5 w-full" onClick={stay}>
        {prolongs ? t("继续使用") : t("知道了")}
      </button>
    </dialog>
  );
}
