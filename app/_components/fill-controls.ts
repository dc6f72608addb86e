"use client";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Fills every control of one name with what was typed before; boxes are ticked whose value is among the values. */
export function fillControls(form: HTMLFormElement, name: string, values: readonly string[]): void {
  for (const control of form.querySelectorAll<Control>(`[name="${CSS.escape(name)}"]`)) {
    if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox")) {
      const wanted = values.includes(control.value);
      // A press is what React listens to. A radio button gives way to another of its group, never to a press of its
      // own.
      if (control.checked !== wanted && (wanted || control.type === "checkbox")) control.click();
    } else setValue(control, values[0] ?? "");
    control.closest("details")?.setAttribute("open", "");
    // Labels that follow a choice, and the draft, hear of it as if it had been typed.
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/**
 * React watches the property of each control it holds, and passes over an event whose value it has seen being set: the
 * prototype's is its own.
 */
function setValue(control: Control, value: string): void {
  const prototype = Object.getPrototypeOf(control) as Control;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(control, value);
}
