"use client";

import { useEffect, useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { decisionLabels } from "@/app/_lib/labels/review";
import { idle } from "@/lib/auth/form-state";
import type { DecisionKind } from "@/lib/adapter/db/enums";
import { undoAction } from "./actions";

/** The end of each offer by this browser's clock: a page that Back shows again must not restart the countdown. */
const ends = new Map<string, number>();

/**
 * Undoes the last decision and shows the seconds left. It stays visible afterwards, so that the page does not move
 * while the reviewer is clicking.
 */
export function UndoForm({
  id,
  kind,
  name,
  tells,
  leftMs,
  queue,
  news,
}: {
  id: string;
  kind: DecisionKind;
  name: string | null;
  /** An SMS is sent to the candidate after the countdown. */
  tells: boolean;
  leftMs: number;
  queue: string;
  news: string | null;
}) {
  const [state, action] = useServerAction(undoAction, idle);
  const [left, setLeft] = useState(Math.ceil(leftMs / 1000));

  useEffect(() => {
    const endsAt = ends.get(id) ?? Date.now() + leftMs;
    ends.set(id, endsAt);
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000))), 500);
    return () => clearInterval(timer);
  }, [id, leftMs]);

  return (
    <form
      action={action}
      className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border-l-4 border-good bg-good-soft px-4 py-2"
    >
      <FormErrors state={state} />
      <input type="hidden" name="decision" value={id} />
      <input type="hidden" name="queue" value={queue} />
      <output>{news ?? decisionLabels[kind]}</output>
      <span className="tabular-nums">
        {name}，{left > 0 ? offer(tells, left) : "已过撤销时间"}
      </span>
      <SubmitButton
        busy="正在撤销…"
        className={`button button-small ${left > 0 ? "" : "invisible"}`}
        data-hotkey={left > 0 ? "u" : undefined}
        aria-keyshortcuts="u"
      >
        撤销这个决定<Key>U</Key>
      </SubmitButton>
    </form>
  );
}

const offer = (tells: boolean, left: number) =>
  tells ? `短信将在 ${left} 秒后发出` : `${left} 秒内可以撤销，不向考生发送短信`;

/** The key of a button, shown on devices with a keyboard. */
export const Key = ({ children }: { children: string }) => (
  <kbd
    aria-hidden="true"
    className="ml-1 rounded border border-current px-1 font-sans text-xs font-normal max-md:hidden"
  >
    {children}
  </kbd>
);
