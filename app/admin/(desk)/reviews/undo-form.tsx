"use client";

import { useActionState, useEffect, useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { decisionLabels } from "@/app/_lib/review-labels";
import { idle } from "@/lib/auth/form-state";
import type { DecisionKind } from "@/lib/db/enums";
import { undoAction } from "./actions";

/** Takes the last decision back; counts the seconds down and goes when they are over. */
export function UndoForm({
  id,
  kind,
  name,
  leftMs,
  queue,
}: {
  id: string;
  kind: DecisionKind;
  name: string | null;
  leftMs: number;
  queue: string;
}) {
  const [state, action] = useActionState(undoAction, idle);
  const [left, setLeft] = useState(Math.ceil(leftMs / 1000));

  useEffect(() => {
    const endsAt = Date.now() + leftMs;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000))), 500);
    return () => clearInterval(timer);
  }, [leftMs]);

  if (left === 0 && state.status === "idle") return null;
  return (
    <form action={action} className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-white px-4 py-2">
      <FormErrors state={state} />
      <input type="hidden" name="decision" value={id} />
      <input type="hidden" name="queue" value={queue} />
      <span>
        {name}：<strong>{decisionLabels[kind]}</strong>
        <span className="text-muted">　短信将在 {left} 秒后发出</span>
      </span>
      <SubmitButton busy="正在撤销…" className="button button-small" data-hotkey="u" aria-keyshortcuts="u">
        撤销这个决定<Key>U</Key>
      </SubmitButton>
    </form>
  );
}

/** The key of a button, shown on it where there is a keyboard. */
export const Key = ({ children }: { children: string }) => (
  <kbd aria-hidden="true" className="ml-1 rounded border border-current px-1 font-sans text-xs font-normal max-md:hidden">
    {children}
  </kbd>
);
