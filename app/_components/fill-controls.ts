"use client";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A field may appear with the value of another one, and a third with its own. */
const MAX_PASSES = 3;
/** React draws what appears before the next pass. */
const PASS_PAUSE_MS = 50;

/**
 * Fills a form with earlier values, by the names of its fields. A field that appears with another one's value, or whose
 * choices do, is filled once it is there.
 */
export function fillForm(form: HTMLFormElement, values: ReadonlyMap<string, readonly string[]>, passes = MAX_PASSES) {
  const missing = new Map([...values].filter(([name, given]) => !fillControls(form, name, given)));
  if (missing.size > 0 && passes > 1) setTimeout(() => fillForm(form, missing, passes - 1), PASS_PAUSE_MS);
}

/**
 * Fills every control of one name with the earlier values. A checkbox is checked when its value is one of them. Returns
 * false when there is no such control, or none that offers the value.
 */
function fillControls(form: HTMLFormElement, name: string, values: readonly string[]): boolean {
  let found = false;
  // Ticks and a text may share a name: the text is what no tick stands for.
  const ticks = new Set(
    [...form.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${CSS.escape(name)}"]`)].map(
      ({ value }) => value,
    ),
  );
  for (const control of form.querySelectorAll<Control>(`[name="${CSS.escape(name)}"]`)) {
    const value = values.find((given) => !ticks.has(given)) ?? "";
    if (control instanceof HTMLSelectElement && ![...control.options].some((option) => option.value === value))
      continue;
    found = true;
    // The page itself sets a hidden field: it follows from the others.
    if (control.type === "hidden") continue;
    if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox")) {
      const wanted = values.includes(control.value);
      // React listens for clicks. A radio button can be unchecked only by a click on another one of its group.
      if (control.checked !== wanted && (wanted || control.type === "checkbox")) control.click();
    } else setValue(control, value);
    control.closest("details")?.setAttribute("open", "");
    // Send the events of typing, so that dependent labels and the draft update.
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return found;
}

/**
 * React overrides the value property of each control and ignores an event whose value it has already seen. The
 * prototype's setter avoids that override.
 */
function setValue(control: Control, value: string): void {
  const prototype = Object.getPrototypeOf(control) as Control;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(control, value);
}
