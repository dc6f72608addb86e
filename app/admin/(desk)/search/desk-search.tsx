"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useServerAction } from "@/app/_components/use-server-action";
import { reviewRefusals } from "@/app/_lib/messages/review";
import { idle } from "@/lib/auth/form-state";
import { deskSearchAction, type DeskSearchState } from "./actions";
import { SEARCH_HINT, SEARCH_PAGE } from "./search-words";

/**
 * What was typed when a result was opened, so that Back finds the results again. Only this tab's storage has it: the
 * address must not, and signing out empties the storage.
 */
const KEPT = "desk-search";

/** In a text field or an open select, keys belong to the field. */
const takesText = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

/** Single keys are turned off on the sheet of the review pages (WCAG 2.1.4). Ctrl+K always works. */
const asksForSearch = (event: globalThis.KeyboardEvent) =>
  ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") ||
  (event.key === "/" && !takesText(event.target) && window.localStorage.getItem("desk-keys-off") === null);

const here = () => window.location.pathname + window.location.search;

/** What was typed before a result of this page was opened, when the visitor has come back from it. */
function typedBefore(): string | null {
  const [place, typed] = window.sessionStorage.getItem(KEPT)?.split("\n") ?? [];
  const [entry] = performance.getEntriesByType("navigation");
  const cameBack = entry instanceof PerformanceNavigationTiming && entry.type === "back_forward";
  return cameBack && place === here() && typed ? typed : null;
}

/**
 * The search in the header of every desk page. Enter asks, because every search is on record. The results are links
 * under the field: the arrows move between them, Enter opens one, Escape leads back to the field. Without JavaScript a
 * page of its own answers.
 */
export function DeskSearch({ examSessionId }: { examSessionId: string | undefined }) {
  const [state, action, pending] = useServerAction<DeskSearchState>(deskSearchAction, idle, SEARCH_PAGE);
  const [answered, setAnswered] = useState(state);
  const [open, setOpen] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);

  if (answered !== state) {
    setAnswered(state);
    setOpen(state.status !== "idle");
  }

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!asksForSearch(event) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      field.current?.focus({ preventScroll: true });
      field.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    const typed = typedBefore();
    if (typed === null || !field.current) return;
    window.sessionStorage.removeItem(KEPT);
    field.current.value = typed;
    field.current.focus({ preventScroll: true });
    form.current?.requestSubmit();
  }, []);

  const typed = state.status === "found" ? state.typed : "";
  const keep = () => window.sessionStorage.setItem(KEPT, `${here()}\n${typed}`);

  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing || !field.current) return;
    const inField = event.target === field.current;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a")];
    const at = links.findIndex((link) => link === event.target);
    if (event.key === "Escape") {
      event.preventDefault();
      if (inField && !open) field.current.blur();
      setOpen(false);
      if (!inField) field.current.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open || links.length === 0) return;
      event.preventDefault();
      (links[at + (event.key === "ArrowDown" ? 1 : -1)] ?? field.current).focus();
    } else if (event.key === "Enter" && inField && open && typed !== "" && field.current.value === typed && links[0]) {
      // The answer to this text is on the screen already: Enter opens the first result.
      event.preventDefault();
      links[0].click();
    }
  };

  return (
    <search className="head-search">
      {/* The keys of the field and of the links below it, which are what has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        ref={form}
        action={action}
        className="flex"
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
        }}
      >
        <input type="hidden" name="session" value={examSessionId ?? ""} />
        <label htmlFor="desk-search" className="sr-only">
          查找考生、订单或座位
        </label>
        <input
          ref={field}
          id="desk-search"
          name="search"
          aria-describedby="desk-search-hint"
          aria-keyshortcuts="/ Control+K"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          placeholder="查找：姓名、号码末4位或8位…（按 / ）"
          defaultValue={typed}
          className="head-search-field"
        />
        <span id="desk-search-hint" className="sr-only">
          {SEARCH_HINT}
        </span>
        <button type="submit" className="head-search-button">
          查找
        </button>
        <div className="head-search-results" hidden={!open}>
          <output className="block px-3 py-1 text-sm text-muted">
            {pending ? "正在查找…" : open && spoken(state)}
          </output>
          {state.status === "found" && (
            <ul aria-label="查找结果">
              {state.hits.map(({ id, name, document, state: status, places }) => (
                <li key={id} className="head-search-hit">
                  <p>
                    <b>{name}</b> <span className="tabular-nums">{document}</span>{" "}
                    <span className="text-muted">{status}</span>
                  </p>
                  {places.length === 0 && <span className="text-muted">尚不能打开</span>}
                  {places.map(({ href, label }) => (
                    <a key={href} href={href} onClick={keep} className="head-search-place">
                      {label}
                      <span className="sr-only">：{name}</span>
                    </a>
                  ))}
                </li>
              ))}
            </ul>
          )}
        </div>
      </form>
    </search>
  );
}

function spoken(state: DeskSearchState): string {
  if (state.status === "found") {
    if (state.hits.length === 0) return "没有找到。请核对后重新输入。";
    const way = "↑↓ 选择，Enter 打开，Esc 关闭。";
    return state.more
      ? `前 ${state.hits.length} 人，请输入更多内容缩小范围。${way}`
      : `找到 ${state.hits.length} 人。${way}`;
  }
  return state.status === "refused" ? reviewRefusals.search_too_often : reviewRefusals.search_required;
}
