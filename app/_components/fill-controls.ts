"use client";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Fills every control of one name with the earlier values. A checkbox is checked when its value is one of them. */
export function fillControls(form: HTMLFormElement, name: string, values: readonly string[]): void {
  for (const control of form.querySelectorAll<Control>(`[name="${CSS.escape(name)}"]`)) {
    if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox")) {
      const wanted = values.includes(control.value);
      // React listens for clicks. A radio button can be unchecked only by a click on another one of its group.
      if (control.checked !== wanted && (wanted || control.type === "checkbox")) control.click();
    } else setValue(control, values[0] ?? "");
    control.closest("details")?.setAttribute("open", "");
    // Send the events of typing, so that dependent labels and the draft update.
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/**
 * React overrides the value property of each control and ignores an event whose value it has already seen. The
 * prototype's setter avoids that override.
 */
function setValue(control: Control, value: string): void {
  const prototype = Object.getPrototypeOf(control) as Control;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(control, value);
}
