"use client";

import { useEffect, useRef } from "react";
import { TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { summaryErrors } from "@/app/_lib/form-errors";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import type { FormState } from "@/lib/auth/form-state";
import type { Fields } from "./fields";

/**
 * The candidates whom the change affects, above the form, with the reason and the second button. It takes the focus
 * when it appears.
 */
export function ConfirmChange({ state, fields }: { state: FormState; fields: Fields }) {
  const box = useRef<HTMLElement>(null);
  // What a colleague has saved is shown by colleagues-changes.tsx.
  const detail = state.status === "refused" && state.error !== "session_edited_meanwhile" ? state.detail : undefined;
  useEffect(() => {
    if (detail?.confirm) box.current?.focus();
  }, [detail]);
  if (state.status !== "refused" || !detail?.confirm) return null;
  return (
    <section
      ref={box}
      tabIndex={-1}
      role="alert"
      aria-labelledby="confirm-change"
      className="card mb-5 border-2 border-warn bg-warn-soft"
    >
      <h2 id="confirm-change">这次修改会影响考生</h2>
      <p className="mt-1">{summaryErrors(state)[0]?.message}</p>
      <ul className="my-3 list-disc space-y-1 pl-5">
        {detail.problems.map((problem) => (
          <li key={`${problem.field} ${problemSentence(problem)}`}>
            <a href={`#${problem.field}`}>{problemSentence(problem)}</a>
          </li>
        ))}
      </ul>
      <input type="hidden" name="confirmed" value={detail.confirm} />
      <TextField {...fields.text("reason")} maxLength={200} hint="记入审计日志，例如：学校通知延期。" />
      <SubmitButton busy="正在保存…">确认影响并保存</SubmitButton>
    </section>
  );
}
