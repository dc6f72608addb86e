import { type RefObject, useEffect, useRef, useState } from "react";
import { KEEP_TYPED } from "@/app/_components/typed-keeper";
import type { FormState } from "@/lib/auth/form-state";
import type { SessionValues } from "./fields";

/** How many fields differ from what is stored, in the whole form and in each part by its id, and how many are wrong. */
export type Changes = { total: number; parts: Record<string, { changed: number; wrong: number }> };

const none: Changes = { total: 0, parts: {} };

/** Fields that are no part of the exam session: the reason for the change, a code, and whether to copy rooms. */
const besides = new Set(["reason", "identityCode", "copyRooms"]);

/**
 * Counts the changes of a form against the stored values, and lets the browser ask before a page with changes is left.
 * Without JavaScript there is no count and no question.
 */
export function useChanges(form: RefObject<HTMLFormElement | null>, initial: SessionValues, state: FormState): Changes {
  const [changes, setChanges] = useState(none);
  /** The page may be left without a question: the form is on its way, or its text is kept for the next login. */
  const mayLeave = useRef(false);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const count = () => {
      // Whoever types on after a post that was lost on its way is asked again.
      mayLeave.current = false;
      setChanges(changesOf(element, initial));
    };
    // React hears of an event after this listener. If the form were drawn anew in between, a controlled field would get
    // its old value back.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const countSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(count);
    };
    const leave = () => (mayLeave.current = true);
    // After an answer of the server, or with what another login has left, the form may begin with changes.
    mayLeave.current = false;
    count();
    element.addEventListener("input", countSoon);
    element.addEventListener("submit", leave);
    window.addEventListener(KEEP_TYPED, leave);
    return () => {
      clearTimeout(timer);
      element.removeEventListener("input", countSoon);
      element.removeEventListener("submit", leave);
      window.removeEventListener(KEEP_TYPED, leave);
    };
  }, [form, initial, state]);

  const dirty = changes.total > 0;
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!mayLeave.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);

  return changes;
}

function changesOf(form: HTMLFormElement, initial: SessionValues): Changes {
  const parts: Changes["parts"] = {};
  for (const section of form.querySelectorAll("section[id^='part-']")) {
    const changed = new Set(
      [...section.querySelectorAll<Control>("input, select, textarea")]
        .filter((control) => control.name !== "" && !besides.has(control.name) && differs(control, initial))
        .map(({ name }) => name),
    );
    parts[section.id] = { changed: changed.size, wrong: section.querySelectorAll("[id$='-error']").length };
  }
  return { total: Object.values(parts).reduce((sum, { changed }) => sum + changed, 0), parts };
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A tick is "on" or "" (fields.ts). Of radio buttons only the chosen one counts. */
function differs(control: Control, initial: SessionValues): boolean {
  const stored = (initial[control.name] ?? "").replaceAll("\r\n", "\n");
  if (control instanceof HTMLInputElement && control.type === "radio")
    return control.checked && control.value !== stored;
  if (control instanceof HTMLInputElement && control.type === "checkbox")
    return (control.checked ? "on" : "") !== stored;
  return control.value !== stored;
}
