"use client";

import type { ComponentProps } from "react";
import { ExamSessionField } from "./page-exam-session";
import { useServerAction } from "./use-server-action";

/** A candidate's form whose action only redirects. On a server-rendered page it replaces `<form action={…}>`. */
export function ActionForm({
  action,
  children,
  ...form
}: { action: (form: FormData) => Promise<void> } & Omit<ComponentProps<"form">, "action">) {
  const [, post] = useServerAction((_nothing: null, data: FormData) => action(data).then(() => null), null);
  // Without JavaScript the browser posts the form itself and needs the original action.
  return (
    <form {...form} action={typeof window === "undefined" ? action : post}>
      <ExamSessionField />
      {children}
    </form>
  );
}
