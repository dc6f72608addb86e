"use client";

import { useEffect, useState } from "react";
import { fillControls } from "./fill-controls";

const KEY = "kept-for-reload";

/** Kept values are for the reload that follows at once. They expire soon after. */
const MAX_AGE_MS = 5 * 60_000;

type KeptForm = { hidden: [string, string][]; typed: [string, string][]; unticked: string[] };
type Kept = { owner: string; path: string; at: number; forms: KeptForm[] };

/** The person for whom the page was rendered. The bar on every page sets it. */
let drawnFor = "";

/**
 * Keeps the typed values of this page's forms, in this tab only, until the page has been reloaded. Passwords and files
 * are never kept.
 */
export function keepForReload(): void {
  const forms = [...document.forms].map(readForm).filter(({ typed }) => typed.length > 0);
  const kept: Kept = { owner: drawnFor, path: window.location.pathname, at: Date.now(), forms };
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // The browser has no storage, or it is full. The page is reloaded all the same.
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
 * Restores what was kept for this page and this person, once. Returns whether anything was restored, and a function
 * that removes the message about it.
 */
export function useRestoredForms(owner: string): [restored: boolean, forget: () => void] {
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    drawnFor = owner;
    const kept = takeKept();
    if (!kept || kept.owner !== owner || kept.path !== window.location.pathname || Date.now() - kept.at > MAX_AGE_MS)
      return;
    // The forms' own scripts may start to listen after this effect.
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

/** Finds the same form again: its hidden fields identify the row and its version, and must be unchanged. */
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

/** The proof of work, its marker field and the form's key are new on each page. */
const isIdentity = ([name]: [string, string]) => !["altcha", "capable", "formKey"].includes(name);
