"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { useT } from "./language";

/** The primary button of a form. While the post is running it says so, and a second press does nothing. */
export function SubmitButton({
  children,
  busy,
  className = "button button-primary w-full sm:w-auto",
  ...button
}: { children: ReactNode; busy?: string } & React.ComponentProps<"button">) {
  const { pending } = useFormStatus();
  const t = useT();
  return (
    <button
      type="submit"
      {...button}
      className={className}
      aria-disabled={pending}
      onClick={pending ? (event) => event.preventDefault() : button.onClick}
    >
      {pending ? (busy ?? t("请稍候…")) : children}
    </button>
  );
}
