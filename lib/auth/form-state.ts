import type { z } from "zod";
import type { RefusalDetail } from "@/lib/core/result";

/** The state of a form after a post. Typed values come back on failure; passwords and files never do. */
export type FormState<E extends string = string> =
  | { status: "idle" }
  | { status: "invalid"; fieldErrors: Record<string, string[]>; values: Record<string, string> }
  | { status: "refused"; error: E; detail?: RefusalDetail; values: Record<string, string> }
  | { status: "done" };

export const idle = { status: "idle" } as const;

// Only passwords are secrets here: an SMS code comes back, so that nobody types it again after a mistyped password.
const isSecret = (name: string) => /password/i.test(name);

/**
 * The form that an action was called with. Anybody can call an action with any value, so everything else counts as an
 * empty form.
 */
export const formIn = (given: unknown): FormData => (given instanceof FormData ? given : new FormData());

/** The text fields of a form, without secrets, files and React's own fields. */
export function typedValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !name.startsWith("$") && !isSecret(name)) values[name] = value;
  }
  return values;
}

/** zod's issues by field. Each message is a code from app/_lib/messages. */
export function byField(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) (fields[String(issue.path[0] ?? "form")] ??= []).push(issue.message);
  return fields;
}
