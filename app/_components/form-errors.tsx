"use client";

import { useMemo } from "react";
import { summaryErrors } from "@/app/_lib/form-errors";
import type { FormState } from "@/lib/auth/form-state";
import { ErrorSummary } from "./error-summary";

const none: Record<string, string> = {};

/**
 * The error summary of a form's last answer. It takes the focus once for each answer, not at every render. `names`: the
 * field names to show before the errors, where a line is far from its field. `ids`: the ids of controls whose id is not
 * their name.
 */
export function FormErrors({
  state,
  names = none,
  ids,
}: {
  state: FormState;
  names?: Record<string, string>;
  ids?: Record<string, string>;
}) {
  const errors = useMemo(
    () =>
      summaryErrors(state).map(({ field, message }) => ({
        field,
        message: names[field] ? `${names[field]}：${message}` : message,
      })),
    [state, names],
  );
  return <ErrorSummary errors={errors} ids={ids} />;
}
