import type { FormState } from "@/lib/auth/form-state";
import { messages, type MessageCode } from "./messages/all";

const sentence = (code: string): string =>
  Object.hasOwn(messages, code) ? messages[code as MessageCode] : "填写有误，请检查后重试。";

/** The error sentences of one field, for its control. */
export function fieldErrors(state: FormState, field: string): string[] | undefined {
  return state.status === "invalid" ? state.fieldErrors[field]?.map(sentence) : undefined;
}

/** Every line of the error summary, in the order of the form. */
export function summaryErrors(state: FormState): { field: string; message: string }[] {
  if (state.status === "refused") return [{ field: "", message: sentence(state.error) }];
  if (state.status !== "invalid") return [];
  return Object.entries(state.fieldErrors).flatMap(([field, codes]) =>
    codes.map((code) => ({ field: field === "form" ? "" : field, message: sentence(code) })),
  );
}

/** The posted values, for `defaultValue`. */
export const typed = (state: FormState, field: string): string | undefined =>
  state.status === "invalid" || state.status === "refused" ? state.values[field] : undefined;
