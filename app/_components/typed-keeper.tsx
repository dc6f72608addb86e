"use client";

import { useEffect, useRef } from "react";
import { fillForm } from "./fill-controls";

const PREFIX = "typed:";

/** This event is sent to the window before the page redirects to the login page. */
export const KEEP_TYPED = "keep-typed";

type Kept = { basis: string; values: [string, string][] };

/** This tab's storage; null where the browser has none. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Keeps the text of a form in this tab only; never a password, a code or a file. */
export function keepTyped(name: string, basis: string, form: HTMLFormElement): void {
  const secret = new Set([
    "identityCode",
    ...[...form.querySelectorAll("input[type=password], input[type=hidden]")].map((input) =>
      input.getAttribute("name"),
    ),
  ]);
  const values = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !secret.has(entry[0]),
  );
  try {
    storage()?.setItem(PREFIX + name, JSON.stringify({ basis, values } satisfies Kept));
  } catch {
    // The storage is full: only the copy on the server remains.
  }
}

/**
 * Restores what was typed when a post ended at the login page because the login session had ended. `name` identifies
 * the form and its owner; all other kept values are deleted, because they are old or another person's. `basis`
 * identifies the state that the form was loaded with; when it has changed, the kept values are deleted. `answer`
 * changes with every answer of the server, which has the content from then on.
 */
export function TypedKeeper({ name, basis, answer }: { name: string; basis: string; answer: unknown }) {
  const place = useRef<HTMLSpanElement>(null);
  const first = useRef(answer);

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    restore(name, basis, form);
    const keep = () => keepTyped(name, basis, form);
    // Text typed after a post that failed is newer than the kept copy.
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
  const values = new Map<string, string[]>();
  for (const [field, value] of kept.values) values.set(field, [...(values.get(field) ?? []), value]);
  fillForm(form, values);
}

function forgetAll(): void {
  const kept = storage();
  if (!kept) return;
  for (const key of Object.keys(kept)) if (key.startsWith(PREFIX)) kept.removeItem(key);
}

/** Deletes everything from the tab when the person signs out. */
export function ForgetTyped() {
  useEffect(forgetAll, []);
  return null;
}
