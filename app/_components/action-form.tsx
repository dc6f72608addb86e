"use client";

import type { ComponentProps } from "react";
import { useServerAction } from "./use-server-action";

/** A form whose action only leads somewhere else: on a page of the server it stands in place of `<form action={…}>`. */
export function ActionForm({
  action,
  ...form
}: { action: (form: FormData) => Promise<void> } & Omit<ComponentProps<"form">, "action">) {
  const [, post] = useServerAction((_nothing: null, data: FormData) => action(data).then(() => null), null);
  // Without JavaScript the form posts by itself, and must name the bare action.
  return <form {...form} action={typeof window === "undefined" ? action : post} />;
}
