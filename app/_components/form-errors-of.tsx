"use client";

import { useMemo } from "react";
import type { ErrorLine } from "@/app/_lib/error-sentences";
import type { FormState } from "@/lib/auth/form-state";
import { useT } from "./language";
import { ErrorSummary } from "./error-summary";

const none: Record<string, string> = {};

/**
 * The error summary of a form's last answer, for pages whose sentences `summaryErrors` knows. It takes the focus once
 * for each answer, not at every render. `names`: the field names to show before the errors, where a line is far from
 * its field. `ids`: the ids of controls whose id is not their name.
 */
export const formErrorsOf = <E extends string>(summaryErrors: (state: FormState<E>) => ErrorLine[]) =>
  function FormErrors({
    state,
    names = none,
    ids,
  }: {
    state: FormState<E>;
    names?: Record<string, string>;
    ids?: Record<string, string>;
  }) {
    const t = useT();
    const errors = useMemo(
      () =>
        summaryErrors(state).map(({ field, message }) => ({
          field,
          message: names[field] ? `${names[field]}：${t(message)}` : t(message),
        })),
      [state, names, t],
    );
    return <ErrorSummary errors={errors} ids={ids} />;
  };
