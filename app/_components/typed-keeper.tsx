"use client";

import { useEffect, useRef } from "react";
import { fillControls } from "./fill-controls";

const PREFIX = "typed:";

/** Sent to the window when the page is about to be left for the login page. */
export const KEEP_TYPED = "keep-typed";

type Kept = { basis: string; values: [string, string][] };

/** This tab's storage; null where a browser keeps none. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Keeps the text of a form in this tab alone; never a password or a file. */
export function keepTyped(name: string, basis: string, form: HTMLFormElement): void {
  const secret = new Set(
    [...form.querySelectorAll("input[type=password], input[type=hidden]")].map((input) => input.getAttribute("name")),
  );
  const values = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !secret.has(entry[0]),
  );
  try {
    storage()?.setItem(PREFIX + name, JSON.stringify({ basis, values } satisfies Kept));
  } catch {
    // A full storage: then only what the server has is kept.
  }
}

/**
 * Puts back what was typed when a post ended at the login page because the session was over. `name` names the form and
 * whose it is: whatever else the tab has kept is somebody else's, or old, and goes. `basis` names the state the form
 * was filled in on: once that has changed, what was kept is forgotten. `answer` changes with every answer of the
 * server, which knows the content from then on.
 */
export function TypedKeeper({ name, basis, answer }: { name: string; basis: string; answer: unknown }) {
  const place = useRef<HTMLSpanElement>(null);
  const first = useRef(answer);

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    restore(name, basis, form);
    const keep = () => keepTyped(name, basis, form);
    // What is typed after a post that did not leave is newer than what was kept of it.
    const forget = () => storage()?.removeItem(PREFIX + name);
    form.addEventListener("submit", keep);
    form.addEventListener("input", forget);
    window.addEventListener(KEEP_TYPED, keep);
    return () => {
      form.removeEventListener("submit", keep);
      form.removeEventListener("input", forget);
      window.removeEventListener(KEEP_TYPED, keep);
    };
  }, [name, basis]);
  useEffect(() => {
    if (answer !== first.current) storage()?.removeItem(PREFIX + name);
  }, [name, answer]);

  return <span ref={place} hidden />;
}

function restore(name: string, basis: string, form: HTMLFormElement): void {
  const text = storage()?.getItem(PREFIX + name);
  forgetAll();
  if (!text) return;
  const kept = JSON.parse(text) as Kept;
  if (kept.basis !== basis) return;
  for (const field of new Set(kept.values.map(([name]) => name))) {
    fillControls(
      form,
      field,
      kept.values.filter(([name]) => name === field).map(([, value]) => value),
    );
  }
}

function forgetAll(): void {
  const kept = storage();
  if (!kept) return;
  for (const key of Object.keys(kept)) if (key.startsWith(PREFIX)) kept.removeItem(key);
}

/** Whoever signs out leaves nothing behind in the tab. */
export function ForgetTyped() {
  useEffect(forgetAll, []);
  return null;
}
