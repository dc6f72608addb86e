"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { rowClick, rowKey } from "./row-keys";

const listKeys = [
  ["J、K", "下一行、上一行"],
  ["Enter", "打开这一行"],
  ["X", "选择这一行"],
  ["Shift+X", "从上次选择的一行选到这一行（鼠标：Shift+单击）"],
] as const;

const caseKeys = [
  ["N", "开始审核；在审核页：跳过，下一份"],
  ["A", "通过"],
  ["B", "退回修改：打开并填写原因"],
  ["X", "不通过：打开并填写原因"],
  ["U", "撤销刚才的决定（60秒内）"],
  ["C", "登记照与证件照并排"],
  ["1 – 9", "查看第几张图片"],
  ["← →", "上一张、下一张图片"],
  ["+ − 0", "放大、缩小、适合窗口"],
  ["R", "旋转图片"],
  ["Q", "返回审核队列"],
  ["?", "打开或关闭本表"],
  ["退回时 ↑ ↓", "在项目之间移动，空格勾选"],
  ["Ctrl+Enter", "提交退回或不通过"],
  ["Esc", "收起退回或不通过"],
] as const;

/** The description of each key, for the help sheet behind `?`. The buttons declare their own keys (`data-hotkey`). */
const sheets = {
  case: caseKeys,
  list: [...listKeys, ["?", "打开或关闭本表"]],
  queue: [...listKeys, ["N", "开始审核"], ["U", "撤销刚才的决定（60秒内）"], ["?", "打开或关闭本表"]],
} as const;

const OFF = "desk-keys-off";

/** A key pressed this soon after the page changed was meant for the page before. */
const SETTLE_MS = 400;

/** The registration of the page before this one in the same document; null when there was none. */
let subjectBefore: string | null = null;

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

/** The list fades while the next one is on its way, after a filter, a sort or a page. Back shows it as it was. */
function sayWhenLeaving(): () => void {
  const leave = (event: Event) => {
    const link = event.target instanceof Element && event.target.closest("thead a, .desk-states a, .desk-foot a");
    const filter = event.type === "submit" && event.target instanceof HTMLFormElement && event.target.method === "get";
    const elsewhere = event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
    if ((link || filter) && !elsewhere && !event.defaultPrevented) document.body.dataset["loading"] = "";
  };
  const shown = () => delete document.body.dataset["loading"];
  shown();
  document.addEventListener("click", leave);
  document.addEventListener("submit", leave);
  window.addEventListener("pageshow", shown);
  return () => {
    document.removeEventListener("click", leave);
    document.removeEventListener("submit", leave);
    window.removeEventListener("pageshow", shown);
  };
}

/** Opens with the focus on 关闭. On the checkbox above it, the space bar would turn the keys off. */
function open(dialog: HTMLDialogElement | null) {
  dialog?.showModal();
  dialog?.querySelector("button")?.focus();
}

/**
 * The keys of the desk's lists and of the review pages. `subject`: the registration on the desk. Single keys can be
 * turned off on the sheet (WCAG 2.1.4). `inPlace`: the button for the sheet stands where it is written, not in the
 * corner of the window.
 */
export function DeskKeys({
  subject = "",
  sheet = "case",
  inPlace = false,
}: {
  subject?: string;
  sheet?: keyof typeof sheets;
  inPlace?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shownAt = useRef(0);
  const off = useSyncExternalStore(subscribe, areOff, () => false);
  const isList = sheet !== "case";

  useEffect(() => {
    shownAt.current = Date.now();
    // After a decision the pressed button is gone with its page, and the focus would begin at the top of the document.
    if (subjectBefore !== null && document.activeElement === document.body) {
      document.getElementById("subject")?.focus({ preventScroll: true });
    }
    subjectBefore = subject;
  }, [subject]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
      if (event.repeat && !(isList && /^[jk]$/i.test(event.key))) return;
      if (event.key === "?") {
        event.preventDefault();
        if (dialog.current?.open) dialog.current.close();
        else open(dialog.current);
        return;
      }
      if (areOff() || document.querySelector("dialog[open]") || Date.now() - shownAt.current < SETTLE_MS) return;
      const key = event.key === "=" ? "+" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (isList && rowKey(key, event.shiftKey)) {
        event.preventDefault();
        return;
      }
      const target = document.querySelector<HTMLElement>(`[data-hotkey="${CSS.escape(key)}"]`);
      if (!target || target.getAttribute("aria-disabled") === "true") return;
      event.preventDefault();
      target.click();
    };
    document.addEventListener("keydown", onKey);
    if (isList) document.addEventListener("click", rowClick);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", rowClick);
    };
  }, [isList]);

  useEffect(() => (isList ? sayWhenLeaving() : undefined), [isList]);

  return (
    <>
      <button
        type="button"
        className={`no-print hidden size-11 rounded-full border border-line bg-white font-bold text-brand md:block ${inPlace ? "shrink-0 cursor-pointer" : "fixed right-3 bottom-3 z-20 shadow-md lg:right-auto lg:left-3"}`}
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
          {sheets[sheet].map(([key, what]) => (
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
