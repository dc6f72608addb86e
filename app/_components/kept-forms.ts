"use client";

import { useEffect, useState } from "react";
import { fillForm } from "./fill-controls";

const KEY = "kept-for-reload";

/** Kept values are for the reload that follows at once. They expire soon after. */
const MAX_AGE_MS = 5 * 60_000;

type KeptForm = { hidden: [string, string][]; typed: [string, string][]; unticked: string[] };
/** `display`: the visitor only changed language, text size or contrast. */
type Reason = "update" | "display";
type Kept = { owner: string; path: string; at: number; forms: KeptForm[]; reason: Reason };

/** The person for whom the page was rendered. The bar on every page sets it. */
let drawnFor = "";

/**
 * Keeps the typed values of this page's forms, in this tab only, until the page has been reloaded. Passwords and files
 * are never kept.
 */
export function keepForReload(reason: Reason = "update"): void {
  const forms = [...document.forms].map(readForm).filter(({ typed }) => typed.length > 0);
  if (reason === "display" && forms.length === 0) return;
  const kept: Kept = { owner: drawnFor, path: window.location.pathname, at: Date.now(), forms, reason };
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
    // The value of a derived hidden field follows from what was typed, as the sex from the document number. It
    // identifies nothing, and on the next page it may be a visible field.
    if (control.type === "hidden" && !control.hasAttribute("data-derived"))
      kept.hidden.push([control.name, control.value]);
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
 * Restores what was kept for this page and this person, once. Returns whether that must be told, and a function that
 * removes the message about it.
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
      setRestored(kept.reason === "update");
    });
    return () => clearTimeout(timer);
  }, [owner]);
  return [restored, () => setRestored(false)];
}

function takeKept(): Kept | null {
  try {
    const text = window.sessionStorage.getItem(KEY);
    const kept = text === null ? null : (JSON.parse(text) as Kept);
    // On the page of the display settings it waits for the page that the visitor came from.
    if (kept?.reason !== "display" || kept.path === window.location.pathname) window.sessionStorage.removeItem(KEY);
    return kept;
  } catch {
    return null;
  }
}

/**
 * Finds the same form again and fills it. Its hidden fields identify the row and its version, and must be unchanged. Of
 * its fields some may be missing: they appear with the value of another one.
 */
function restore(kept: KeptForm): void {
  const identity = identityOf(kept);
  const names = namesOf(kept);
  const shared = (form: HTMLFormElement) => [...namesOf(readForm(form))].filter((name) => names.has(name)).length;
  const [form] = [...document.forms]
    .filter((candidate) => identityOf(readForm(candidate)) === identity && shared(candidate) > names.size / 2)
    .sort((a, b) => shared(b) - shared(a));
  if (!form) return;
  const valuesOf = (name: string) => kept.typed.filter((entry) => entry[0] === name).map((entry) => entry[1]);
  fillForm(form, new Map([...names].map((name) => [name, valuesOf(name)])));
}

const namesOf = ({ typed, unticked }: KeptForm) => new Set([...typed.map(([name]) => name), ...unticked]);

const identityOf = ({ hidden }: KeptForm) => JSON.stringify(hidden.filter(isIdentity));

/** The proof of work, its marker field and the form's key are new on each page. */
const isIdentity = ([name]: [string, string]) => !["altcha", "capable", "formKey"].includes(name);
