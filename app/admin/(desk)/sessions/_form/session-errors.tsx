"use client";

import { useMemo } from "react";
import { ErrorSummary } from "@/app/_components/error-summary";
import { summaryErrors } from "@/app/_lib/form-errors";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import type { FormState } from "@/lib/auth/form-state";
import { sessionLabels } from "./labels";

const labels: Record<string, string> = sessionLabels;

/**
 * The problems that prevent saving, each with a link to its field. The field's name comes first, because the form is
 * long.
 */
export function SessionErrors({ state }: { state: FormState }) {
  const errors = useMemo(() => {
    const problems = state.status === "refused" && state.detail && !state.detail.confirm ? state.detail.problems : [];
    const lines = [
      ...summaryErrors(state),
      ...problems.map((problem) => ({ field: problem.field, message: problemSentence(problem) })),
    ];
    return lines.map(({ field, message }) => ({
      field,
      message: labels[field] ? `${labels[field]}：${message}` : message,
    }));
  }, [state]);
  // Warnings that need a confirmation are shown beside the confirmation.
  return state.status === "refused" && state.detail?.confirm ? null : <ErrorSummary errors={errors} />;
}
