"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

/** The primary button of a form. While the post is running it says so, and a second press does nothing. */
export function SubmitButton({
  children,
  busy = "请稍候…",
  className = "button button-primary w-full sm:w-auto",
  ...button
}: { children: ReactNode; busy?: string } & React.ComponentProps<"button">) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      {...button}
      className={className}
      aria-disabled={pending}
      onClick={pending ? (event) => event.preventDefault() : button.onClick}
    >
      {pending ? busy : children}
    </button>
  );
}
