"use client";

import { useEffect, useState } from "react";
import { fillControls } from "./fill-controls";

const KEY = "kept-for-reload";

/** What is kept is good for the reload that follows at once, not for one of tomorrow. */
const MAX_AGE_MS = 5 * 60_000;

type KeptForm = { hidden: [string, string][]; typed: [string, string][]; unticked: string[] };
type Kept = { owner: string; path: string; at: number; forms: KeptForm[] };

/** Who the page was drawn for; set by the bar that stands on every page. */
let drawnFor = "";

/**
 * Keeps what is typed into the forms of this page, in this tab alone, until it has been loaded again; never a password
 * or a file.
 */
export function keepForReload(): void {
  const forms = [...document.forms].map(readForm).filter(({ typed }) => typed.length > 0);
  const kept: Kept = { owner: drawnFor, path: window.location.pathname, at: Date.now(), forms };
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing, or is full: the page is still loaded anew.
  }
}

function readForm(form: HTMLFormElement): KeptForm {
  const kept: KeptForm = { hidden: [], typed: [], unticked: [] };
  for (const control of form.elements) {
    if (!isControl(control) || control.name === "" || control.name.startsWith("$")) continue;
    if (control.type === "hidden") kept.hidden.push([control.name, control.value]);
    else if (isBox(control) && !control.checked) kept.unticked.push(control.name);
    else if (!["password", "file", "submit", "button", "image", "reset"].includes(control.type))
      kept.typed.push([control.name, control.value]);
  }
  return kept;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isControl = (element: Element): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;

const isBox = (control: Control): control is HTMLInputElement =>
  control.type === "checkbox" || control.type === "radio";

/**
 * Puts back what was kept for this page and this person, once. Returns whether anything was, and the way to forget the
 * news of it.
 */
export function useRestoredForms(owner: string): [restored: boolean, forget: () => void] {
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    drawnFor = owner;
    const kept = takeKept();
    if (!kept || kept.owner !== owner || kept.path !== window.location.pathname || Date.now() - kept.at > MAX_AGE_MS)
      return;
    // The forms' own scripts listen from their first effect on, which may come after this one.
    const timer = setTimeout(() => {
      for (const form of kept.forms) restore(form);
      setRestored(true);
    });
    return () => clearTimeout(timer);
  }, [owner]);
  return [restored, () => setRestored(false)];
}

function takeKept(): Kept | null {
  try {
    const text = window.sessionStorage.getItem(KEY);
    window.sessionStorage.removeItem(KEY);
    return text === null ? null : (JSON.parse(text) as Kept);
  } catch {
    return null;
  }
}

/**
 * Into the form that speaks of the same thing: its hidden fields say what it is about and on which state of it, and
 * must not have changed.
 */
function restore(kept: KeptForm): void {
  const identity = JSON.stringify(kept.hidden.filter(isIdentity));
  const names = new Set([...kept.typed.map(([name]) => name), ...kept.unticked]);
  const form = [...document.forms].find((candidate) => {
    const now = readForm(candidate);
    const present = new Set([...now.typed.map(([name]) => name), ...now.unticked]);
    return JSON.stringify(now.hidden.filter(isIdentity)) === identity && [...names].every((name) => present.has(name));
  });
  if (form)
    for (const name of names)
      fillControls(
        form,
        name,
        kept.typed.filter((entry) => entry[0] === name).map((entry) => entry[1]),
      );
}

/** The proof of work, its mark and the key of a form are made anew with each page. */
const isIdentity = ([name]: [string, string]) => !["altcha", "capable", "formKey"].includes(name);
