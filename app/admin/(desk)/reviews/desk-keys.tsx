"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

/** The description of each key, for the help sheet behind `?`. The buttons declare their own keys (`data-hotkey`). */
const sheet = [
  ["N", "开始审核；在审核页：跳过，下一份"],
  ["A", "通过"],
  ["B", "退回修改：打开并填写原因"],
  ["X", "不通过：进入下一页填写原因"],
  ["U", "撤销刚才的决定（60秒内）"],
  ["C", "登记照与证件照并排"],
  ["1 – 9", "查看第几张图片"],
  ["← →", "上一张、下一张图片"],
  ["+ − 0", "放大、缩小、适合窗口"],
  ["R", "旋转图片"],
  ["Q", "返回审核队列"],
  ["?", "打开或关闭本表"],
  ["退回时 ↑ ↓", "在项目之间移动，空格勾选，Ctrl+Enter 提交"],
] as const;

const OFF = "desk-keys-off";

/** A key pressed this soon after the page changed was meant for the page before. */
const SETTLE_MS = 400;

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const areOff = () => window.localStorage.getItem(OFF) !== null;

function turnKeys(off: boolean) {
  if (off) window.localStorage.setItem(OFF, "1");
  else window.localStorage.removeItem(OFF);
  for (const listener of listeners) listener();
}

/** In a text field or an open select, keys belong to the field. */
const takesText = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target.matches("input, textarea, select") && !target.matches("[type=checkbox], [type=radio]")));

/** Opens with the focus on 关闭. On the checkbox above it, the space bar would turn the keys off. */
function open(dialog: HTMLDialogElement | null) {
  dialog?.showModal();
  dialog?.querySelector("button")?.focus();
}

/**
 * The keys of the review pages. `subject`: the registration on the desk. Single keys can be turned off on the sheet
 * (WCAG 2.1.4).
 */
export function DeskKeys({ subject = "" }: { subject?: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shownAt = useRef(0);
  const off = useSyncExternalStore(subscribe, areOff, () => false);

  useEffect(() => {
    shownAt.current = Date.now();
  }, [subject]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || takesText(event.target)) return;
      if (event.key === "?") {
        event.preventDefault();
        if (dialog.current?.open) dialog.current.close();
        else open(dialog.current);
        return;
      }
      if (areOff() || document.querySelector("dialog[open]") || Date.now() - shownAt.current < SETTLE_MS) return;
      const key = event.key === "=" ? "+" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const target = document.querySelector<HTMLElement>(`[data-hotkey="${CSS.escape(key)}"]`);
      if (!target || target.getAttribute("aria-disabled") === "true") return;
      event.preventDefault();
      target.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        className="no-print fixed right-3 bottom-3 z-20 hidden size-11 lg:right-auto lg:left-3 rounded-full border border-line bg-white font-bold text-brand shadow-md md:block"
        aria-label="键盘快捷键"
        onClick={() => open(dialog.current)}
      >
        ?
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="keys-title"
        className="w-full max-w-lg rounded-lg border border-line p-6 backdrop:bg-black/50"
      >
        <h2 id="keys-title">键盘快捷键</h2>
        <dl className="mt-3 grid grid-cols-[8rem_1fr] gap-y-1 text-sm">
          {sheet.map(([key, what]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded border border-line bg-soft px-1.5 font-sans">{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-4 flex min-h-11 cursor-pointer items-center gap-3 text-sm">
          <input
            type="checkbox"
            checked={off}
            onChange={(event) => turnKeys(event.target.checked)}
            className="size-5"
          />
          在这台电脑上关闭单键快捷键
        </label>
        <form method="dialog" className="mt-3">
          <button type="submit" className="button button-primary w-full">
            关闭
          </button>
        </form>
      </dialog>
    </>
  );
}
