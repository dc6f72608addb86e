import type { FormState } from "@/lib/auth/form-state";

/** A line of the error summary. An error without a field belongs to the whole form. */
export type ErrorLine = { field: string; message: string };

/**
 * How forms find the sentence of an error. Each kind of page has a table of its own, because the table is part of the
 * page's script: a candidate on a phone does not load the sentences of the desk.
 */
export function errorSentences<E extends string>(sentences: Readonly<Record<E, string>>) {
  const table: Readonly<Record<string, string>> = sentences;
  const sentence = (code: string): string =>
    (Object.hasOwn(table, code) ? table[code] : undefined) ?? "填写有误，请检查后重试。";

  /** The error sentences of one field, for its control. */
  const fieldErrors = (state: FormState, field: string): string[] | undefined =>
    state.status === "invalid" ? state.fieldErrors[field]?.map(sentence) : undefined;

  /** Every line of the error summary, in the order of the form. */
  const summaryErrors = (state: FormState<E>): ErrorLine[] => {
    if (state.status === "refused") return [{ field: "", message: sentence(state.error) }];
    if (state.status !== "invalid") return [];
    return Object.entries(state.fieldErrors).flatMap(([field, codes]) =>
      codes.map((code) => ({ field: field === "form" ? "" : field, message: sentence(code) })),
    );
  };
  return { fieldErrors, summaryErrors };
}

/** The posted values, for `defaultValue`. */
export const typed = (state: FormState, field: string): string | undefined =>
  state.status === "invalid" || state.status === "refused" ? state.values[field] : undefined;
