"use client";

/** Buttons with canned reasons. A press puts the text into the field of that id and sends the events of typing. */
export function ReasonChips({ field, reasons }: { field: string; reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className="mt-1 mb-3 flex flex-wrap gap-2" aria-label="常用原因">
      {reasons.map((text) => (
        <li key={text}>
          <button
            type="button"
            className="min-h-9 cursor-pointer rounded-full border border-line bg-white px-3 py-1 text-left text-sm text-brand hover:bg-brand-soft"
            onClick={() => fillIn(field, text)}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Puts text into a field and moves the cursor behind it. */
export function fillIn(field: string, text: string): void {
  const control = document.getElementById(field);
  if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) return;
  control.value = text;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.focus();
}
